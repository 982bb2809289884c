import { and, eq, inArray, sql } from 'drizzle-orm'
import { pairOf } from '@/db/queries/patient/duplicates'
import { isOccupying } from '@/db/queries/predicates'
import { appointments, differentPatients, offers, patients } from '@/db/schema'
import { latest, type MergeChoice, mergedDetails } from '@/lib/domain/merge'
import { ok, type Result, refuse } from '@/lib/domain/result'
import { type Change, type Context, change } from '../change'
import { closeClashingOffer, closeOffer } from '../offer/offers'
import { rematchOpeningsFor } from '../opening/look-again'
import { giveWaits } from '../waitlist/entries'
import { stopWaits } from '../waitlist/stop-offers'
import { removeViews } from './erasure'
import { endLinksOf, sendAnew } from './links'
import { lockPatient, lockQueuedMails, noPerson, type Patient } from './rows'

export type MergePatients = {
  keptId: string
  /** Who turns out to be the same person; their row stays, empty, and points to the kept one. */
  mergedId: string
  /** Whose detail is kept, for each that may differ. */
  choice: MergeChoice
  /** The emails that were seen side by side: with another by now, nothing is merged (`changed-meanwhile`). */
  seen: { keptEmail: string; mergedEmail: string }
}

/**
 * Makes two patients one: visits, offers and what was emailed about them become the kept patient's,
 * and nothing takes it back. One who has stopped offers has stopped them as both. Of two times held
 * for them the one offered first stays. Links that are out end where they went to two addresses, and
 * what still holds goes to the one that is kept: `sent` emails; else they go on working.
 */
export async function mergePatients(
  context: Context,
  input: MergePatients,
): Promise<Result<{ patientId: string; sent: number }>> {
  const { keptId, mergedId } = input
  if (keptId === mergedId) return refuse('invalid')
  return change(context, async (c) => {
    await lockQueuedMails(c, [keptId, mergedId])
    // In one order, whichever of them is kept.
    const locked = new Map<string, Patient>()
    for (const id of [keptId, mergedId].sort()) {
      const patient = await lockPatient(c, id)
      if (!patient.ok) return patient
      locked.set(id, patient.value)
    }
    const [kept, merged] = [locked.get(keptId), locked.get(mergedId)]
    if (!kept || !merged) return refuse('not-found')
    const { keptEmail, mergedEmail } = input.seen
    const isSame = (email: string, then: string) => email.toLowerCase() === then.toLowerCase()
    if (!isSame(kept.email, keptEmail) || !isSame(merged.email, mergedEmail)) {
      return refuse('changed-meanwhile')
    }

    await takeVisits(c, { keptId, mergedId })
    await empty(c, { keptId, mergedId })
    const details = mergedDetails(kept, merged, input.choice)
    // A search for who they no longer are finds nobody, and would outlive the erasing of who they are.
    await removeViews(c, [merged], { butOf: { ...kept, ...details } })
    await c.tx
      .update(patients)
      .set({ ...details, ...consentOf(kept, merged) })
      .where(eq(patients.id, keptId))
    if (kept.offersStoppedAt || merged.offersStoppedAt) await stopWaits(c, keptId)
    const sent = sameLinks(kept, merged) ? 0 : await linksAnew(c, keptId, merged.linksEpoch)
    await c.audit('patient.merged', { details: { patientId: keptId, mergedId, sent } })
    await rematchOpeningsFor(c, keptId)
    return ok({ patientId: keptId, sent })
  })
}

/** Whether what is out for one of them went to the other's address, too, and none of it has been ended. */
function sameLinks(kept: Patient, merged: Patient): boolean {
  return (
    kept.email.toLowerCase() === merged.email.toLowerCase() && kept.linksEpoch === merged.linksEpoch
  )
}

/** Ends what is out for both, also what had been ended for one of them, and sends anew what holds. */
async function linksAnew(c: Change, keptId: string, mergedEpoch: number): Promise<number> {
  await c.tx
    .update(patients)
    .set({ linksEpoch: sql`greatest(${patients.linksEpoch}, ${mergedEpoch}::int)` })
    .where(eq(patients.id, keptId))
  return sendAnew(c, keptId, await endLinksOf(c, keptId))
}

type Both = { keptId: string; mergedId: string }

/** Visits and waits first: an offer that is being made in this moment waits for its entry, and sees whose it is then. */
async function takeVisits(c: Change, { keptId, mergedId }: Both): Promise<void> {
  const { tx, clinic } = c
  await tx
    .update(appointments)
    .set({ patientId: keptId })
    .where(and(eq(appointments.clinicId, clinic.id), eq(appointments.patientId, mergedId)))
  await giveWaits(c, { keptId, mergedId })
  const held = await tx
    .select()
    .from(offers)
    .where(
      and(
        eq(offers.clinicId, clinic.id),
        inArray(offers.patientId, [keptId, mergedId]),
        eq(offers.state, 'pending'),
      ),
    )
    .orderBy(offers.offeredAt, offers.id)
  // A patient is asked about one time at a time; whoever was emailed of the other is told.
  for (const offer of held.slice(1)) {
    const closing = { state: 'withdrawn', why: 'by-staff', tell: true } as const
    await closeOffer(c, { ...offer, patientId: keptId }, closing)
  }
  await tx
    .update(offers)
    .set({ patientId: keptId })
    .where(and(eq(offers.clinicId, clinic.id), eq(offers.patientId, mergedId)))
  for (const visit of held.length > 0 ? await comingVisits(c, keptId) : []) {
    await closeClashingOffer(c, visit)
  }
}

async function comingVisits({ tx, clinic }: Change, patientId: string) {
  return tx
    .select()
    .from(appointments)
    .where(
      and(
        eq(appointments.clinicId, clinic.id),
        eq(appointments.patientId, patientId),
        isOccupying(appointments),
      ),
    )
}

/** Leaves of the merged patient the row alone, and of who pointed to it or was told apart from it the same of the kept one. */
async function empty({ tx, clinic }: Change, { keptId, mergedId }: Both): Promise<void> {
  await tx
    .update(patients)
    .set({ mergedInto: keptId })
    .where(and(eq(patients.clinicId, clinic.id), eq(patients.mergedInto, mergedId)))
  await tx
    .update(patients)
    .set({ ...noPerson, mergedInto: keptId })
    .where(eq(patients.id, mergedId))
  const apart = await tx
    .delete(differentPatients)
    .where(
      and(
        eq(differentPatients.clinicId, clinic.id),
        sql`${mergedId} in (${differentPatients.oneId}, ${differentPatients.otherId})`,
      ),
    )
    .returning()
  const others = apart
    .map(({ oneId, otherId }) => (oneId === mergedId ? otherId : oneId))
    .filter((id) => id !== keptId)
  if (others.length === 0) return
  await tx
    .insert(differentPatients)
    .values(others.map((id) => ({ clinicId: clinic.id, ...pairOf(keptId, id) })))
    .onConflictDoNothing()
}

/** The stricter of the two counts: who stopped offers under one name has stopped them. */
function consentOf(kept: Patient, merged: Patient) {
  const stopped = latest(kept, merged, 'offersStoppedAt')
  const agreed = stopped ? null : latest(kept, merged, 'offersAgreedAt')
  return {
    offersStoppedAt: stopped?.offersStoppedAt ?? null,
    offersStoppedBy: stopped?.offersStoppedBy ?? null,
    offersAgreedAt: agreed?.offersAgreedAt ?? null,
    offersAgreedBy: agreed?.offersAgreedBy ?? null,
  }
}
