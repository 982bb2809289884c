import { z } from 'zod'
import { day } from './moments'
import { dayOf, type WallTime, wallTimeOf } from './time'

/** The times of day a patient can wish for, by the wall-clock time at which a visit starts. */
export const timesOfDay = {
  morning: { from: '00:00', until: '12:00' },
  afternoon: { from: '12:00', until: '17:00' },
  evening: { from: '17:00', until: '24:00' },
} as const satisfies Record<string, { from: WallTime; until: WallTime }>

export type TimeOfDay = keyof typeof timesOfDay

/**
 * What a patient who is open to an earlier time wishes for. An empty list means any: anyone, any
 * weekday (ISO, 1 to 7), any time of day. `noticeMinutes`: how long before it they must know.
 * `notBefore`: no earlier than this day of the clinic's calendar. `minGainDays`: only a time that is
 * so many days earlier; null leaves that to the clinic.
 */
export const wishesSchema = z.object({
  practitionerIds: z.array(z.guid()).max(100),
  weekdays: z.array(z.int().min(1).max(7)).max(7),
  times: z.array(z.enum(['morning', 'afternoon', 'evening'])).max(3),
  noticeMinutes: z
    .int()
    .min(0)
    .max(30 * 24 * 60),
  notBefore: day('Enter a date.').nullable(),
  minGainDays: z.int().min(0).max(365).nullable(),
})

export type Wishes = z.infer<typeof wishesSchema>

export const noWishes: Wishes = {
  practitionerIds: [],
  weekdays: [],
  times: [],
  noticeMinutes: 0,
  notBefore: null,
  minGainDays: null,
}

/** What is on record of a patient who was never asked for their wishes: any time, as long as they know it two hours before. */
export const unsaidWishes: Wishes = { ...noWishes, noticeMinutes: 120 }

/** The time of day in which `instant` falls on the clinic's clock. */
export function timeOfDay(instant: Date, zone: string): TimeOfDay {
  const time = wallTimeOf(instant, zone)
  if (time < timesOfDay.morning.until) return 'morning'
  return time < timesOfDay.afternoon.until ? 'afternoon' : 'evening'
}

/** The times of day in which a start between two instants, these included, may fall. */
export function timesBetween(first: Date, last: Date, zone: string): TimeOfDay[] {
  const all = Object.keys(timesOfDay) as TimeOfDay[]
  if (dayOf(first, zone) !== dayOf(last, zone)) return all
  return all.slice(all.indexOf(timeOfDay(first, zone)), all.indexOf(timeOfDay(last, zone)) + 1)
}
