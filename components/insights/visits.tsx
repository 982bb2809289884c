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
  confirmationTable,
  confirmationWords,
  type FigureTable,
  figureOf,
  leadTable,
  typeTable,
  visitsByPractitioner,
  weekdayTable,
  withColumns,
} from './tables'

const shown = ['Visits', 'Cancelled, share', 'By the patient', 'By the clinic', 'No-show, share']

/** Visits whose time has come: who came, who cancelled, who did not come, and on what that hangs. */
export function Visits({ insights }: { insights: Insights }) {
  const { visits, currency } = insights
  const { now, before } = visits
  if (now.visits === 0) return null
  const confirmed = confirmationTable(insights)
  const lead = leadTable(insights)
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
            ...{ before: cancelRate(before), more: 'worse' },
            note: `${thousands(now.byPatient)} by patients, ${thousands(now.byClinic)} by the clinic`,
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
      <div className="grid gap-3 wide:grid-cols-2">
        <VisitCard
          table={lead}
          title={leadFinding(missed(lead))}
          note="By calendar days from booking to visit"
          currency={currency}
        />
        <MissedCard table={weekdayTable(insights)} currency={currency} />
        <VisitCard
          table={confirmed}
          title={attendance(confirmed)}
          note="By whether the patient confirmed the time, or was asked to by mail"
          currency={currency}
        />
        <MissedCard table={visitsByPractitioner(insights)} currency={currency} />
        <MissedCard table={typeTable(insights)} currency={currency} className="wide:col-span-2" />
      </div>
    </>
  )
}

type TableProps = { table: FigureTable; currency: string; className?: string }

function MissedCard({ table, ...rest }: TableProps) {
  const by = table.by.toLowerCase()
  const title = missedFinding(missed(table), by)
  return <VisitCard table={table} title={title} note={`By ${by}`} {...rest} />
}

type CardProps = TableProps & { title: string; note: string }

function VisitCard({ table, ...card }: CardProps) {
  return (
    <ChartCard {...card} level="h3">
      <FigureTableView
        table={withColumns(table, shown)}
        currency={card.currency}
        bar={{ column: 'No-show, share', good: false }}
        narrow={['Visits', 'Cancelled, share', 'No-show, share']}
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
  return confirmedFinding(of(confirmationWords.confirmed), of(confirmationWords.unanswered))
}
