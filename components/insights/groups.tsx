import { fairnessFinding } from '@/lib/domain/insights-findings'
import { ChartCard } from './card'
import { FigureTableView } from './figure-table'
import type { Insights } from './insights'
import { ageTable, type FigureTable, figureOf, languageTable } from './tables'

/** Whether patients of all ages and languages are asked, accept and gain alike. */
export function Groups({ insights }: { insights: Insights }) {
  if (insights.offers.now.offers === 0) return null
  return (
    <>
      <h2 className="pt-2 text-18 font-strong text-ink">Who is asked</h2>
      <div className="grid gap-3">
        {[ageTable(insights), languageTable(insights)].map((table) => (
          <ChartCard
            key={table.title}
            title={fairnessFinding(asked(table), table.by.toLowerCase())}
            note={`Offers, answers and days gained by ${table.by.toLowerCase()}; waiting as far as it is still known, so not compared with the period before`}
            currency={insights.currency}
            level="h3"
          >
            <FigureTableView
              table={table}
              currency={insights.currency}
              bar={{ column: 'Acceptance', good: true }}
              narrow={['Offers a patient waiting', 'Acceptance', 'Days gained, median']}
              className="mt-2"
            />
          </ChartCard>
        ))}
      </div>
    </>
  )
}

function asked(table: FigureTable) {
  return table.rows.map((row) => ({
    label: row.label,
    part: figureOf(table, row, 'Offers') ?? 0,
    whole: figureOf(table, row, 'Waiting') ?? 0,
  }))
}
