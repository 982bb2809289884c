import { byteOrderMark, csvLine } from '@/lib/domain/csv'
import { minorPerMajor } from '@/lib/domain/insights-findings'
import type { Insights } from './insights'
import { allTables } from './tables'
import type { Unit, Value } from './values'

const units: Record<Unit, string> = {
  count: 'number',
  share: 'percent',
  days: 'days',
  minutes: 'minutes',
  money: '',
  ratio: 'number',
}

/** Every figure of the page as one line of a file for spreadsheets, with that of the period before. */
export function insightsCsv(insights: Insights): string {
  const { period, currency, chosen } = insights
  const head = [
    'Table',
    'Row',
    'Figure',
    'Unit',
    `${period.from} to ${period.until}`,
    `${period.before.from} to ${period.before.until}`,
    'Practitioner',
  ]
  const whose = chosen?.name ?? 'All'
  const lines = allTables(insights).flatMap(({ title, columns, rows }) =>
    rows.flatMap(({ label, now, before }) =>
      columns.map(({ name, unit }, i) => [
        title,
        label,
        name,
        unit === 'money' ? currency : units[unit],
        plain(now[i] ?? null, unit, currency),
        plain(before?.[i] ?? null, unit, currency),
        whose,
      ]),
    ),
  )
  return byteOrderMark + [head, ...lines].map(csvLine).join('')
}

function plain(value: Value, unit: Unit, currency: string): string {
  if (value === null) return ''
  if (unit === 'share') return String(Math.round(value * 1000) / 10)
  if (unit === 'money') return String(value / minorPerMajor(currency))
  return String(Math.round(value * 10) / 10)
}
