import type { Metadata } from 'next'
import { PageBody } from '@/components/frame/page-head'
import { type InsightsAddress, insightsHref, readAddress } from '@/components/insights/address'
import { ChartCard } from '@/components/insights/card'
import { Definitions } from '@/components/insights/definitions'
import { FigureTableView } from '@/components/insights/figure-table'
import { MainFigures, MoreFigures, Slots } from '@/components/insights/figures'
import { FillChart } from '@/components/insights/fill-chart'
import { GainChart } from '@/components/insights/gain-chart'
import { Groups } from '@/components/insights/groups'
import { InsightsHead } from '@/components/insights/head'
import type { Insights } from '@/components/insights/insights'
import { MoneyChart } from '@/components/insights/money-chart'
import { NoticeChart } from '@/components/insights/notice-chart'
import { decided, practitionerTable, withColumns } from '@/components/insights/tables'
import { Visits } from '@/components/insights/visits'
import { cutSaid } from '@/components/insights/words'
import { ButtonLink } from '@/components/ui/button-link'
import { EmptyState } from '@/components/ui/empty-state'
import { practitionersFinding } from '@/lib/domain/insights-findings'
import type { Params } from '@/lib/domain/params'
import { requireStaff } from '@/lib/session'
import { loadInsights } from './load'

export const metadata: Metadata = { title: 'Insights' }

type Props = { searchParams: Promise<Params> }

/** What was lost and won back; the address holds the days and the practitioner. */
export default async function InsightsPage({ searchParams }: Props) {
  const { clinic } = await requireStaff('insights.view')
  const address = readAddress(await searchParams)
  const insights = await loadInsights(clinic, address)
  return (
    <>
      <InsightsHead address={address} insights={insights} />
      <PageBody className="max-desk:px-3">
        <div className="flex min-w-0 flex-1 flex-col gap-3 pb-6 *:shrink-0 desk:overflow-y-auto desk:pr-0.5">
          {insights.period.cut && <p className="text-13 text-ink-2">{cutSaid(insights.period)}</p>}
          {insights.openings.now.openings > 0 ? (
            <Openings insights={insights} />
          ) : (
            <Nothing insights={insights} address={address} />
          )}
          <Slots insights={insights} />
          <Visits insights={insights} />
          <Groups insights={insights} />
          <Definitions />
        </div>
      </PageBody>
    </>
  )
}

function Openings({ insights }: { insights: Insights }) {
  const { currency } = insights
  const practitioners = practitionerTable(insights)
  return (
    <>
      <MainFigures insights={insights} />
      <div className="grid gap-3 has-[details[open]]:items-start wide:grid-cols-11">
        <NoticeChart insights={insights} className="wide:col-span-6" />
        <GainChart insights={insights} className="wide:col-span-5" />
        <FillChart insights={insights} className="wide:col-span-6" />
        <MoneyChart insights={insights} className="wide:col-span-5" />
      </div>
      <ChartCard
        title={practitionersFinding(decided(practitioners))}
        note="Openings by practitioner"
        currency={currency}
      >
        <FigureTableView
          table={withColumns(practitioners, [
            'Openings',
            'Filled',
            'Fill rate',
            'Days gained, median',
            'Time to fill, median',
            'Offers for each accepted',
            'Slots won back',
            'Slots lost',
            'Recovered',
          ])}
          currency={currency}
          bar={{ column: 'Fill rate', good: true }}
          narrow={['Fill rate', 'Time to fill, median', 'Recovered']}
          className="mt-2"
        />
      </ChartCard>
      <MoreFigures insights={insights} />
    </>
  )
}

function Nothing({ insights, address }: { insights: Insights; address: InsightsAddress }) {
  if (!insights.any) {
    return (
      <EmptyState
        title="Nothing to show yet"
        action={<ButtonLink href="/calendar">Go to the calendar</ButtonLink>}
      >
        When a visit is cancelled its time becomes an opening. How many were filled, how soon and
        for whom will stand here.
      </EmptyState>
    )
  }
  const year = insightsHref({ span: '12m', from: null, until: null, practitionerId: null })
  return (
    <EmptyState
      title="No time fell free in these days"
      action={
        insightsHref(address) !== year && <ButtonLink href={year}>Show 12 months, all</ButtonLink>
      }
    >
      {insights.chosen
        ? `No opening of ${insights.chosen.name} in these days.`
        : 'Choose a longer period to see what was lost and won back.'}
    </EmptyState>
  )
}
