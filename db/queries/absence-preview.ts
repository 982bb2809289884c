import type { Tx } from '@/db/client'
import { dayAndTime, personName, shortDay, time } from '@/lib/domain/format'
import { dayOf, type Range } from '@/lib/domain/time'
import { openingsWithin, visitsWithin } from './absences'

/** A visit inside an absence, in words of the clinic's zone. */
export type VisitInWay = { id: string; patient: string; day: string; date: string; time: string }

export type AbsencePreview = {
  visits: VisitInWay[]
  /** Openings that would be withdrawn, in words; held ones name the patient who would be told. */
  openings: { id: string; words: string }[]
}

/** What an absence over `range` meets: the visits that stay, and the openings that end. */
export async function absencePreview(
  tx: Tx,
  clinic: { id: string; timeZone: string },
  practitionerId: string,
  range: Range,
): Promise<AbsencePreview> {
  const zone = clinic.timeZone
  const visits = await visitsWithin(tx, clinic.id, practitionerId, range)
  const openings = await openingsWithin(tx, clinic.id, practitionerId, range)
  return {
    visits: visits.map((visit) => ({
      id: visit.id,
      patient: personName(visit),
      day: dayOf(visit.startsAt, zone),
      date: shortDay(visit.startsAt, zone, 'en'),
      time: time(visit.startsAt, zone, 'en'),
    })),
    openings: openings.map(({ id, startsAt, givenName, familyName }) => {
      const when = dayAndTime(startsAt, zone, 'en')
      const held = givenName !== null && familyName !== null
      return {
        id,
        words: held ? `${when}, held for ${personName({ givenName, familyName })}` : when,
      }
    }),
  }
}
