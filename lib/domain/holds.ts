import { addDays, dayOf, instantAtOrAfter, type Range, subtract, type WallTime } from './time'

/** How long an opening is held for a patient unless the clinic says otherwise. */
export const defaultHoldMinutes = 120

/** Hours on the clinic's clock in which nobody is asked; `until` before `from` is on the next day. */
export type QuietHours = { from: WallTime; until: WallTime }

/** The quiet hours of a clinic's row, where it has some. */
export function quietHoursOf(clinic: {
  quietFrom: WallTime | null
  quietUntil: WallTime | null
}): QuietHours | null {
  const { quietFrom: from, quietUntil: until } = clinic
  return from && until ? { from, until } : null
}

/** How a clinic holds an opening for the patients whom it asks. */
export type HoldPolicy = {
  holdMinutes: number
  /** What a hold is not shortened below, near the start. */
  shortestHoldMinutes: number
  /** How many patients the remaining time must do for, before a full hold is worth it. */
  askAtLeast: number
  /** How many are asked at once when the start is at most `batchWithinHours` away. */
  batchSize: number
  batchWithinHours: number
  quiet: QuietHours | null
}

/** How many patients may hold an offer of an opening at the same time. */
export function offersAtOnce(policy: HoldPolicy, now: Date, start: Date): number {
  return +start - +now <= policy.batchWithinHours * hour ? policy.batchSize : 1
}

/**
 * Until when an opening is held for a patient who is asked `now`, one of `atOnce`, after `asked`
 * others: the full hold wherever the time allows; where it would leave less than `askAtLeast`
 * patients a chance before `latest` (the start less the notice that they need), their equal share
 * of what is left, but not less than the shortest hold. Quiet hours do not count. Null in quiet
 * hours, and when even the shortest hold does not end by `latest`.
 */
export function holdUntil({
  now,
  zone,
  policy,
  asked,
  atOnce,
  latest,
}: {
  now: Date
  zone: string
  policy: HoldPolicy
  asked: number
  atOnce: number
  latest: Date
}): Date | null {
  const { quiet, holdMinutes } = policy
  if (latest <= now || quietUntil(now, quiet, zone)) return null
  const left = wakingMinutes({ start: now, end: latest }, quiet, zone)
  const shortest = shortestHold(policy)
  if (left < shortest) return null
  const turns = Math.ceil((policy.askAtLeast - asked) / atOnce)
  const share = Math.max(shortest, Math.floor(left / Math.max(1, turns)))
  return afterWaking(now, Math.min(holdMinutes, share), quiet, zone)
}

/** What it takes to know how long somebody needs at least to answer. */
export type AnswerPolicy = Pick<HoldPolicy, 'holdMinutes' | 'shortestHoldMinutes' | 'quiet'>

/**
 * Whether a range of time is enough for the shortest hold; quiet hours do not count. What is two
 * days long or more is enough without counting its nights.
 */
export function timeToAnswer(range: Range, policy: AnswerPolicy, zone: string): boolean {
  if (+range.end - +range.start >= 48 * hour) return true
  return wakingMinutes(range, policy.quiet, zone) >= shortestHold(policy)
}

/** The first end of a range from `now` on that is `timeToAnswer`. */
export function timeToAnswerFrom(now: Date, policy: AnswerPolicy, zone: string): Date {
  const enough = afterWaking(now, shortestHold(policy), policy.quiet, zone)
  return new Date(Math.min(+enough, +now + 48 * hour))
}

/** Whether at most half of what an offer was held for is left at an instant; quiet hours do not count. */
export function isHalfOver(
  { offeredAt, expiresAt }: { offeredAt: Date; expiresAt: Date },
  at: Date,
  quiet: QuietHours | null,
  zone: string,
): boolean {
  const held = wakingMinutes({ start: offeredAt, end: expiresAt }, quiet, zone)
  return at >= expiresAt || wakingMinutes({ start: at, end: expiresAt }, quiet, zone) <= held / 2
}

function shortestHold({ holdMinutes, shortestHoldMinutes }: AnswerPolicy): number {
  return Math.min(shortestHoldMinutes, holdMinutes)
}

/** The end of the quiet hours in which `now` lies, or null when it lies in none. */
export function quietUntil(now: Date, quiet: QuietHours | null, zone: string): Date | null {
  const around = quietRanges({ start: now, end: now }, quiet, zone)
  return around.find(({ start, end }) => start <= now && now < end)?.end ?? null
}

/** The minutes of a range that lie outside quiet hours. */
export function wakingMinutes(range: Range, quiet: QuietHours | null, zone: string): number {
  const waking = subtract([range], quietRanges(range, quiet, zone))
  return waking.reduce((sum, { start, end }) => sum + (+end - +start), 0) / minute
}

/** The instant at which so many minutes outside quiet hours have passed since `from`. */
export function afterWaking(
  from: Date,
  minutes: number,
  quiet: QuietHours | null,
  zone: string,
): Date {
  let left = minutes * minute
  let at = from
  for (;;) {
    const [next] = quietRanges({ start: at, end: new Date(+at + left) }, quiet, zone).filter(
      ({ end }) => end > at,
    )
    if (!next || +next.start - +at >= left) return new Date(+at + left)
    left -= Math.max(0, +next.start - +at)
    at = next.end
  }
}

/** The quiet hours that may touch a range, in order. */
function quietRanges({ start, end }: Range, quiet: QuietHours | null, zone: string): Range[] {
  if (!quiet) return []
  const overnight = quiet.until <= quiet.from ? 1 : 0
  const ranges: Range[] = []
  const last = dayOf(end, zone)
  for (let day = addDays(dayOf(start, zone), -1); day <= last; day = addDays(day, 1)) {
    ranges.push({
      start: instantAtOrAfter(day, quiet.from, zone),
      end: instantAtOrAfter(addDays(day, overnight), quiet.until, zone),
    })
  }
  // A gap of the clock may swallow them whole.
  return ranges.filter((range) => range.start < range.end)
}

const minute = 60_000
const hour = 60 * minute
