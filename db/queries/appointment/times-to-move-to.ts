import { and, asc, eq, isNull, ne, or } from 'drizzle-orm'
import type { Tx } from '@/db/client'
import { appointments, openings, practitioners } from '@/db/schema'
import { addDays, type Day, dayRange, overlaps, type Range } from '@/lib/domain/time'
import type { PatientVisit } from '../patient/pages'
import { isExpected, overlapsRange } from '../predicates'
import { freeTimesOf } from './free-times'

/** The days of one practitioner with the starts that a patient may choose. */
export type TimesWith = {
  practitioner: { id: string; name: string }
  days: { day: Day; starts: Date[] }[]
}

/** The practitioners who take visits at the clinic, in its order. */
export async function activePractitioners(tx: Tx, clinicId: string) {
  return tx
    .select({ id: practitioners.id, name: practitioners.name })
    .from(practitioners)
    .where(and(eq(practitioners.clinicId, clinicId), eq(practitioners.active, true)))
    .orderBy(asc(practitioners.position), asc(practitioners.name))
}

/**
 * The times of some days to which patients may move a visit themselves: free for its length, not
 * before `from`, not on the way to patients who wait, and clear of their own other visits.
 */
export async function timesToMoveTo(
  tx: Tx,
  { clinic, appointment }: PatientVisit,
  now: Date,
  question: {
    practitioner: TimesWith['practitioner']
    from: Date
    fromDay: Day
    days: number
  },
): Promise<TimesWith> {
  const { practitioner, from, fromDay, days } = question
  const zone = clinic.timeZone
  const within = {
    start: dayRange(fromDay, zone).start,
    end: dayRange(addDays(fromDay, days), zone).end,
  }
  const [free, onOffer, own] = await Promise.all([
    freeTimesOf(tx, clinic, now, {
      practitionerId: practitioner.id,
      typeId: appointment.typeId,
      fromDay,
      days,
      exceptAppointmentId: appointment.id,
    }),
    openingsOnOffer(tx, clinic.id, practitioner.id, within),
    otherVisits(tx, clinic.id, appointment, within),
  ])
  const length = +appointment.endsAt - +appointment.startsAt
  const barred = [...onOffer, ...own]
  return {
    practitioner,
    days: (free?.days ?? []).map(({ day, times }) => ({
      day,
      starts: times
        .filter(({ start, heldUntil }) => {
          const visit = { start, end: new Date(+start + length) }
          return start >= from && !heldUntil && !barred.some((range) => overlaps(range, visit))
        })
        .map(({ start }) => start),
    })),
  }
}

/** Openings that are offered to patients who wait, or are about to be; not those for whom nobody was found. */
async function openingsOnOffer(
  tx: Tx,
  clinicId: string,
  practitionerId: string,
  within: Range,
): Promise<Range[]> {
  return tx
    .select({ start: openings.startsAt, end: openings.endsAt })
    .from(openings)
    .where(
      and(
        eq(openings.clinicId, clinicId),
        eq(openings.practitionerId, practitionerId),
        or(
          eq(openings.state, 'offering'),
          and(eq(openings.state, 'open'), isNull(openings.exhaustedAt)),
        ),
        overlapsRange(openings, within),
      ),
    )
}

async function otherVisits(
  tx: Tx,
  clinicId: string,
  { id, patientId }: { id: string; patientId: string },
  within: Range,
): Promise<Range[]> {
  return tx
    .select({ start: appointments.startsAt, end: appointments.endsAt })
    .from(appointments)
    .where(
      and(
        eq(appointments.clinicId, clinicId),
        eq(appointments.patientId, patientId),
        ne(appointments.id, id),
        isExpected(appointments),
        overlapsRange(appointments, within),
      ),
    )
}
