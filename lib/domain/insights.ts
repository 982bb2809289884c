import { addDays, type Day, dayRange, type Range } from './time'

/** Stretches of time that are one press away: 28 days, 91 days, and a year, each ending today. */
export const spans = ['4w', '13w', '12m'] as const

export type Span = (typeof spans)[number]

/** Days of the clinic's calendar, the last one included. */
export type Days = { from: Day; until: Day }

/**
 * What is looked at, and the stretch of equal length that ended the day before it. `cut` when more
 * was asked for than is looked at.
 */
export type Period = Days & { before: Days; days: number; cut: boolean }

/** The longest stretch that is looked at: two years. */
const mostDays = 731

/**
 * The period of a span, or of days of one's own: without `until` it ends today, without `from` it
 * is four weeks long; days the wrong way round are turned, and two years are the most.
 */
export function periodOf(
  { span, from, until }: { span: Span; from: Day | null; until: Day | null },
  today: Day,
): Period {
  if (!from && !until) return withBefore({ from: firstDayOf(span, today), until: today })
  const last = until ?? (from && from > today ? from : today)
  const first = from ?? addDays(last, -27)
  const [a, b] = first <= last ? [first, last] : [last, first]
  const earliest = addDays(b, 1 - mostDays)
  return a < earliest
    ? { ...withBefore({ from: earliest, until: b }), cut: true }
    : withBefore({ from: a, until: b })
}

function firstDayOf(span: Span, today: Day): Day {
  if (span === '4w') return addDays(today, -27)
  if (span === '13w') return addDays(today, -90)
  return addDays(today, -364)
}

function withBefore({ from, until }: Days): Period {
  const days = daysOf(from, until)
  const before = { from: addDays(from, -days), until: addDays(from, -1) }
  return { from, until, days, before, cut: false }
}

/** The instants of some days in `zone`. */
export function rangeOf({ from, until }: Days, zone: string): Range {
  return { start: dayRange(from, zone).start, end: dayRange(until, zone).end }
}

/** How the period is cut for a chart over time: at most some sixty pieces. */
export function unitOf({ days }: Period): 'day' | 'week' | 'month' {
  if (days <= 14) return 'day'
  return days <= 190 ? 'week' : 'month'
}

function daysOf(from: Day, until: Day): number {
  return Math.round((Date.parse(until) - Date.parse(from)) / 86_400_000) + 1
}

/** Names of neighbouring bands, and where each but the first begins (that value is in it). */
export type Bands = { starts: readonly number[]; labels: readonly string[] }

/** Minutes between a time's falling free and its start. */
export const noticeBands: Bands = {
  starts: [360, 1440, 2880, 10_080],
  labels: ['Under 6 h', '6 to 24 h', '1 to 2 days', '2 to 7 days', 'Over 7 days'],
}

/** Calendar days by which a patient came earlier. */
export const gainBands: Bands = {
  starts: [1, 4, 8, 15, 22, 29, 43],
  labels: ['0', '1–3', '4–7', '8–14', '15–21', '22–28', '29–42', '43+'],
}

/** Calendar days from booking to visit, as in the Vitória figures (FIELD.md). */
export const leadBands: Bands = {
  starts: [1, 4, 8, 16, 31],
  labels: [
    'Same day',
    '1 to 3 days',
    '4 to 7 days',
    '8 to 15 days',
    '16 to 30 days',
    'Over 30 days',
  ],
}

/** Whole years of age. */
export const ageBands: Bands = {
  starts: [18, 40, 65],
  labels: ['Under 18', '18 to 39', '40 to 64', '65 and over'],
}

export type Compared<T> = { now: T; before: T }

/** A share from 0 to 1; null of nothing. */
export function share(part: number, whole: number): number | null {
  return whole > 0 ? part / whole : null
}

/** What came of openings. `filled` and `lost` are decided; the rest counts for no rate. */
export type OpeningFigures = {
  openings: number
  filled: number
  byHand: number
  lost: number
  takenBack: number
  inPlay: number
  offers: number
  accepted: number
  /** Calendar days, over accepted offers; the quartiles are null without any. */
  daysGained: number
  gain: Quartiles | null
  /** Median minutes after the time fell free. */
  firstOfferMinutes: number | null
  fillMinutes: number | null
}

export type Quartiles = { low: number; median: number; high: number }

/** The share of the decided openings that was filled. */
export function fillRate({ filled, lost }: Pick<OpeningFigures, 'filled' | 'lost'>): number | null {
  return share(filled, filled + lost)
}

/**
 * What came of slots that fell free. A chain is one story: its first openings are the slots, and
 * each of its openings that ended empty takes one of them back, since then the empty time has only
 * moved. Money likewise, in cents: recovered is what was at stake less what was lost.
 */
export type SlotFigures = {
  /** Offered onward; those that were taken back are not among them. */
  freed: number
  wonBack: number
  endedEmpty: number
  undecided: number
  /** Nobody came, and the rest of the time was not opened. */
  missed: number
  /** Cancelled, not offered to anybody, and empty when its time came. */
  unoffered: number
  recoveredCents: number
  lostCents: number
}

/** All slots that stayed empty, whether they were offered or not. */
export function slotsLost({ endedEmpty, missed, unoffered }: SlotFigures): number {
  return endedEmpty + missed + unoffered
}

/** The share of the slots whose story has ended that was won back. */
export function wonBackRate({ wonBack, endedEmpty }: SlotFigures): number | null {
  return share(wonBack, wonBack + endedEmpty)
}

/** Offers by how they ended. */
export type OfferFigures = {
  offers: number
  accepted: number
  declined: number
  expired: number
  /** Another patient, asked about the same time, took it first. */
  quicker: number
  withdrawn: number
  pending: number
  /** Median minutes from offer to yes or no. */
  answerMinutes: number | null
  patients: number
  daysGained: number
  medianGain: number | null
  /** Of the accepted: those whose time has passed and whose outcome is known, and who came to it. */
  due: number
  kept: number
}

/** The offers that their patient could answer until they ended: neither taken back nor taken by another. */
export function answerable({ accepted, declined, expired }: OfferFigures): number {
  return accepted + declined + expired
}

/** The share of the offers that could be answered which was accepted. */
export function acceptance(figures: OfferFigures): number | null {
  return share(figures.accepted, answerable(figures))
}

/** Visits whose time has come. */
export type VisitFigures = {
  visits: number
  cancelled: number
  byPatient: number
  byClinic: number
  came: number
  noshow: number
  /** Neither arrival nor absence was recorded. */
  unrecorded: number
}

/** The share of the recorded visits to which nobody came. */
export function noshowRate({ came, noshow }: VisitFigures): number | null {
  return share(noshow, came + noshow)
}

/** Whether a visit's time was confirmed, only asked about, or not even that. */
export const confirmations = ['confirmed', 'unanswered', 'unasked'] as const

export type Confirmation = (typeof confirmations)[number]

/** The share of all visits that were cancelled. */
export function cancelRate({ cancelled, visits }: VisitFigures): number | null {
  return share(cancelled, visits)
}

/** How many cases one circle stands for, so that the longest row has at most `most` circles. */
export function casesPerCircle(longest: number, most: number): number {
  for (const step of [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000]) {
    if (longest <= step * most) return step
  }
  return Math.ceil(longest / most)
}

/** The steps of the curve of filling, in minutes after the time fell free, and where it ends. */
export const fillCurve = { step: 5, end: 720 } as const

/** The figures of no opening. */
export const noOpenings: OpeningFigures = {
  openings: 0,
  filled: 0,
  byHand: 0,
  lost: 0,
  takenBack: 0,
  inPlay: 0,
  offers: 0,
  accepted: 0,
  daysGained: 0,
  gain: null,
  firstOfferMinutes: null,
  fillMinutes: null,
}

/** The figures of no slot. */
export const noSlots: SlotFigures = {
  freed: 0,
  wonBack: 0,
  endedEmpty: 0,
  undecided: 0,
  missed: 0,
  unoffered: 0,
  recoveredCents: 0,
  lostCents: 0,
}

/** The figures of no offer. */
export const noOffers: OfferFigures = {
  offers: 0,
  accepted: 0,
  declined: 0,
  expired: 0,
  quicker: 0,
  withdrawn: 0,
  pending: 0,
  answerMinutes: null,
  patients: 0,
  daysGained: 0,
  medianGain: null,
  due: 0,
  kept: 0,
}

/** The figures of no visit. */
export const noVisits: VisitFigures = {
  visits: 0,
  cancelled: 0,
  byPatient: 0,
  byClinic: 0,
  came: 0,
  noshow: 0,
  unrecorded: 0,
}
