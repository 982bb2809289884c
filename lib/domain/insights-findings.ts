import { daysEarlier, duration, money } from './format'
import { type Quartiles, share } from './insights'
import { apart, interval } from './intervals'

// Titles of charts. Each sentence says only what its figures show; where they show little or are
// few, it says that. One thing is called more than another only where chance hardly makes it so
// (`intervals.ts`). No two charts of a page have the same title: it is the name of their region.

/** A row of a chart: `part` of `whole` cases. */
export type Rate = { label: string; part: number; whole: number }

/** Rows with fewer cases than this are shown, but nothing is concluded from them. */
export const enough = 10

/** What notice does to filling. Rows from the least notice to the most; the first two are under a day. */
export function noticeFinding(rows: readonly Rate[]): string {
  const known = rows.filter(({ whole }) => whole >= enough)
  if (known.length > 2 && rises(known)) return 'The more notice, the more filled'
  const [short, long] = [pooled(rows.slice(0, 2)), pooled(rows.slice(2))]
  if (short.whole < enough || long.whole < enough) return 'Too few openings to compare by notice'
  const verdict = compare(short, long)
  if (verdict === 'alike')
    return `Notice makes no clear difference: ${percent(pooled(rows))} are filled`
  return verdict === 'more'
    ? `Over a day’s notice fills more: ${percent(long)}, against ${percent(short)}`
    : `Under a day’s notice fills more: ${percent(short)}, against ${percent(long)}`
}

/** With whom the largest share was filled. */
export function practitionersFinding(rows: readonly Rate[]): string {
  const known = rows.filter(({ whole }) => whole >= enough)
  if (known.length < 2) return 'Openings, practitioner by practitioner'
  const best = bestOf(known)
  return best
    ? `Filled most often: ${best}`
    : `No practitioner stands out: ${percent(pooled(known))} are filled`
}

/** What came of the slots that fell free. */
export function slotsFinding(wonBack: number, lost: number): string {
  const slots = (n: number) => `${thousands(n)} ${n === 1 ? 'slot' : 'slots'}`
  if (wonBack + lost === 0) return 'No slot was lost'
  if (lost === 0) return `${slots(wonBack)} won back, none lost`
  return wonBack === 0
    ? `${slots(lost)} lost`
    : `${slots(wonBack)} won back, ${thousands(lost)} lost`
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

/** What was at stake in slots that fell free and what came back, in cents. */
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
  const verdict = compare(short, long)
  if (verdict === 'alike')
    return `The wait makes no clear difference: ${percent(pooled(rows))} do not come`
  return verdict === 'more'
    ? `After over a week’s wait more do not come: ${percent(long)}, against ${percent(short)}`
    : `After up to a week’s wait more do not come: ${percent(short)}, against ${percent(long)}`
}

/** Which row is missed most: 'Missed most often: Physiotherapy, 12 %'. `what` a row is: 'type'. */
export function missedFinding(rows: readonly Rate[], what: string): string {
  const known = rows.filter(({ whole }) => whole >= enough)
  if (known.length < 2) return `Too few visits to compare by ${what}`
  if (known.every(({ part }) => part === 0)) return `Everybody came, whatever the ${what}`
  const most = bestOf(known)
  return most
    ? `Missed most often: ${most}`
    : `No ${what} stands out: ${percent(pooled(known))} do not come`
}

/** Whether who confirmed came more often than who was asked and gave no answer. */
export function confirmedFinding(confirmed: Rate, not: Rate): string {
  if (confirmed.whole < enough || not.whole < enough) {
    return 'Too few visits to compare by confirmation'
  }
  const verdict = compare(not, confirmed)
  if (verdict === 'alike')
    return `Confirming makes no clear difference: ${percent(pooled([confirmed, not]))} came`
  return verdict === 'more'
    ? `Who confirmed came more often: ${percent(confirmed)}, against ${percent(not)}`
    : `Who confirmed came less often: ${percent(confirmed)}, against ${percent(not)}`
}

/** Offers for each patient who waits (`part` offers, `whole` patients), group by group. `what` tells the groups apart: 'age'. */
export function fairnessFinding(rows: readonly Rate[], what: string): string {
  const known = rows.filter(({ whole }) => whole >= enough)
  if (known.length < 2 || pooled(known).part < 2 * enough) {
    return `Too few offers to compare by ${what}`
  }
  const sorted = known.toSorted((a, b) => a.part / a.whole - b.part / b.whole)
  const [least, most] = [sorted[0], sorted.at(-1)]
  if (!least || !most) return ''
  const each = ({ part, whole }: Rate) => (part / whole).toFixed(1)
  // A quarter more or less is no more than the draw of who waits.
  const close = least.part > 0 && most.part / most.whole <= 1.25 * (least.part / least.whole)
  if (close || !unequal(least, most)) {
    return `Asked about alike, whatever the ${what}: ${each(pooled(known))} offers a patient waiting`
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

/** '€86.50', '€8,304': without cents where they say nothing; `beside` what other amounts it stands. */
export function amount(cents: number, currency: string, beside: number[] = [cents]): string {
  const unit = minorPerMajor(currency)
  const whole = beside.some((other) => other >= 100 * unit)
  return money(whole ? Math.round(cents / unit) * unit : Math.round(cents), currency, 'en')
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

/** Whether each row's rate is at least the one before, and the last clearly above the first. */
function rises(rows: readonly Rate[]): boolean {
  const rates = rows.map(({ part, whole }) => part / whole)
  const never = rates.every((rate, i) => i === 0 || rate >= (rates[i - 1] ?? 0))
  const [first, last] = [rows[0], rows.at(-1)]
  return never && first !== undefined && last !== undefined && compare(first, last) === 'more'
}

/** What `b` is compared with `a`. */
function compare(a: Rate, b: Rate): 'more' | 'less' | 'alike' {
  if (!apart(a, b)) return 'alike'
  return b.part / b.whole > a.part / a.whole ? 'more' : 'less'
}

/**
 * Whether groups of patients were not asked equally often: were they, their offers would split as
 * the patients do (the conditional test of two Poisson rates, Przyborowski and Wilenski 1940).
 */
function unequal(a: Rate, b: Rate): boolean {
  const { low, high } = interval({ part: a.part, whole: a.part + b.part })
  const expected = a.whole / (a.whole + b.whole)
  return expected < low || expected > high
}

/** The row, or the two, with the highest rate, where it is clearly above that of all others; else null. */
function bestOf(rows: readonly Rate[]): string | null {
  const rate = (row: Rate) => Math.round((row.part / row.whole) * 100)
  const most = Math.max(...rows.map(rate))
  const first = rows.filter((row) => rate(row) === most)
  const rest = rows.filter((row) => rate(row) < most)
  if (first.length > 2 || rest.length === 0 || !apart(pooled(first), pooled(rest))) return null
  return `${first.map(({ label }) => label).join(' and ')}, ${percentOf(most / 100)}`
}
