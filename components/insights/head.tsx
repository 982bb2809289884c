import { FilterForm } from '../appointments/filter-form'
import { PageHead } from '../frame/page-head'
import { Button } from '../ui/button'
import { buttonClass } from '../ui/button-class'
import { cx } from '../ui/cx'
import { controlClass } from '../ui/field'
import { IconChevronDown, IconDownload } from '../ui/icons'
import { SegmentedControl } from '../ui/segmented-control'
import { type InsightsAddress, insightsHref } from './address'
import type { Insights } from './insights'
import { daysSaid } from './words'

const spanWords = { '4w': '4 weeks', '13w': '13 weeks', '12m': '12 months' } as const

type Props = { address: InsightsAddress; insights: Insights }

/** The title with the days looked at, and the ways to look at others. */
export function InsightsHead({ address, insights }: Props) {
  const { period, clock, practitioners, chosen } = insights
  const own = address.from !== null || address.until !== null
  const spans = Object.entries(spanWords) as [keyof typeof spanWords, string][]
  return (
    <PageHead
      title="Insights"
      aside={daysSaid(period, clock.today)}
      actions={
        <>
          <SegmentedControl
            label="Period"
            items={spans.map(([span, label]) => ({
              href: insightsHref({ ...address, span, from: null, until: null }),
              label,
              current: !own && span === address.span,
            }))}
          />
          <FilterForm action="/insights" className="flex flex-wrap items-center gap-2">
            {!own && address.span !== '13w' && (
              <input type="hidden" name="span" value={address.span} />
            )}
            <OwnDays from={address.from} until={address.until} today={clock.today} own={own} />
            <span className="relative block">
              <select
                name="with"
                aria-label="Practitioner"
                key={chosen?.id ?? ''}
                defaultValue={chosen?.id ?? ''}
                className={controlClass('w-44 appearance-none truncate pr-8 text-13 font-mid')}
              >
                <option value="">All practitioners</option>
                {practitioners.map(({ id, name }) => (
                  <option key={id} value={id}>
                    {name}
                  </option>
                ))}
              </select>
              <IconChevronDown className="pointer-events-none absolute top-1/2 right-2.5 -translate-y-1/2 text-ink-2" />
            </span>
            <noscript>
              <Button type="submit">Show</Button>
            </noscript>
          </FilterForm>
          <a
            href={insightsHref(address, '/insights/csv')}
            download
            className={buttonClass('outline')}
          >
            <IconDownload />
            CSV
          </a>
        </>
      }
    />
  )
}

function OwnDays({
  from,
  until,
  today,
  own,
}: {
  from: string | null
  until: string | null
  today: string
  own: boolean
}) {
  return (
    <details className="relative">
      <summary
        className={cx(
          'flex min-h-control list-none items-center gap-2 rounded-control border px-3 text-13 font-mid [&::-webkit-details-marker]:hidden',
          own
            ? 'border-accent bg-accent-soft text-accent-ink'
            : 'border-line-strong bg-raised text-ink hover:bg-hover',
        )}
      >
        Other days
        <IconChevronDown />
      </summary>
      <div className="absolute top-full right-0 z-20 mt-1 grid gap-2 rounded-panel border border-line bg-raised p-3 shadow-3 max-tablet:fixed max-tablet:inset-x-3 max-tablet:top-auto max-tablet:bottom-24">
        {(
          [
            ['From', 'from', from],
            ['Until', 'until', until],
          ] as const
        ).map(([label, name, value]) => (
          <label key={name} className="flex flex-col gap-1 text-12 text-ink-2">
            {label}
            <input
              key={value}
              type="date"
              name={name}
              max={today}
              defaultValue={value ?? ''}
              className={controlClass('w-40')}
            />
          </label>
        ))}
      </div>
    </details>
  )
}
