import { and, eq, inArray } from 'drizzle-orm'
import { appointments, offers, patients } from '@/db/schema'
import { ok, type Refusal, type Result } from '@/lib/domain/result'
import { type Change, type Context, change } from '../change'
import { closeOffer } from '../offer/offers'
import { rematchOpeningsFor } from '../opening/look-again'
import { lockPatient } from '../patient/rows'
import { agreedNow } from './consent'
import { endWaitsOf } from './entries'

/**
 * A patient is emailed no more offers, by their own press or on their word: what they are offered now
 * goes to the next, and all their visits leave the waitlist. Done twice it does nothing.
 */
export async function stopOffers(
  context: Context,
  input: { patientId: string },
): Promise<Result<null>> {
  return change(context, async (c) => {
    return (await stopAll(c, input.patientId)) ?? ok(null)
  })
}

/** The same within another change; the refusal, or null. */
export async function stopAll(c: Change, patientId: string): Promise<Refusal | null> {
  const patient = await lockPatient(c, patientId)
  if (!patient.ok) return patient
  if (patient.value.offersStoppedAt) return null
  const by = c.context.actor.kind === 'patient' ? 'patient' : 'staff'
  await c.tx
    .update(patients)
    .set({
      ...{ offersAgreedAt: null, offersAgreedBy: null },
      ...{ offersStoppedAt: c.now, offersStoppedBy: by },
    })
    .where(eq(patients.id, patientId))
  await stopWaits(c, patientId)
  await c.audit('offers.stopped', { details: { patientId } })
  return null
}

/** Staff note that a patient who had stopped offers agrees to them again; done twice it does nothing. */
export async function resumeOffers(
  context: Context,
  input: { patientId: string },
): Promise<Result<null>> {
  return change(context, async (c) => {
    const patient = await lockPatient(c, input.patientId)
    if (!patient.ok) return patient
    if (!patient.value.offersStoppedAt) return ok(null)
    await c.tx
      .update(patients)
      .set({ ...agreedNow(c, 'staff'), offersStoppedAt: null, offersStoppedBy: null })
      .where(eq(patients.id, patient.value.id))
    await c.audit('offers.resumed', { details: { patientId: patient.value.id } })
    await rematchOpeningsFor(c, patient.value.id)
    return ok(null)
  })
}

/** None of a patient's visits waits any more, nor is any of them offered a time; also not one that is reinstated later. */
export async function stopWaits(c: Change, patientId: string): Promise<void> {
  const waited = await endWaitsOf(c, [patientId], 'stopped')
  await c.tx
    .update(appointments)
    .set({ changedAt: c.now })
    .where(and(eq(appointments.clinicId, c.clinic.id), inArray(appointments.id, waited)))
  for (const appointmentId of waited) await c.audit('waitlist.left', { appointmentId })
  const held = await c.tx
    .select()
    .from(offers)
    .where(
      and(
        eq(offers.clinicId, c.clinic.id),
        eq(offers.patientId, patientId),
        eq(offers.state, 'pending'),
      ),
    )
  for (const offer of held) {
    await closeOffer(c, offer, { state: 'withdrawn', why: 'left-waitlist', tell: false })
  }
}
