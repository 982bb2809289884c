import type { Tx } from '@/db/client'
import {
  activePractitioners,
  type TimesWith,
  timesToMoveTo,
} from '@/db/queries/appointment/times-to-move-to'
import { wouldRefuse } from '@/db/queries/limits'
import type { PatientVisit } from '@/db/queries/patient/pages'
import type { LimitReason } from '@/lib/domain/limits'
import type { Refusal } from '@/lib/domain/result'
import { selfMove } from '@/lib/domain/self-move'
import { addDays, type Day, dayOf, isDay } from '@/lib/domain/time'

export type MoveQuery = {
  /** 'others': with everybody; else with the visit's own practitioner. */
  who?: string
  /** The first day shown. */
  day?: string
  /** A time that was chosen: with whom, and its start as an instant. */
  with?: string
  to?: string
}

export type Choice = {
  who: 'own' | 'others'
  hasOthers: boolean
  times: TimesWith[]
  /** The first day of the shown week, and of those before and after it; null where there is none. */
  day: Day
  before: Day | null
  after: Day | null
  /** The time that was chosen has just gone. */
  taken: boolean
}

/** Why the patient cannot move the visit (again today). */
export type Why =
  | { why: 'not-allowed' | 'too-late'; refusal?: never }
  | { why: 'enough'; refusal: Refusal<LimitReason<'move'>> }

export type Chosen = { chosen: Date; practitioner: TimesWith['practitioner'] }

/** How far ahead patients look, in weeks from the first day that they may choose. */
const weeks = 12

/** What the page of a move shows: why not, the times of a week, or the one that was chosen. */
export async function readMove(
  tx: Tx,
  visit: PatientVisit,
  now: Date,
  query: MoveQuery,
): Promise<Why | Choice | Chosen> {
  const { clinic, appointment } = visit
  const allowed = selfMove(appointment.startsAt, clinic.selfMoveHours, now)
  if (!allowed.may) return allowed
  const refusal = await wouldRefuse(tx, clinic, 'move', appointment.id)
  if (refusal) return { why: 'enough', refusal }
  const everybody = await activePractitioners(tx, clinic.id)
  const chosen = await chosenTime(tx, visit, now, { ...query, from: allowed.from, everybody })
  if (chosen) return chosen

  const others = everybody.filter(({ id }) => id !== appointment.practitionerId)
  const own = everybody.find(({ id }) => id === appointment.practitionerId)
  const who = (query.who === 'others' || !own) && others.length > 0 ? 'others' : 'own'
  const shown = who === 'others' ? others : own ? [own] : []
  const first = dayOf(allowed.from, clinic.timeZone)
  const last = addDays(first, 7 * (weeks - 1))
  const asked = query.day && isDay(query.day) ? clamped(query.day, first, last) : null
  const read = async (fromDay: Day) => {
    const times: TimesWith[] = []
    for (const practitioner of shown) {
      const question = { practitioner, from: allowed.from, fromDay, days: 7 }
      times.push(await timesToMoveTo(tx, visit, now, question))
    }
    return times
  }
  let day = asked ?? first
  let times = await read(day)
  // Who has not turned a page yet sees the first week in which anything is free, if it is near.
  for (let turn = 1; !asked && turn < 4 && times.every(isEmpty); turn++) {
    day = addDays(first, 7 * turn)
    times = await read(day)
  }
  return {
    who,
    hasOthers: others.length > 0 && own !== undefined,
    times,
    day,
    before: day > first ? clamped(addDays(day, -7), first, last) : null,
    after: day < last ? clamped(addDays(day, 7), first, last) : null,
    taken: isNear(new Date(query.to ?? Number.NaN)),
  }
}

/** The time that a link or a form names, if it can be chosen at this moment. */
export async function chosenTime(
  tx: Tx,
  visit: PatientVisit,
  now: Date,
  query: {
    with?: string
    to?: string
    from: Date
    everybody: TimesWith['practitioner'][]
  },
): Promise<Chosen | null> {
  const chosen = new Date(query.to ?? Number.NaN)
  const practitioner = query.everybody.find(({ id }) => id === query.with)
  const zone = visit.clinic.timeZone
  if (!practitioner || !isNear(chosen)) return null
  const question = { practitioner, from: query.from, fromDay: dayOf(chosen, zone), days: 1 }
  const { days } = await timesToMoveTo(tx, visit, now, question)
  const free = days.some(({ starts }) => starts.some((start) => +start === +chosen))
  return free ? { chosen, practitioner } : null
}

/** Whether it is an instant at all, of a year that calendars know. */
function isNear(instant: Date): boolean {
  return !Number.isNaN(+instant) && isDay(instant.toISOString().slice(0, 10))
}

function isEmpty({ days }: TimesWith): boolean {
  return days.every(({ starts }) => starts.length === 0)
}

function clamped(day: Day, first: Day, last: Day): Day {
  return day < first ? first : day > last ? last : day
}
