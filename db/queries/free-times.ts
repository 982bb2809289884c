import { and, eq, gt, inArray, lt, sql } from 'drizzle-orm'
import type { Tx } from '@/db/client'
import {
  appointments,
  appointmentTypes,
  offers,
  openings,
  practitioners,
  slots,
  workingHours,
} from '@/db/schema'
import type { VisitLength } from '@/lib/domain/availability'
import { type FreeTime, freeTimes, type TakenRange } from '@/lib/domain/free-times'
import { addDays, type Day, dayRange, type Range } from '@/lib/domain/time'

export type FreeTimesQuestion = {
  practitionerId: string
  typeId: string
  /** The first local day, and how many from it. */
  fromDay: Day
  days: number
  /** A visit that is to move: its own length counts, and its present time is not in its way. */
  exceptAppointmentId?: string
}

export type FreeTimesAnswer = {
  durationMinutes: number
  days: { day: Day; times: FreeTime[] }[]
  /** ISO weekdays on which anybody at the clinic works. */
  workdays: number[]
}

/**
 * The times at which one practitioner can be visited over some days. Null when the clinic knows no
 * such type or visit, or the practitioner is not active.
 */
export async function freeTimesOf(
  tx: Tx,
  clinic: { id: string; timeZone: string; gridMinutes: number },
  now: Date,
  question: FreeTimesQuestion,
): Promise<FreeTimesAnswer | null> {
  const { practitionerId, fromDay } = question
  const zone = clinic.timeZone
  const days = Array.from({ length: question.days }, (_, i) => addDays(fromDay, i))
  const within = {
    start: dayRange(fromDay, zone).start,
    end: dayRange(addDays(fromDay, question.days), zone).end,
  }
  const [visit, hours, taken, open] = await Promise.all([
    visitLength(tx, clinic.id, question),
    hoursOf(tx, clinic.id),
    takenWithin(tx, clinic.id, within, question),
    openingsWithin(tx, clinic.id, practitionerId, within),
  ])
  if (!visit || !hours.some((row) => row.practitionerId === practitionerId && row.active)) {
    return visit && !hours.some((row) => row.practitionerId === practitionerId)
      ? { durationMinutes: visit.length.durationMinutes, days: [], workdays: workdaysOf(hours) }
      : null
  }
  const found = freeTimes({
    days,
    zone,
    gridMinutes: clinic.gridMinutes,
    hours: hours.filter((row) => row.practitionerId === practitionerId),
    taken,
    openings: open,
    length: visit.length,
    now,
  })
  const isOwn = (start: Date) =>
    visit.at?.practitionerId === practitionerId && +visit.at.start === +start
  return {
    durationMinutes: visit.length.durationMinutes,
    days: found.map(({ day, times }) => ({ day, times: times.filter((t) => !isOwn(t.start)) })),
    workdays: workdaysOf(hours),
  }
}
