import { and, eq } from 'drizzle-orm'
import { bookedVisitsOf } from '@/db/queries/absence/absences'
import { absences, workingHours } from '@/db/schema'
import type { AbsenceTimes } from '@/lib/domain/settings'
import { type Range, subtract } from '@/lib/domain/time'
import { worksHere } from '../appointment/placing'
import type { Change } from '../change'
import { comingWork, openRanges } from '../opening/open-ranges'
import { activeOpenings, closeOpening } from '../opening/openings'
import { absencesOver, lockPractitioners, takeAbsence } from '../slots'

export type AbsenceInput = {
  practitionerId: string
  times: AbsenceTimes
  note: string
  /** The visits inside it that the reader was shown; they stay until moved or cancelled. */
  knownVisits: string[]
}

export type Absence = typeof absences.$inferSelect

/** An absence of the clinic as it is once its practitioner is locked, or null. */
export async function lockAbsence({ tx, clinic }: Change, id: string): Promise<Absence | null> {
  const mine = and(eq(absences.clinicId, clinic.id), eq(absences.id, id))
  const [seen] = await tx.select().from(absences).where(mine)
  if (!seen) return null
  await lockPractitioners(tx, seen.practitionerId)
  const [absence] = await tx.select().from(absences).where(mine)
  return absence ?? null
}

/**
 * Makes a range ready to be taken: its openings are withdrawn, and whoever holds an offer is told.
 * The number of the visits in it, or null, and nothing is done, when one of them is not `known`.
 */
export async function makeRoomForAbsence(
  c: Change,
  practitionerId: string,
  range: Range,
  known: readonly string[],
): Promise<number | null> {
  const visits = await bookedVisitsOf(c.tx, c.clinic.id, practitionerId, range)
  if (visits.some((visit) => !known.includes(visit.id))) return null
  for (const opening of await activeOpenings(c, practitionerId, range)) {
    await closeOpening(c, opening, { state: 'withdrawn', why: 'practitioner-away' })
  }
  return visits.length
}

/**
 * Time that an absence takes no longer: what another absence covers is its own now, the rest is
 * free, and opened to patients who wait where it is working time.
 */
export async function freeAbsenceTime(
  c: Change,
  practitionerId: string,
  freed: readonly Range[],
): Promise<void> {
  const clinicId = c.clinic.id
  for (const range of freed) {
    for (const other of await absencesOver(c.tx, clinicId, practitionerId, range)) {
      await takeAbsence(c.tx, other)
    }
  }
  if (!(await worksHere(c, practitionerId))) return
  const hours = await c.tx
    .select()
    .from(workingHours)
    .where(
      and(eq(workingHours.clinicId, clinicId), eq(workingHours.practitionerId, practitionerId)),
    )
  const work = comingWork(c, hours)
  const free = subtract(work, subtract(work, freed))
  await openRanges(c, practitionerId, free, 'shortened-absence')
}
