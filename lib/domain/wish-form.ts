import { type Day, isDay } from './time'
import { type TimeOfDay, timesOfDay, type Wishes } from './wishes'

/** Wishes as a patient's form sends them; a part that the form does not show is undefined. */
export type TypedWishes = {
  /** As typed; empty for no such day. */
  notBefore?: string
  times?: readonly string[]
  /** ISO weekdays. */
  weekdays?: readonly string[]
  /** Minutes. */
  notice?: string
}

export type WishProblem = 'not-a-date' | 'after-visit'

/**
 * The wishes that a form asks for. All or none of what it shows means any: `workdays` are the
 * weekdays it shows, ISO. Refuses a date that is none, and one after the visit's own day, before
 * which nothing could be offered.
 */
export function readWishes(
  typed: TypedWishes,
  { visitDay, workdays }: { visitDay: Day; workdays: readonly number[] },
): { ok: true; wishes: Partial<Wishes> } | { ok: false; problem: WishProblem } {
  const wishes: Partial<Wishes> = {}
  if (typed.times) wishes.times = chosen(typed.times, Object.keys(timesOfDay) as TimeOfDay[])
  if (typed.weekdays) wishes.weekdays = chosen(typed.weekdays, workdays)
  const notice = Number(typed.notice)
  if (notices.some((minutes) => minutes === notice)) wishes.noticeMinutes = notice
  if (typed.notBefore !== undefined) {
    const day = typed.notBefore.trim()
    if (day !== '' && !isDay(day)) return { ok: false, problem: 'not-a-date' }
    if (day > visitDay) return { ok: false, problem: 'after-visit' }
    wishes.notBefore = day || null
  }
  return { ok: true, wishes }
}

/** How much notice a patient can ask for, in minutes. */
export const notices = [0, 120, 240, 1440, 2880] as const

/** The same text for the same wishes: tells whether the patient changed what the form showed. */
export function wishesKey({ times, weekdays, noticeMinutes, notBefore }: Partial<Wishes>): string {
  return [times?.toSorted(), weekdays?.toSorted(), noticeMinutes, notBefore].map(String).join('|')
}

function chosen<T extends string | number>(typed: readonly string[], all: readonly T[]): T[] {
  const ticked = all.filter((one) => typed.includes(String(one)))
  return ticked.length === all.length ? [] : ticked
}
