import type { appointments, waitlistEntries } from '@/db/schema'
import { workingRanges } from '@/lib/domain/availability'
import { isExpectedState } from '@/lib/domain/states'
import { addDays, dayOf, instantAtOrAfter, type Range, subtract } from '@/lib/domain/time'
import type { Random } from './random'

type NewAppointment = typeof appointments.$inferInsert & { id: string }

/** How somebody waits for an earlier time: since when, and with which wishes. */
export type SeedWait = Pick<
  typeof waitlistEntries.$inferInsert,
  | 'since'
  | 'priority'
  | 'wishPractitionerIds'
  | 'wishWeekdays'
  | 'wishTimes'
  | 'wishNoticeMinutes'
  | 'lastOfferedAt'
>

/** A visit of the demo, with the range that its slot takes; a cancelled one takes none. */
export type SeedVisit = NewAppointment & { slotEnd: Date; wait: SeedWait | null }

export type SeedType = { id: string; durationMinutes: number; bufferAfterMinutes: number }
export type SeedPractitioner = {
  id: string
  hours: { weekday: number; startsAt: string; endsAt: string }[]
  types: SeedType[]
  away: Range[]
}

const minute = 60_000
const day = 24 * 60 * minute

/** How full the days are, from two weeks ago to four weeks ahead. */
function fullness(offset: number): number {
  if (offset < 0) return 0.93
  if (offset < 3) return 0.9
  if (offset < 8) return 0.84
  if (offset < 15) return 0.7
  return offset < 22 ? 0.55 : 0.4
}

/** Two past and four coming weeks of visits in all states; one visit a patient and day. */
export function planVisits(input: {
  random: Random
  clinicId: string
  zone: string
  now: Date
  practitioners: SeedPractitioner[]
  patientIds: string[]
}): SeedVisit[] {
  const { random, zone, now } = input
  const today = dayOf(now, zone)
  const visits: SeedVisit[] = []
  for (let offset = -14; offset <= 28; offset++) {
    const date = addDays(today, offset)
    const waiting = random.shuffle(input.patientIds)
    for (const practitioner of input.practitioners) {
      for (const range of subtract(
        workingRanges(date, practitioner.hours, zone),
        practitioner.away,
      )) {
        visits.push(...fillRange(input, practitioner, range, offset, waiting))
      }
    }
  }
  return visits
}

function fillRange(
  { random, clinicId, zone, now }: { random: Random; clinicId: string; zone: string; now: Date },
  practitioner: SeedPractitioner,
  range: Range,
  offset: number,
  waiting: string[],
): SeedVisit[] {
  const visits: SeedVisit[] = []
  let at = range.start.getTime()
  while (at < range.end.getTime()) {
    const type = random.pick(practitioner.types)
    const end = at + type.durationMinutes * minute
    const slotEnd = end + type.bufferAfterMinutes * minute
    if (slotEnd > range.end.getTime()) break
    const patientId = random.chance(fullness(offset)) ? waiting.pop() : undefined
    if (!patientId) {
      at += random.pick([10, 20, 30]) * minute
      continue
    }
    const startsAt = new Date(at)
    const status = statusOf(random, startsAt, new Date(end), now, offset)
    const bookedAt = new Date(
      Math.min(at, now.getTime()) - random.between(3, 40) * day - random.between(0, 300) * minute,
    )
    const asked = askedAt(startsAt, zone)
    const since = asked < now ? +asked : +now - 180 * minute
    const answering = random.between(5, 165) / 180
    const confirmedAt = new Date(since + Math.min(180 * minute, +now - since) * answering)
    const arrivedAt = new Date(
      Math.min(at - random.between(2, 14) * minute, now.getTime() - minute),
    )
    const cancelledAt = new Date(Math.min(at - day, now.getTime() - day))
    const waits = isExpectedState(status) && offset >= 4 && random.chance(0.4)
    const changed: Partial<Record<ReturnType<typeof statusOf>, Date>> = {
      confirmed: confirmedAt,
      arrived: arrivedAt,
      fulfilled: new Date(end),
      noshow: new Date(end),
      cancelled: cancelledAt,
    }
    visits.push({
      id: random.uuid(),
      clinicId,
      patientId,
      practitionerId: practitioner.id,
      typeId: type.id,
      startsAt,
      endsAt: new Date(end),
      slotEnd: new Date(slotEnd),
      status,
      firstStartsAt: startsAt,
      createdAt: bookedAt,
      changedAt: changed[status] ?? bookedAt,
      confirmedAt: ['confirmed', 'arrived', 'fulfilled'].includes(status) ? confirmedAt : null,
      arrivedAt: ['arrived', 'fulfilled'].includes(status) ? arrivedAt : null,
      cancelledAt: status === 'cancelled' ? cancelledAt : null,
      cancelReason:
        status === 'cancelled' ? random.pick(['Unwell', 'Work', 'No longer needed']) : '',
      wait: waits ? waitSince(random, practitioner.id, bookedAt) : null,
    })
    at = slotEnd
  }
  return visits
}

/** When the sweep of upcoming visits asks about one. */
export function askedAt(startsAt: Date, zone: string): Date {
  return instantAtOrAfter(addDays(dayOf(startsAt, zone), -2), '09:00', zone)
}

function statusOf(random: Random, start: Date, end: Date, now: Date, offset: number) {
  if (end < now) {
    if (random.chance(0.05)) return 'noshow'
    return random.chance(0.05) ? 'cancelled' : 'fulfilled'
  }
  if (start.getTime() - now.getTime() < 20 * minute) return 'arrived'
  if (random.chance(0.04)) return 'cancelled'
  return random.chance(offset <= 2 ? 0.72 : 0.12) ? 'confirmed' : 'booked'
}

/** On the waitlist since then, with some wishes. */
export function waitSince(random: Random, practitionerId: string, since: Date): SeedWait {
  return {
    since,
    priority: random.chance(0.08) ? 1 : 0,
    wishPractitionerIds: random.chance(0.5) ? [practitionerId] : [],
    wishWeekdays: random.chance(0.4) ? random.shuffle([1, 2, 3, 4, 5]).slice(0, 3).sort() : [],
    wishTimes: random.chance(0.4) ? [random.pick(['morning', 'afternoon'] as const)] : [],
    wishNoticeMinutes: random.pick([120, 240, 240, 1440, 2880]),
  }
}
