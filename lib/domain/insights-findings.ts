import { daysEarlier, duration, money } from './format'
import { type Quartiles, share } from './insights'

// Titles of charts. Each sentence says only what its figures show; where they show little or are
// few, it says that.

/** A row of a chart: `part` of `whole` cases. */
export type Rate = { label: string; part: number; whole: number }

/** Rows with fewer cases than this are shown, but nothing is concluded from them. */
export const enough = 10

/** Differences below this many points are called none. */
const points = 5

/** What notice does to filling. Rows from the least notice to the most; the first two are under a day. */
export function noticeFinding(rows: readonly Rate[]): string {
  const known = rows.filter(({ whole }) => whole >= enough)
  if (known.length > 2 && rises(known)) return 'The more notice, the more filled'
  const [short, long] = [pooled(rows.slice(0, 2)), pooled(rows.slice(2))]
  if (short.whole < enough || long.whole < enough) return 'Too few openings to compare by notice'
  const verdict = compare(short, long)
  if (verdict === 'alike')
    return `Notice makes little difference: ${percent(pooled(rows))} are filled`
  return verdict === 'more'
    ? `Over a day’s notice fills more: ${percent(long)}, against ${percent(short)}`
    : `Under a day’s notice fills more: ${percent(short)}, against ${percent(long)}`
}

/** With whom the largest share was filled. */
export function practitionersFinding(rows: readonly Rate[]): string {
  const known = rows.filter(({ whole }) => whole >= enough)
  if (known.length < 2) return 'Openings, practitioner by practitioner'
  return bestOf(known, 'Filled most often')
}

/** How soon half of the filled openings were filled, in minutes; `hold` is the clinic's, in minutes. */
export function fillFinding(median: number | null, hold: number): string {
  if (median === null) return 'No opening was filled'
  const holds = Math.max(1, Math.ceil(median / hold))
  const word = ['one hold', 'two holds', 'three holds', 'four holds'][holds - 1]
  return word ? `Half are filled within ${word}` : `Half are filled within ${span(median)}`
}

/** How much earlier patients came. */
export function gainFinding(gain: Quartiles | null): string {
  if (!gain) return 'Nobody was seen earlier'
  // Never more than the median, so that it stays true of half of them.
  const days = Math.floor(gain.median)
  return days < 1
    ? 'Half were seen within a day of their own time'
    : `Half were seen ${daysEarlier(days, 'en')} or more`
}

/** What the openings would have cost and what came back, in cents. */
export function moneyFinding(recovered: number, lost: number, currency: string): string {
  if (recovered + lost === 0) return 'Nothing to recover'
  const all = amount(recovered + lost, currency)
  return recovered === 0
    ? `Nothing recovered of ${all}`
    : `Recovered ${amount(recovered, currency)} of ${all}`
}

/** How many had to be asked: offers, and those accepted. */
export function offersFinding(offers: number, accepted: number): string {
  const made = `${thousands(offers)} ${offers === 1 ? 'offer' : 'offers'}`
  if (offers === 0) return 'No offer was made'
  if (accepted === 0) return `${made}, none accepted`
  const each = Math.round((offers / accepted) * 10) / 10
  return `${made}, ${each} for each accepted`
}

/** What the wait from booking to visit does to not coming. Rows from the shortest wait; the first three are up to a week. */
export function leadFinding(rows: readonly Rate[]): string {
  const known = rows.filter(({ whole }) => whole >= enough)
  if (known.length > 2 && rises(known)) return 'The longer the wait, the more do not come'
  const [short, long] = [pooled(rows.slice(0, 3)), pooled(rows.slice(3))]
  if (short.whole < enough || long.whole < enough) return 'Too few visits to compare by wait'
  const verdict = compare(short, long, 1)
  if (verdict === 'alike')
    return `The wait makes little difference: ${percent(pooled(rows))} do not come`
  return verdict === 'more'
    ? `After over a week’s wait more do not come: ${percent(long)}, against ${percent(short)}`
    : `After up to a week’s wait more do not come: ${percent(short)}, against ${percent(long)}`
}

/** Which row is missed most: 'Missed most often: Physiotherapy, 12 %'. */
export function missedFinding(rows: readonly Rate[]): string {
  const known = rows.filter(({ whole }) => whole >= enough)
  if (known.length < 2) return 'Too few visits to compare'
  if (known.every(({ part }) => part === 0)) return 'Everybody came'
  return bestOf(known, 'Missed most often')
}

/** Whether who confirmed came more often. */
export function confirmedFinding(confirmed: Rate, not: Rate): string {
  if (confirmed.whole < enough || not.whole < enough) {
    return 'Too few visits to compare by confirmation'
  }
  const verdict = compare(not, confirmed, 1)
  if (verdict === 'alike')
    return `Confirmed or not, as many came: ${percent(pooled([confirmed, not]))}`
  return verdict === 'more'
    ? `Who confirmed came more often: ${percent(confirmed)}, against ${percent(not)}`
    : `Who confirmed came less often: ${percent(confirmed)}, against ${percent(not)}`
}

/** Offers for each patient who waits, group by group (`part` offers, `whole` patients). */
export function fairnessFinding(rows: readonly Rate[]): string {
  const known = rows.filter(({ whole }) => whole >= enough)
  if (known.length < 2 || pooled(known).part < 2 * enough) return 'Too few offers to compare groups'
  const sorted = known.toSorted((a, b) => a.part / a.whole - b.part / b.whole)
  const [least, most] = [sorted[0], sorted.at(-1)]
  if (!least || !most) return ''
  const each = ({ part, whole }: Rate) => (part / whole).toFixed(1)
  // A quarter more or less is no more than the draw of who waits.
  if (least.part > 0 && most.part / most.whole <= 1.25 * (least.part / least.whole)) {
    return `Every group was asked about alike: ${each(pooled(known))} offers a patient waiting`
  }
  return `Asked most: ${most.label}, ${each(most)} offers a patient waiting; least: ${least.label}, ${each(least)}`
}

/** '45 %', with a narrow no-break space; '–' of nothing. */
export function percentOf(rate: number | null): string {
  return rate === null ? '–' : `${Math.round(rate * 100)}\u202f%`
}

/** '1 h 52 min'; from two days on '3 d 4 h'. `minutes` may have a fraction. */
export function span(minutes: number): string {
  if (minutes < 1) return 'under 1 min'
  if (minutes < 2 * 1440) return duration(minutes, 'en')
  const hours = Math.round(minutes / 60)
  const [d, h] = [Math.floor(hours / 24), hours % 24]
  return h === 0 ? `${d} d` : `${d} d ${h} h`
}

/** '€86.50', '€8,304': without cents from a hundred on, where they say nothing. */
export function amount(cents: number, currency: string): string {
  const unit = minorPerMajor(currency)
  return money(
    cents >= 100 * unit ? Math.round(cents / unit) * unit : Math.round(cents),
    currency,
    'en',
  )
}

/** How many of the currency's smallest unit make one: 100 cents, but 1 yen. */
export function minorPerMajor(currency: string): number {
  const format = new Intl.NumberFormat('en', { style: 'currency', currency })
  return 10 ** (format.resolvedOptions().maximumFractionDigits ?? 2)
}

/** '1,612'. */
export function thousands(n: number): string {
  return n.toLocaleString('en-GB')
}

const percent = ({ part, whole }: Rate) => percentOf(share(part, whole))

function pooled(rows: readonly Rate[]): Rate {
  const sum = (of: (row: Rate) => number) => rows.reduce((total, row) => total + of(row), 0)
  return { label: '', part: sum(({ part }) => part), whole: sum(({ whole }) => whole) }
}

/** Whether each row's rate is at least the one before, and the last above the first. */
function rises(rows: readonly Rate[]): boolean {
  const rates = rows.map(({ part, whole }) => part / whole)
  const never = rates.every((rate, i) => i === 0 || rate >= (rates[i - 1] ?? 0))
  return never && (rates.at(-1) ?? 0) > (rates[0] ?? 0)
}

/** What `b` is compared with `a`: 'more' and 'less' from some points' difference on. */
function compare(a: Rate, b: Rate, atLeast = points): 'more' | 'less' | 'alike' {
  const difference = Math.round((b.part / b.whole - a.part / a.whole) * 100)
  if (Math.abs(difference) < atLeast) return 'alike'
  return difference > 0 ? 'more' : 'less'
}

/** The row, or the two, with the highest rate; where more share it, none stands out. */
function bestOf(rows: readonly Rate[], what: string): string {
  const rate = (row: Rate) => Math.round((row.part / row.whole) * 100)
  const most = Math.max(...rows.map(rate))
  const first = rows.filter((row) => rate(row) === most)
  return first.length > 2
    ? `${what}: none stands out`
    : `${what}: ${first.map(({ label }) => label).join(' and ')}, ${percentOf(most / 100)}`
}
