import { bands, type Measures } from './measures'
import { estimate } from './statistics'

/** A policy's name with what each seed gave. */
export type Result = { name: string; bySeed: Measures[] }

type Column = { head: string; key: string; digits?: number }

export const fillColumns: Column[] = [
  { head: 'filled %', key: 'filled', digits: 1 },
  ...bands.map(({ name }) => ({ head: name, key: `filled ${name}`, digits: 0 })),
  { head: 'booked anew %', key: 'rebooked', digits: 0 },
  { head: 'seen earlier /100', key: 'moved', digits: 0 },
  { head: 'days gained /canc.', key: 'daysPerCancellation', digits: 1 },
]

export const effortColumns: Column[] = [
  { head: 'accepted %', key: 'accepted', digits: 1 },
  { head: 'asked per fill', key: 'offersPerFill', digits: 1 },
  { head: 'hours to fill', key: 'hoursToFill', digits: 1 },
  { head: 'days gained', key: 'gain', digits: 0 },
  { head: 'IQR from', key: 'gainLow', digits: 0 },
  { head: 'to', key: 'gainHigh', digits: 0 },
  { head: 'in vain /100', key: 'inVain', digits: 1 },
  { head: 'empty min/wk', key: 'emptyMinutes', digits: 0 },
]

export const choiceColumns: Column[] = [
  { head: 'filled %', key: 'filled', digits: 1 },
  ...bands.slice(0, 3).map(({ name }) => ({ head: name, key: `filled ${name}`, digits: 1 })),
  { head: 'in vain /100', key: 'inVain', digits: 1 },
  { head: 'asked per fill', key: 'offersPerFill', digits: 1 },
  { head: 'days gained /canc.', key: 'daysPerCancellation', digits: 1 },
]

export const fairColumns: Column[] = [
  ...['under 40', '40 to 64', '65 and over', "the clinic's", 'another'].map((group) => ({
    head: group,
    key: `accepted ${group}`,
    digits: 1,
  })),
  { head: 'offers a visit', key: 'offersPerVisit', digits: 1 },
  { head: 'never asked %', key: 'neverAsked', digits: 0 },
  { head: 'Gini', key: 'spread', digits: 2 },
]

/** How often openings waited together, and whether that mattered. */
export function rivalry(bySeed: readonly Measures[]): string {
  const [turns, together, shared, changed] = [
    'turns',
    'turnsTogether',
    'turnsShared',
    'turnsChanged',
  ].map((key) => cell(valuesOf(bySeed, key), 0))
  return `Assigned together, a year: of ${turns} turns at which somebody was asked, another opening waited too at ${together}; at ${shared} it suited one of the same patients; at ${changed} another was asked because of it.`
}

/** A Markdown table: a row for each policy, mean ± half of the 95% confidence interval. */
export function table(results: readonly Result[], columns: readonly Column[]): string {
  const rows = [
    ['', ...columns.map(({ head }) => head)],
    ...results.map(({ name, bySeed }) => [
      name,
      ...columns.map(({ key, digits = 1 }) => cell(valuesOf(bySeed, key), digits)),
    ]),
  ]
  const widths = columns.map((_, i) => Math.max(...rows.map((row) => (row[i + 1] ?? '').length)))
  const first = Math.max(...rows.map(([name]) => (name ?? '').length))
  const line = ([name, ...cells]: string[]) =>
    `| ${(name ?? '').padEnd(first)} | ${cells.map((c, i) => c.padStart(widths[i] ?? 0)).join(' | ')} |`
  const rule = `|${'-'.repeat(first + 2)}|${widths.map((w) => `${'-'.repeat(w + 1)}:`).join('|')}|`
  const [head = [], ...body] = rows
  return [line(head), rule, ...body.map(line)].join('\n')
}

/** Differences within the same seed: common random numbers make them sharper than the columns. */
export function against(base: Result, { name, bySeed }: Result): Result {
  const difference = (measures: Measures, i: number) =>
    Object.entries(measures).map(([key, value]) => [
      key,
      value - (base.bySeed[i]?.[key] ?? Number.NaN),
    ])
  return { name, bySeed: bySeed.map((measures, i) => Object.fromEntries(difference(measures, i))) }
}

/** What each seed gave for one measure. */
export function valuesOf(bySeed: readonly Measures[], key: string): number[] {
  return bySeed.map((measures) => measures[key] ?? Number.NaN)
}

/** `mean ±half`; a dash where there is nothing. */
export function cell(values: readonly number[], digits: number): string {
  const { mean, half } = estimate(values)
  if (Number.isNaN(mean)) return '–'
  if (Number.isNaN(half)) return mean.toFixed(digits)
  return `${mean.toFixed(digits)} ±${half.toFixed(digits)}`
}
