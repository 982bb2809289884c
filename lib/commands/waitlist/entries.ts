import { and, eq, gt, inArray, type SQL, sql } from 'drizzle-orm'
import { isWaiting } from '@/db/queries/predicates'
import { type Entry, lastEntryOf, mayGoOn, onTheList } from '@/db/queries/waitlist/waits'
import { wishColumns } from '@/db/queries/waitlist/wish-columns'
import { type appointments, waitlistEntries } from '@/db/schema'
import type { WaitEnding } from '@/lib/domain/endings'
import type { Wishes } from '@/lib/domain/wishes'
import type { Change } from '../change'

// The only code that writes entries of the waitlist. Whoever changes a visit changes its entry before
// they look for an offer of it: making an offer locks the entry, so that neither misses the other.

type Visit = Pick<typeof appointments.$inferSelect, 'id' | 'patientId' | 'typeId' | 'startsAt'>

/** What is on record of a wait; what is not named stays as it is, and a priority of null, too. */
type Told = { wishes: Partial<Wishes> | null; priority: number | null }

/**
 * A visit waits from now on, with the wishes and the place in the rank of its last wait; one that
 * waits already goes on, which `again` says. The visit is locked.
 */
export async function joinWaitlist(
  c: Change,
  visit: Visit,
  told: Told,
): Promise<{ again: boolean }> {
  const last = await lastEntryOf(c.tx, c.clinic.id, visit.id)
  const again = last?.until === null
  if (last && again) await noteTold(c, last, told)
  else await beginWait(c, visit, { ...(last && carriedOver(last)), ...columnsOf(told) })
  return { again }
}

/** A visit waits no more. What was told with that stays on record for whoever joins again. */
export async function leaveWaitlist(c: Change, appointmentId: string, told: Told): Promise<void> {
  const last = await lastEntryOf(c.tx, c.clinic.id, appointmentId)
  if (last) await noteTold(c, last, told)
  await endWait(c, appointmentId, 'left')
}

/** Ends the wait of a visit, if it waits. */
export async function endWait(
  c: Change,
  appointmentId: string,
  endedWhy: Extract<WaitEnding, 'left' | 'visit-cancelled' | 'visit-attended'>,
): Promise<void> {
  await c.tx
    .update(waitlistEntries)
    .set({ until: endsNow, endedWhy })
    .where(waitingOf(c, appointmentId))
}

/** What became of a visit is taken back: the wait that it ended goes on where it was. */
export async function resumeWait({ tx, clinic }: Change, appointmentId: string): Promise<void> {
  await tx
    .update(waitlistEntries)
    .set({ until: null, endedWhy: null })
    .where(
      and(
        eq(waitlistEntries.clinicId, clinic.id),
        eq(waitlistEntries.appointmentId, appointmentId),
        inArray(waitlistEntries.endedWhy, mayGoOn),
      ),
    )
}

/** A visit has moved: from now on it waits for a time before its new start. */
export async function keepEarlierThan(
  c: Change,
  appointmentId: string,
  startsAt: Date,
): Promise<void> {
  await c.tx
    .update(waitlistEntries)
    .set({ earlierThan: startsAt })
    .where(waitingOf(c, appointmentId))
}

/** A visit has the earlier time that was offered it. If it still waited, it waits anew, behind those who were not helped. */
export async function waitAnew(c: Change, visit: Visit): Promise<void> {
  const [helped] = await c.tx
    .update(waitlistEntries)
    .set({ until: endsNow, endedWhy: 'accepted' })
    .where(waitingOf(c, visit.id))
    .returning()
  if (helped) await beginWait(c, visit, carriedOver(helped))
}

/**
 * None of a patient's visits waits any more, also not one whose cancellation is taken back later.
 * The visits that waited until now.
 */
export async function endWaitsOf(
  { tx, clinic }: Change,
  patientIds: string[],
  endedWhy: Extract<WaitEnding, 'stopped' | 'erased'>,
): Promise<string[]> {
  const theirs = and(
    eq(waitlistEntries.clinicId, clinic.id),
    inArray(waitlistEntries.patientId, patientIds),
  )
  const ended = await tx
    .update(waitlistEntries)
    .set({ until: endsNow, endedWhy })
    .where(and(theirs, isWaiting(waitlistEntries)))
    .returning({ appointmentId: waitlistEntries.appointmentId })
  await tx
    .update(waitlistEntries)
    .set({ endedWhy })
    .where(and(theirs, inArray(waitlistEntries.endedWhy, mayGoOn)))
  return ended.flatMap(({ appointmentId }) => appointmentId ?? [])
}

/** A patient is asked about a time now. Their waits, locked until the change is over. */
export async function noteAsked(c: Change, patientId: string): Promise<Entry[]> {
  return c.tx
    .update(waitlistEntries)
    .set({ lastOfferedAt: c.now })
    .where(and(ofPatient(c, patientId), isWaiting(waitlistEntries)))
    .returning()
}

/** When a patient counts as last asked turns out to be another time: all their waits have it. */
export async function correctLastAsked(
  c: Change,
  patientId: string,
  lastOfferedAt: SQL | Date | null,
  when?: SQL,
): Promise<void> {
  await c.tx
    .update(waitlistEntries)
    .set({ lastOfferedAt })
    .where(and(ofPatient(c, patientId), onTheList, when))
}

/** Takes what patients said of their wishes out of their entries, and ends their waits. */
export async function clearWaits(c: Change, patientIds: string[]): Promise<void> {
  await endWaitsOf(c, patientIds, 'erased')
  await c.tx
    .update(waitlistEntries)
    .set({
      wishPractitionerIds: sql`default`,
      wishWeekdays: sql`default`,
      wishTimes: sql`default`,
      wishNoticeMinutes: sql`default`,
      wishNotBefore: null,
      wishMinGainDays: null,
    })
    .where(
      and(
        eq(waitlistEntries.clinicId, c.clinic.id),
        inArray(waitlistEntries.patientId, patientIds),
      ),
    )
}

/** The waits of a patient who was merged into another are the other's. */
export async function giveWaits(
  c: Change,
  { keptId, mergedId }: { keptId: string; mergedId: string },
): Promise<void> {
  await c.tx.update(waitlistEntries).set({ patientId: keptId }).where(ofPatient(c, mergedId))
}

/** The trigger `waitlist_entries_rank_key` writes each rank with the clinic's weights as they are now. */
export async function rankAnew({ tx, now, clinic }: Change): Promise<void> {
  await tx
    .update(waitlistEntries)
    .set({ since: sql`${waitlistEntries.since}` })
    .where(
      and(
        eq(waitlistEntries.clinicId, clinic.id),
        isWaiting(waitlistEntries),
        // Nobody is asked about any other.
        gt(waitlistEntries.earlierThan, now),
      ),
    )
}

async function beginWait(
  { tx, clinic }: Change,
  { id: appointmentId, patientId, typeId, startsAt }: Visit,
  more: Partial<typeof waitlistEntries.$inferInsert>,
): Promise<void> {
  await tx.insert(waitlistEntries).values({
    ...{ clinicId: clinic.id, patientId, typeId, appointmentId, earlierThan: startsAt },
    // Not before the last one ended, whichever of two changes began first.
    since: sql`greatest(now(), (select max(e.until) from waitlist_entries e
      where e.clinic_id = ${clinic.id} and e.appointment_id = ${appointmentId}))`,
    ...more,
  })
}

/** What whoever joins again finds as it was. */
function carriedOver(last: Entry) {
  const { wishPractitionerIds, wishWeekdays, wishTimes } = last
  const { wishNoticeMinutes, wishNotBefore, wishMinGainDays, priority, lastOfferedAt } = last
  return {
    ...{ wishPractitionerIds, wishWeekdays, wishTimes },
    ...{ wishNoticeMinutes, wishNotBefore, wishMinGainDays, priority, lastOfferedAt },
  }
}

async function noteTold({ tx }: Change, { id }: Entry, told: Told): Promise<void> {
  const columns = columnsOf(told)
  if (Object.keys(columns).length === 0) return
  await tx.update(waitlistEntries).set(columns).where(eq(waitlistEntries.id, id))
}

/** Only what is named, so that it leaves the rest alone. */
function columnsOf({ wishes, priority }: Told) {
  const named = Object.entries({
    ...(wishes && wishColumns(wishes)),
    priority: priority ?? undefined,
  })
  return Object.fromEntries(named.filter(([, value]) => value !== undefined))
}

/** Whichever of two changes began first. */
const endsNow = sql`greatest(${waitlistEntries.since}, now())`

function waitingOf({ clinic }: Change, appointmentId: string) {
  return and(
    eq(waitlistEntries.clinicId, clinic.id),
    eq(waitlistEntries.appointmentId, appointmentId),
    isWaiting(waitlistEntries),
  )
}

function ofPatient({ clinic }: Change, patientId: string) {
  return and(eq(waitlistEntries.clinicId, clinic.id), eq(waitlistEntries.patientId, patientId))
}
