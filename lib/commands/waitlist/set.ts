import { and, eq } from 'drizzle-orm'
import { countOnce } from '@/db/queries/limits'
import { isExpected } from '@/db/queries/predicates'
import { appointments } from '@/db/schema'
import { ok, type Reason, type Refusal, type Result, refuse } from '@/lib/domain/result'
import type { Wishes } from '@/lib/domain/wishes'
import { type Change, type Context, change, type StaffContext } from '../change'
import { closeOfferTo } from '../offer/offers'
import { rematchOpeningsFor } from '../opening/look-again'
import { endAgreement, noteAgreement } from './consent'
import { joinWaitlist, leaveWaitlist } from './entries'
import { stopAll } from './stop-offers'

export type SetWaitlist = {
  appointmentId: string
  /** The version that the answer is about, where it comes by a link; any when not given. */
  version?: number
  openToEarlier: boolean
  /** With `openToEarlier: false`: the patient wants no offers any more, for any of their visits. */
  stop?: boolean
  /** What is not named stays as it is on record; null keeps all. */
  wishes: Partial<Wishes> | null
  /** Clinical priority, higher first; null keeps it. */
  priority: number | null
}

/**
 * Puts an active appointment on the waitlist or takes it off. Who stays on it keeps their place;
 * openings that nobody suited are looked at again for them. Who leaves it and holds an offer gives
 * the offer up. Refuses a visit that has moved since `version`, to staff (`offers-stopped`) that of a
 * patient who wants no offers, and a patient who has said so too often that day, but never a `stop`.
 */
export function setWaitlist(context: StaffContext, input: SetWaitlist): Promise<Result<null>>
export function setWaitlist(context: Context, input: SetWaitlist): Promise<Result<null, Reason>>
export async function setWaitlist(
  context: Context,
  input: SetWaitlist,
): Promise<Result<null, Reason>> {
  return change(context, async (c) => (await changeWaitlist(c, input)) ?? ok(null))
}

/** The same within another change; the refusal, which leaves all as it was, or null. */
export async function changeWaitlist(
  c: Change,
  input: SetWaitlist,
): Promise<Refusal<Reason> | null> {
  // To take a consent back is as easy as to give it (GDPR, Art. 7 (3)): no count stands in its way.
  if (c.context.actor.kind === 'patient' && !input.stop) {
    const refused = await countOnce(c.tx, c.clinic, 'wish', input.appointmentId)
    if (refused) return refused
  }
  const own = and(
    eq(appointments.clinicId, c.clinic.id),
    eq(appointments.id, input.appointmentId),
    isExpected(appointments),
  )
  const [appointment] = await c.tx
    .update(appointments)
    .set({ changedAt: c.now })
    .where(and(own, input.version ? eq(appointments.version, input.version) : undefined))
    .returning()
  if (!appointment) {
    const [moved] = await c.tx.select({ id: appointments.id }).from(appointments).where(own)
    return refuse(moved ? 'changed-meanwhile' : 'appointment-not-active')
  }
  const { id: appointmentId, patientId } = appointment
  // Who was on it before has only told other wishes.
  let again = false
  if (input.openToEarlier) {
    again = (await joinWaitlist(c, appointment, input)).again
    const agrees = !again || c.context.actor.kind === 'patient'
    const refused = agrees ? await noteAgreement(c, patientId) : null
    if (refused) return refused
    await rematchOpeningsFor(c, patientId)
  } else {
    await leaveWaitlist(c, appointmentId, input)
    await closeOfferTo(c, appointmentId, 'left-waitlist')
    await endAgreement(c, patientId)
  }
  await c.audit(input.openToEarlier ? 'waitlist.joined' : 'waitlist.left', {
    appointmentId,
    details: { ...(input.wishes && { wishes: input.wishes }), ...(again && { again }) },
  })
  return input.stop ? stopAll(c, patientId) : null
}
