import type { ActiveOpening, Asked, ClosedOpening } from '@/db/queries/opening/openings'
import type { lapsedWhy } from '@/lib/domain/endings'
import { duration, shortDay, time } from '@/lib/domain/format'
import { addDays, dayOf, dayRange, daysBetween } from '@/lib/domain/time'
import type { GlyphState } from '../status/words'
import { endWords } from './endings'

/** The clinic's zone, and the instant at which the page is drawn. */
export type Clock = { zone: string; now: Date }

/**
 * Whether Medcal offers times, since when no mail goes out (null: it does), and its next look at
 * the times that are free; null when none is planned.
 */
export type Plan = {
  offersOn: boolean
  mailFailsSince: Date | null
  nextLook: Date | null
  daysAhead: number
}

/** 'Thu 12 Mar'. Months are cut short here: 'Thu 26 November 08:00' is more than a card holds. */
export function dayWords(instant: Date, zone: string): string {
  return shortDay(instant, zone, 'en')
}

/** 'Today 14:40', 'Tomorrow 08:00', 'Mon 16 Mar 09:00'. */
export function whenWords(instant: Date, clock: Clock): string {
  return `${nearDay(instant, clock)} ${time(instant, clock.zone)}`
}

/** 'Today', 'Tomorrow', 'Mon 16 Mar'. */
export function nearDay(instant: Date, { zone, now }: Clock): string {
  return nearDays[daysBetween(now, instant, zone)] ?? dayWords(instant, zone)
}

/** As `whenWords`, within a sentence, and today by its time alone: '12:00', 'tomorrow 08:00'. */
export function momentWords(instant: Date, clock: Clock): string {
  const days = daysBetween(clock.now, instant, clock.zone)
  if (days === 0) return time(instant, clock.zone)
  const words = whenWords(instant, clock)
  return nearDays[days] ? words.charAt(0).toLowerCase() + words.slice(1) : words
}

/** 'at 12:00', 'tomorrow 08:00'. */
function atWords(instant: Date, clock: Clock): string {
  const at = momentWords(instant, clock)
  return /^\d/.test(at) ? `at ${at}` : at
}

/** '1 day', '19 days'. */
export function daysWords(days: number): string {
  return days === 1 ? '1 day' : `${days} days`
}

/** 'Amara Diallo, Ida Sørensen and Emil Kowalczyk'. */
export function listed(some: readonly string[]): string {
  return list.format(some)
}

/** How much earlier `to` is: '19 days', or '2 h 30 min' on the same day. */
export function gainWords(from: Date, to: Date, zone: string): string {
  const days = daysBetween(to, from, zone)
  return days > 0 ? daysWords(days) : duration((+from - +to) / 60_000, 'en')
}

/** '1st', '2nd', '3rd', '11th', '22nd'. */
export function ordinal(n: number): string {
  const ending = { one: 'st', two: 'nd', few: 'rd', other: 'th', zero: 'th', many: 'th' }
  return `${n}${ending[ordinals.select(n)]}`
}

/** Why an opening that nobody holds is free, and what becomes of it. */
export function freeWords(
  opening: Pick<ActiveOpening, 'exhaustedAt' | 'resumesAt' | 'startsAt' | 'answers'>,
  { offersOn, mailFailsSince, ...look }: Plan,
  clock: Clock,
): string {
  const { exhaustedAt, resumesAt, startsAt, answers } = opening
  if (!offersOn) return 'Offers are switched off in the settings'
  if (mailFailsSince) return 'No mail goes out: nobody is asked until it does'
  if (resumesAt && resumesAt > clock.now) {
    return `Quiet hours: the next patient is asked ${atWords(resumesAt, clock)}`
  }
  if (!exhaustedAt) {
    return answers.asked === 0
      ? 'Medcal is looking for a patient'
      : 'The next patient is being asked'
  }
  if (answers.asked > 0) return allAsked(answers)
  return `Nobody suits yet; ${againWords(startsAt, look, clock)}`
}

/** 'Medcal looks again tomorrow 07:00', or why it will not. */
function againWords(
  startsAt: Date,
  { nextLook, daysAhead }: Pick<Plan, 'nextLook' | 'daysAhead'>,
  clock: Clock,
): string {
  if (!nextLook || nextLook >= startsAt) return 'it begins before Medcal looks again'
  const { end } = dayRange(addDays(dayOf(nextLook, clock.zone), daysAhead), clock.zone)
  if (startsAt >= end) return `Medcal looks again ${daysWords(daysAhead)} before it`
  if (nextLook <= clock.now) return 'Medcal looks again within minutes'
  return `Medcal looks again ${atWords(nextLook, clock)}`
}

/** 'All 3 who suit were asked: 2 declined, 1 no answer'. */
function allAsked({ asked, declined, expired }: Asked): string {
  if (asked === 1) {
    if (declined) return 'The one who suits was asked and declined'
    return expired ? 'The one who suits was asked, no answer' : 'The one who suits was asked'
  }
  const outcomes = [declined && `${declined} declined`, expired && `${expired} no answer`]
  const said = outcomes.filter(Boolean).join(', ')
  return `All ${asked} who suit were asked${said && `: ${said}`}`
}

/** What became of a closed opening, besides its patient: 'by hand', '1 h 27 min, 2nd asked', why it lapsed. */
export function closedWords(closed: ClosedOpening): string {
  const { state, createdAt, closedAt, closedWhy, turn } = closed
  if (state === 'filled') {
    const took = duration((+(closedAt ?? createdAt) - +createdAt) / 60_000, 'en')
    return turn ? `${took}, ${ordinal(turn)} asked` : `${took}, by hand`
  }
  if (state === 'lapsed') return lapsedWords(closed)
  return endWords(closedWhy, closed)
}

function lapsedWords({ startsAt, createdAt, closedWhy, answers }: ClosedOpening): string {
  const freed = `Freed ${durationWords((+startsAt - +createdAt) / 60_000)} before`
  const then = closedWhy && closedWhy in noneAsked ? noneAsked[closedWhy as NoneAsked] : null
  const { asked, declined, expired } = answers
  if (asked === 0) return `${freed}; ${then ?? 'nobody suited'}`
  const said = [
    declined && `${declined} declined`,
    expired && `${expired} did not answer in time`,
    then && `then ${then}`,
  ].filter(Boolean)
  return said.length > 0 ? `${asked} asked: ${said.join(', ')}` : `${freed}; ${asked} asked`
}

type NoneAsked = Exclude<ReturnType<typeof lapsedWhy>, 'begun'>

/** Why nobody was asked who might have suited. */
const noneAsked: Record<NoneAsked, string> = {
  'offers-off': 'offers were switched off',
  'quiet-hours': 'quiet hours until it began',
  'mail-down': 'no mail went out',
}

/** How long, with days from two on: '3 days', '40 min'. */
export function durationWords(minutes: number): string {
  return minutes >= 2 * 24 * 60 ? daysWords(Math.round(minutes / 1440)) : duration(minutes, 'en')
}

/** An opening's state as the badge shows it, with its word where that is not the badge's own. */
export const badges: Record<ClosedOpening['state'], { glyph: GlyphState; word?: string }> = {
  open: { glyph: 'opening' },
  offering: { glyph: 'held' },
  filled: { glyph: 'filled' },
  lapsed: { glyph: 'lapsed' },
  withdrawn: { glyph: 'cancelled', word: 'Withdrawn' },
}

const nearDays: Record<number, string> = { [-1]: 'Yesterday', 0: 'Today', 1: 'Tomorrow' }
const list = new Intl.ListFormat('en-GB')
const ordinals = new Intl.PluralRules('en-GB', { type: 'ordinal' })
