import { shortDay } from '@/lib/domain/format'
import { minorPerMajor, moneyFinding } from '@/lib/domain/insights-findings'
import { isoWeek } from '@/lib/domain/time'
import { cx } from '../ui/cx'
import { ChartCard, Legend } from './card'
import type { Insights } from './insights'
import { figureOf, timeTable, withColumns } from './tables'

const unitWords = {
  day: 'a day, by day',
  week: 'a week, by week of the year',
  month: 'a month, by month',
} as const

/** What openings were worth, piece by piece of the period: won back below, lost above. */
export function MoneyChart({ insights, className }: { insights: Insights; className?: string }) {
  const { slots, currency, unit } = insights
  const table = timeTable(insights)
  const major = minorPerMajor(currency)
  const bars = table.rows.map((row) => ({
    label: labelOf(row.label, unit),
    day: row.label,
    won: (figureOf(table, row, 'Recovered') ?? 0) / major,
    lost: (figureOf(table, row, 'Lost money') ?? 0) / major,
  }))
  const { recoveredCents, lostCents } = slots.now
  const ticks = ticksFor(Math.max(...bars.map(({ won, lost }) => won + lost)))
  const top = ticks.at(-1) ?? 1
  const everyOther = bars.length > 9 ? Math.ceil(bars.length / 8) : 1
  return (
    <ChartCard
      title={moneyFinding(recoveredCents, lostCents, currency)}
      note={`Price of the slots that fell free, ${currency} ${unitWords[unit]}`}
      legend={
        <Legend
          items={[
            { word: 'recovered', solid: true },
            { word: 'lost', solid: false },
          ]}
        />
      }
      table={withColumns(table, [
        'Slots freed',
        'Slots won back',
        'Offered, ended empty',
        'Recovered',
        'Lost money',
      ])}
      currency={currency}
      className={className}
    >
      <div aria-hidden="true" className="mt-4 flex gap-2 text-11 text-ink-2">
        <div className="relative w-8 shrink-0 text-right">
          {ticks.map((tick) => (
            <span
              key={tick}
              className="absolute right-0 -translate-y-1/2"
              style={{ top: `${100 - (100 * tick) / top}%` }}
            >
              {short(tick, top)}
            </span>
          ))}
        </div>
        <div className="relative h-36 min-w-0 flex-1">
          {ticks.map((tick) => (
            <span
              key={tick}
              className="absolute inset-x-0 border-t border-line"
              style={{ top: `${100 - (100 * tick) / top}%` }}
            />
          ))}
          <div className="keep-colour absolute inset-0 flex items-end gap-[3px] px-1 tablet:gap-2">
            {bars.map(({ day, won, lost }) => (
              <span key={day} className="flex h-full min-w-0 flex-1 flex-col justify-end">
                <span
                  className={cx('rounded-t-[3px] border-chart-lost', lost > 0 && 'border-[1.5px]')}
                  style={{ height: `${(100 * lost) / top}%` }}
                />
                <span
                  className="rounded-[3px] bg-chart-won"
                  style={{ height: `${(100 * won) / top}%` }}
                />
              </span>
            ))}
          </div>
        </div>
      </div>
      <div
        aria-hidden="true"
        className="mt-1.5 ml-10 flex gap-[3px] px-1 text-11 text-ink-2 tablet:gap-2"
      >
        {bars.map(({ day, label }, i) => (
          <span key={day} className="flex h-4 min-w-0 flex-1 justify-center whitespace-nowrap">
            {i % everyOther === 0 && (
              <span className="w-0">
                <span className="inline-block -translate-x-1/2">{label}</span>
              </span>
            )}
          </span>
        ))}
      </div>
    </ChartCard>
  )
}

/** '11' of a week, 'Thu 12 Mar' of a day, 'Mar' of a month. */
function labelOf(day: string, unit: Insights['unit']): string {
  if (unit === 'week') return String(isoWeek(day).week)
  const said = shortDay(new Date(`${day}T12:00:00Z`), 'UTC', 'en').split(' ')
  return (unit === 'month' ? said.slice(2) : said.slice(1)).join(' ')
}

/** Four or so round steps from 0 to at least `most`. */
function ticksFor(most: number): number[] {
  const rough = Math.max(most, 1) / 4
  const size = 10 ** Math.floor(Math.log10(rough))
  const step = ([1, 2, 5, 10].find((n) => n * size >= rough) ?? 10) * size
  return Array.from({ length: Math.ceil(Math.max(most, 1) / step) + 1 }, (_, i) => i * step)
}

/** '1.5k' where the axis reaches a thousand. */
function short(n: number, top: number): string {
  return top >= 1000 && n > 0 ? `${n / 1000}k` : String(Math.round(n * 100) / 100)
}
