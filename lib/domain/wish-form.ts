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
  /** 'anybody', or 'own' for the visit's own practitioner; else those on record. */
  with?: string
  /** Days, or 'none'; else those on record. */
  minGain?: string
}

const problems = ['no-times', 'no-weekdays', 'not-a-date', 'after-visit'] as const

export type WishProblem = (typeof problems)[number]

export function isWishProblem(said: string | undefined): said is WishProblem {
  return problems.some((problem) => problem === said)
}

/** `workdays` are the weekdays that the form shows, ISO; `own` is the visit's practitioner. */
export type WishForm = { visitDay: Day; workdays: readonly number[]; own: string }

/**
 * The wishes that a form asks for. All of what it shows means any. Refuses none of it, which could
 * only mean never; a date that is none; and one after the visit's own day, before which nothing
 * could be offered.
 */
export function readWishes(
  typed: TypedWishes,
  { visitDay, workdays, own }: WishForm,
): { ok: true; wishes: Partial<Wishes> } | { ok: false; problem: WishProblem } {
  const wishes: Partial<Wishes> = {}
  if (typed.times) {
    const times = chosen(typed.times, Object.keys(timesOfDay) as TimeOfDay[])
    if (!times) return { ok: false, problem: 'no-times' }
    wishes.times = times
  }
  if (typed.weekdays && workdays.length > 0) {
    const weekdays = chosen(typed.weekdays, workdays)
    if (!weekdays) return { ok: false, problem: 'no-weekdays' }
    wishes.weekdays = weekdays
  }
  const notice = Number(typed.notice)
  if (notices.some((minutes) => minutes === notice)) wishes.noticeMinutes = notice
  if (typed.with === 'anybody') wishes.practitionerIds = []
  if (typed.with === 'own') wishes.practitionerIds = [own]
  const gain = Number(typed.minGain)
  if (gains.some((days) => days === gain)) wishes.minGainDays = gain
  if (typed.minGain === 'none') wishes.minGainDays = null
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

/** How many days earlier a time must at least be, where a patient asks for that. */
export const gains = [3, 7, 14] as const

/** The same text for the same wishes of the short form: tells whether the patient changed what it showed. */
export function wishesKey({
  times,
  notBefore,
}: Partial<Pick<Wishes, 'times' | 'notBefore'>>): string {
  return [times?.toSorted(), notBefore].map(String).join('|')
}

/** Empty where all are ticked, null where none is. */
function chosen<T extends string | number>(
  typed: readonly string[],
  all: readonly T[],
): T[] | null {
  const ticked = all.filter((one) => typed.includes(String(one)))
  if (ticked.length === 0) return null
  return ticked.length === all.length ? [] : ticked
}
