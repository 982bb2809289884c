import { casesPerCircle } from '@/lib/domain/insights'
import { noticeFinding, percentOf } from '@/lib/domain/insights-findings'
import { cx } from '../ui/cx'
import { ChartCard, Circle, Legend } from './card'
import type { Insights } from './insights'
import { decided, noticeTable, withColumns } from './tables'
import { changeSaid } from './values'

/** Circles side by side in a row, and rows in a band. */
const across = 26
const mostRows = 3
const pitch = 15

/** Filled and lost openings as circles, band by band of notice. */
export function NoticeChart({ insights, className }: { insights: Insights; className?: string }) {
  const table = noticeTable(insights)
  const rate = table.columns.findIndex(({ name }) => name === 'Fill rate')
  const rates = decided(table)
  const bands = rates.map((band, i) => {
    const row = table.rows[i]
    return { ...band, now: row?.now[rate] ?? null, before: row?.before?.[rate] ?? null }
  })
  const each = casesPerCircle(Math.max(...bands.map(({ whole }) => whole)), across * mostRows)
  const circle = each === 1 ? 'one opening' : `${each} openings`
  return (
    <ChartCard
      title={noticeFinding(rates)}
      note={`Each circle is ${circle}, by the time between its falling free and its start`}
      legend={
        <Legend
          items={[
            { word: 'filled', solid: true },
            { word: 'not filled', solid: false },
          ]}
        />
      }
      table={withColumns(table, ['Openings', 'Filled', 'Of these by hand', 'Lost', 'Fill rate'])}
      currency={insights.currency}
      className={className}
    >
      <ul className="flex flex-1 flex-col justify-around gap-3 pt-3">
        {bands.map(({ label, part, whole, now, before }) => {
          const change = changeSaid(now, before, 'share', '')
          return (
            <li
              key={label}
              className="grid grid-cols-[minmax(0,1fr)_auto] items-center gap-x-3 gap-y-1 tablet:grid-cols-[84px_minmax(0,1fr)_132px]"
            >
              <span className="text-13 text-ink">{label}</span>
              <span className="flex items-baseline gap-2 tablet:order-last">
                <span className="w-12 text-right text-16 font-strong text-ink">
                  {percentOf(now)}
                </span>
                <span className="text-12 whitespace-nowrap text-ink-3">
                  {part} of {whole}
                  {change && (
                    <span className="block">
                      {change.words}
                      <span className="sr-only"> against the period before</span>
                    </span>
                  )}
                </span>
              </span>
              <Circles solid={Math.round(part / each)} all={Math.ceil(whole / each)} />
            </li>
          )
        })}
      </ul>
    </ChartCard>
  )
}

function Circles({ solid, all }: { solid: number; all: number }) {
  const rows = Math.max(1, Math.ceil(all / across))
  return (
    <svg
      viewBox={`0 0 ${across * pitch} ${rows * pitch}`}
      aria-hidden="true"
      className={cx('keep-colour block w-full max-w-[440px] max-tablet:col-span-2')}
    >
      {Array.from({ length: all }, (_, i) => (
        <Circle
          // biome-ignore lint/suspicious/noArrayIndexKey: circles have nothing else
          key={i}
          x={((i % across) + 0.5) * pitch}
          y={(Math.floor(i / across) + 0.5) * pitch}
          solid={i < solid}
        />
      ))}
    </svg>
  )
}
