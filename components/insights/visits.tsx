import { cancelRate, noshowRate } from '@/lib/domain/insights'
import {
  confirmedFinding,
  leadFinding,
  missedFinding,
  type Rate,
  thousands,
} from '@/lib/domain/insights-findings'
import { ChartCard } from './card'
import { FigureTableView } from './figure-table'
import type { Insights } from './insights'
import { Kpis } from './kpis'
import {
  confirmedTable,
  type FigureTable,
  figureOf,
  leadTable,
  typeTable,
  visitsByPractitioner,
  weekdayTable,
  withColumns,
} from './tables'

const shown = ['Visits', 'Cancelled, share', 'No-show, share']

/** Visits whose time has come: who came, who cancelled, who did not come, and on what that hangs. */
export function Visits({ insights }: { insights: Insights }) {
  const { visits, currency } = insights
  const { now, before } = visits
  if (now.visits === 0) return null
  const confirmed = confirmedTable(insights)
  const lead = leadTable(insights)
  const rest = [typeTable(insights), weekdayTable(insights), visitsByPractitioner(insights)]
  return (
    <>
      <h2 className="pt-2 text-18 font-strong text-ink">Visits that came due</h2>
      <Kpis
        label="Visits"
        small
        compared={before.visits > 0}
        currency={currency}
        items={[
          {
            ...{ name: 'Visits', unit: 'count', now: now.visits, before: before.visits },
            ...{ note: `${thousands(now.came)} seen`, more: 'neither' },
          },
          {
            ...{ name: 'Cancelled', unit: 'share', now: cancelRate(now) },
            ...{ before: cancelRate(before), note: thousands(now.cancelled), more: 'worse' },
          },
          {
            ...{ name: 'No-show', unit: 'share', now: noshowRate(now), before: noshowRate(before) },
            ...{ note: `${thousands(now.noshow)} of ${thousands(now.came + now.noshow)}` },
            more: 'worse',
          },
          {
            ...{ name: 'Not recorded', unit: 'count', now: now.unrecorded },
            ...{ before: before.unrecorded, note: 'seen or not', more: 'worse' },
          },
        ]}
      />
      <div className="gap-3 wide:columns-2">
        <VisitCard
          table={lead}
          title={leadFinding(missed(lead))}
          note="By calendar days from booking to visit"
          currency={currency}
        />
        <VisitCard
          table={confirmed}
          title={attendance(confirmed)}
          note="By whether the time had been confirmed"
          currency={currency}
        />
        {rest.map((table) => (
          <VisitCard
            key={table.title}
            table={table}
            title={missedFinding(missed(table))}
            note={`By ${table.by.toLowerCase()}`}
            currency={currency}
          />
        ))}
      </div>
    </>
  )
}

type CardProps = { table: FigureTable; title: string; note: string; currency: string }

function VisitCard({ table, title, note, currency }: CardProps) {
  return (
    <ChartCard
      title={title}
      note={note}
      currency={currency}
      level="h3"
      className="mb-3 break-inside-avoid last:mb-0"
    >
      <FigureTableView
        table={withColumns(table, shown)}
        currency={currency}
        bar={{ column: 'No-show, share', good: false }}
        className="mt-2"
      />
    </ChartCard>
  )
}

function missed(table: FigureTable): Rate[] {
  return table.rows.map((row) => {
    const part = figureOf(table, row, 'No-show') ?? 0
    return { label: row.label, part, whole: part + (figureOf(table, row, 'Came') ?? 0) }
  })
}

function attendance(table: FigureTable): string {
  const came = table.rows.map((row) => {
    const part = figureOf(table, row, 'Came') ?? 0
    return { label: row.label, part, whole: part + (figureOf(table, row, 'No-show') ?? 0) }
  })
  const none = { label: '', part: 0, whole: 0 }
  const of = (label: string) => came.find((row) => row.label === label) ?? none
  return confirmedFinding(of('Confirmed'), of('Not confirmed'))
}
