import { fillCurve } from '@/lib/domain/insights'
import { fillFinding, percentOf, span } from '@/lib/domain/insights-findings'
import { cx } from '../ui/cx'
import { ChartCard } from './card'
import type { Insights } from './insights'
import { fillHours, fillTable } from './tables'

/** The share of the filled openings that was filled by then, over twelve hours. */
export function FillChart({ insights, className }: { insights: Insights; className?: string }) {
  const { openings, fills, holdMinutes, currency } = insights
  const { filled, fillMinutes } = openings.now
  const curve = cumulated(fills.now, filled)
  const byEnd = (minutes: number) =>
    curve[Math.min(minutes / fillCurve.step, curve.length - 1)] ?? 0
  const holds = holdMinutes >= 60 ? Math.floor(fillCurve.end / holdMinutes) : 0
  const twice = 2 * holdMinutes
  const note =
    twice <= fillCurve.end && twice % fillCurve.step === 0
      ? `; ${percentOf(byEnd(twice))} by the end of the second hold`
      : ''
  return (
    <ChartCard
      title={fillFinding(fillMinutes, holdMinutes)}
      note={`Share of the ${filled} filled openings, by hours since their time fell free${holds > 0 ? `; a line every ${span(holdMinutes)}, one hold` : ''}${filled > 0 ? note : ''}`}
      table={filled > 0 ? fillTable(insights) : undefined}
      currency={currency}
      className={className}
    >
      {filled > 0 && (
        <div aria-hidden="true" className="mt-3 flex gap-2 text-11 text-ink-2">
          <div className="relative w-9 shrink-0 text-right">
            {[100, 75, 50, 25, 0].map((y) => (
              <span
                key={y}
                className="absolute right-0 -translate-y-1/2"
                style={{ top: `${100 - y}%` }}
              >
                {y === 100 ? '100\u202f%' : y}
              </span>
            ))}
          </div>
          <div className="min-w-0 flex-1 pr-3">
            <div className="relative h-36">
              <Curve curve={curve} holdMinutes={holds > 0 ? holdMinutes : null} />
              {fillMinutes !== null && fillMinutes < fillCurve.end && (
                <HalfPoint minutes={fillMinutes} />
              )}
            </div>
          </div>
        </div>
      )}
      {filled > 0 && (
        <div aria-hidden="true" className="relative mt-1.5 mr-3 ml-11 h-4 text-11 text-ink-2">
          {fillHours.map((h) => (
            <span
              key={h}
              className="absolute -translate-x-1/2 whitespace-nowrap"
              style={{ left: `${(h / 12) * 100}%` }}
            >
              {h} h
            </span>
          ))}
        </div>
      )}
    </ChartCard>
  )
}

function Curve({ curve, holdMinutes }: { curve: number[]; holdMinutes: number | null }) {
  const points = curve.map((y, i) => `${i} ${(100 - 100 * y).toFixed(2)}`)
  const last = curve.length - 1
  const holds = holdMinutes ? Math.floor(fillCurve.end / holdMinutes) : 0
  return (
    <svg
      viewBox={`0 0 ${last} 100`}
      preserveAspectRatio="none"
      aria-hidden="true"
      className="keep-colour absolute inset-0 size-full overflow-visible"
      fill="none"
    >
      {[0, 25, 50, 75, 100].map((y) => (
        <path
          key={y}
          d={`M0 ${y}H${last}`}
          vectorEffect="non-scaling-stroke"
          className="stroke-line"
        />
      ))}
      {Array.from({ length: holds }, (_, i) => ((i + 1) * (holdMinutes ?? 0)) / fillCurve.step).map(
        (x) => (
          <path
            key={x}
            d={`M${x} 0V100`}
            vectorEffect="non-scaling-stroke"
            className="stroke-play-track"
          />
        ),
      )}
      <path d={`M0 100L${points.join('L')}V100Z`} className="fill-confirmed-fill opacity-60" />
      <path
        d={`M${points.join('L')}`}
        vectorEffect="non-scaling-stroke"
        strokeWidth="2"
        strokeLinejoin="round"
        className="stroke-chart-line"
      />
    </svg>
  )
}

function HalfPoint({ minutes }: { minutes: number }) {
  const left = (minutes / fillCurve.end) * 100
  return (
    <>
      <span
        className="absolute top-1/2 left-0 border-t-2 border-dotted border-ink"
        style={{ width: `${left}%` }}
      />
      <span
        className="absolute top-1/2 bottom-0 border-l-2 border-dotted border-ink"
        style={{ left: `${left}%` }}
      />
      <span
        className="absolute top-1/2 size-2.5 -translate-1/2 rounded-full border-2 border-surface bg-chart-line"
        style={{ left: `${left}%` }}
      />
      <span
        className={cx(
          'absolute top-1/2 mt-1 text-12 font-strong whitespace-nowrap text-ink',
          left > 60 && '-translate-x-full',
        )}
        style={{ left: `calc(${left}% ${left > 60 ? '-' : '+'} 10px)` }}
      >
        half within {span(minutes)}
      </span>
    </>
  )
}

/** Shares filled by the end of each step, from none at 0. */
function cumulated(fills: Map<number, number>, filled: number): number[] {
  const shares = [0]
  let sum = 0
  for (let step = 0; step < fillCurve.end / fillCurve.step; step++) {
    sum += fills.get(step) ?? 0
    shares.push(filled > 0 ? sum / filled : 0)
  }
  return shares
}
