import { casesPerCircle, gainBands, type OfferFigures } from '@/lib/domain/insights'
import { gainFinding, offersFinding, percentOf } from '@/lib/domain/insights-findings'
import { cx } from '../ui/cx'
import { ChartCard } from './card'
import type { Insights } from './insights'
import { gainTable } from './tables'
import { changeSaid, inDays, said } from './values'

const across = 4
const mostRows = 10
const pitch = 11

/** Patients as dots by days gained, and below it how offers ended. */
export function GainChart({ insights, className }: { insights: Insights; className?: string }) {
  const { openings, offers, currency } = insights
  const table = gainTable(insights)
  const columns = table.rows
    .map(({ label, now }, band) => ({ label, patients: now[0] ?? 0, band }))
    .filter(({ patients, band }) => band > 0 || patients > 0)
  const each = casesPerCircle(
    Math.max(...columns.map(({ patients }) => patients)),
    across * mostRows,
  )
  const { gain } = openings.now
  const at =
    gain &&
    placeOf(
      gain.median,
      columns.map(({ band }) => band),
    )
  return (
    <ChartCard
      title={gainFinding(gain)}
      note={
        gain
          ? `Each dot is ${each === 1 ? 'one patient' : `${each} patients`}, by days gained; the middle half gained ${said(gain.low, 'days', currency)} to ${said(gain.high, 'days', currency)}`
          : 'Days between a patient’s own time and the one they accepted'
      }
      table={table}
      currency={currency}
      className={className}
    >
      {gain && (
        <div className="relative mt-2 pt-7" aria-hidden="true">
          {at !== null && (
            <div
              className="absolute top-1 bottom-6 border-l-2 border-dotted border-ink"
              style={{ left: `${at * 100}%` }}
            >
              <span
                className={cx(
                  'absolute top-0 text-12 font-strong whitespace-nowrap text-ink',
                  at > 0.6 ? 'right-2' : 'left-2',
                )}
              >
                median {inDays(gain.median)}
              </span>
            </div>
          )}
          <div className="flex items-end border-b border-line">
            {columns.map(({ label, patients }) => (
              <div key={label} className="flex min-w-0 flex-1 flex-col items-center">
                <span className="text-12 text-ink-2">{patients > 0 ? patients : ''}</span>
                <Dots count={Math.ceil(patients / each)} />
              </div>
            ))}
          </div>
          <div className="flex pt-1">
            {columns.map(({ label }) => (
              <span key={label} className="min-w-0 flex-1 text-center text-12 text-ink-2">
                {label}
              </span>
            ))}
          </div>
        </div>
      )}
      <div className="mt-4 border-t border-line pt-3">
        <h3 className="text-13 font-strong text-ink">
          {offersFinding(offers.now.offers, offers.now.accepted)}
        </h3>
        <OffersBar now={offers.now} before={offers.before} />
      </div>
    </ChartCard>
  )
}

function Dots({ count }: { count: number }) {
  const rows = Math.ceil(count / across)
  return (
    <svg
      viewBox={`0 0 ${across * pitch} ${Math.max(1, rows * pitch)}`}
      aria-hidden="true"
      className="keep-colour block w-full max-w-11 fill-play-mark"
    >
      {Array.from({ length: count }, (_, i) => (
        <circle
          // biome-ignore lint/suspicious/noArrayIndexKey: dots have nothing else
          key={i}
          cx={((i % across) + 0.5) * pitch}
          cy={(rows - Math.floor(i / across) - 0.5) * pitch}
          r="4.4"
        />
      ))}
    </svg>
  )
}

/** Where on the axis of columns a number of days lies, from 0 to 1; null off the axis. */
function placeOf(days: number, bands: number[]): number | null {
  const { starts } = gainBands
  const band = starts.filter((start) => start <= days).length
  const column = bands.indexOf(band)
  if (column < 0) return null
  const low = starts[band - 1] ?? 0
  const high = starts[band]
  const within = high === undefined ? 0.5 : (days - low + 0.5) / (high - low)
  return (column + Math.min(within, 1)) / bands.length
}

const ends = [
  { of: 'accepted', word: 'accepted', look: 'bg-chart-won' },
  { of: 'declined', word: 'declined', look: 'bg-chart-lost' },
  { of: 'expired', word: 'no answer', look: 'border border-chart-lost bg-line' },
  { of: 'quicker', word: 'somebody was quicker', look: 'border border-chart-lost' },
  { of: 'withdrawn', word: 'withdrawn', look: 'border border-chart-lost hatch-away' },
  { of: 'pending', word: 'still open', look: 'border border-dashed border-play-line' },
] as const

function OffersBar({ now, before }: { now: OfferFigures; before: OfferFigures }) {
  if (now.offers === 0) return null
  const shown = ends.filter(({ of }) => now[of] > 0)
  return (
    <>
      <div aria-hidden="true" className="keep-colour mt-2 flex h-2.5 gap-0.5">
        {shown.map(({ of, look }) => (
          <span key={of} className={cx('rounded-[2px]', look)} style={{ flex: `${now[of]} 1 0` }} />
        ))}
      </div>
      <ul className="mt-1.5 flex flex-wrap justify-between gap-x-4 gap-y-1 text-12 text-ink-2">
        {shown.map(({ of, word, look }) => {
          const rate = now[of] / now.offers
          const change = changeSaid(
            rate,
            before.offers > 0 ? before[of] / before.offers : null,
            'share',
            '',
          )
          return (
            <li key={of} className="inline-flex items-baseline gap-1.5">
              <span aria-hidden="true" className={cx('keep-colour size-2 rounded-[2px]', look)} />
              <span>
                <b className="text-ink">{percentOf(rate)}</b> {word}
                {change && (
                  <span className="text-ink-3">
                    {' '}
                    ({change.words}
                    <span className="sr-only"> against the period before</span>)
                  </span>
                )}
              </span>
            </li>
          )
        })}
      </ul>
    </>
  )
}
