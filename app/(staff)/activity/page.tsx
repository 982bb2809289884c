import type { Metadata } from 'next'
import { activityHref, readAddress } from '@/components/activity/address'
import { Entry } from '@/components/activity/entry'
import { FilterForm } from '@/components/appointments/filter-form'
import { PageBody, PageHead, Sheet } from '@/components/frame/page-head'
import { Button } from '@/components/ui/button'
import { ButtonLink } from '@/components/ui/button-link'
import { EmptyState } from '@/components/ui/empty-state'
import { SearchField } from '@/components/ui/search-field'
import { SegmentedControl } from '@/components/ui/segmented-control'
import { inClinic } from '@/db/client'
import { type ActivityFilter, type ActivityRow, activityPage } from '@/db/queries/clinic/activity'
import { relativeDay } from '@/lib/domain/format'
import type { Params } from '@/lib/domain/params'
import { dayOf } from '@/lib/domain/time'
import { requireStaff } from '@/lib/session'

export const metadata: Metadata = { title: 'Activity' }

type Props = { searchParams: Promise<Params> }

const perPage = 60

const actors = [
  { actor: null, label: 'Everybody' },
  { actor: 'staff', label: 'Staff' },
  { actor: 'patient', label: 'Patients' },
  { actor: 'system', label: 'Medcal' },
] as const

/** Everything that happened at the clinic, by whom, the latest first. */
export default async function ActivityPage({ searchParams }: Props) {
  const { clinic } = await requireStaff('activity.view')
  const filter = readAddress(await searchParams)
  const zone = clinic.timeZone
  const { found, now } = await inClinic(clinic.id, async (tx, now) => ({
    found: await activityPage(tx, clinic.id, filter, perPage + 1),
    now,
  }))
  const rows = found.slice(0, perPage)
  const older = found.length > perPage ? rows.at(-1)?.id : undefined
  return (
    <>
      <PageHead title="Activity">
        <SegmentedControl
          label="What"
          items={[false, true].map((views) => ({
            href: activityHref({ text: filter.text, views }),
            label: views ? 'Who looked at whom' : 'What was done',
            current: views === filter.views,
          }))}
        />
        {!filter.views && (
          <SegmentedControl
            label="Who did it"
            className="tablet:ml-auto"
            items={actors
              .filter((one) => !filter.views || one.actor === null)
              .map(({ actor, label }) => ({
                href: activityHref({ ...filter, actor, before: null }),
                label,
                current: actor === filter.actor,
              }))}
          />
        )}
      </PageHead>
      <Search filter={filter} />
      <PageBody>
        <Sheet className="flex flex-col">
          {rows.length === 0 && <Nothing filter={filter} />}
          {byDay(rows, zone).map(({ day, at, entries }) => (
            <section key={day} aria-labelledby={`day-${day}`}>
              <h2
                id={`day-${day}`}
                className="sticky top-0 z-10 border-b border-line bg-sunken px-4 py-1.5 text-13 font-strong text-ink"
              >
                {relativeDay(at, now, zone, 'en')}
              </h2>
              <ol className="border-b border-line">
                {entries.map((row) => (
                  <Entry key={row.id} row={row} zone={zone} />
                ))}
              </ol>
            </section>
          ))}
          {(older || filter.before) && (
            <nav aria-label="Pages" className="flex flex-wrap gap-2 p-4">
              {filter.before && (
                <ButtonLink href={activityHref({ ...filter, before: null })}>
                  Back to the latest
                </ButtonLink>
              )}
              {older && (
                <ButtonLink href={activityHref({ ...filter, before: older })}>
                  Show older
                </ButtonLink>
              )}
            </nav>
          )}
        </Sheet>
      </PageBody>
    </>
  )
}

function Search({ filter: { text, actor, views } }: { filter: ActivityFilter }) {
  return (
    <FilterForm
      action="/activity"
      className="flex flex-wrap items-center gap-2 px-3 pb-2.5 desk:pl-1"
    >
      {views && <input type="hidden" name="what" value="views" />}
      {actor && <input type="hidden" name="by" value={actor} />}
      <SearchField
        label="Search by patient"
        value={text}
        placeholder="Patient’s name, email or phone"
        className="basis-[260px] max-phone:basis-full"
      />
      <noscript>
        <Button type="submit">Show</Button>
      </noscript>
      {text && (
        <ButtonLink look="quiet" href={activityHref({ actor, views })}>
          Clear
        </ButtonLink>
      )}
    </FilterForm>
  )
}

function Nothing({ filter: { text, actor, views, before } }: { filter: ActivityFilter }) {
  if (views && !text && !before) {
    return (
      <EmptyState title="Nobody has looked at a patient yet">
        Whoever opens a patient’s page is recorded here, once in a quarter of an hour.
      </EmptyState>
    )
  }
  if (!text && !actor && !before) {
    return (
      <EmptyState title="Nothing has happened yet">
        Every booking, move, offer and answer is recorded here, with who did it.
      </EmptyState>
    )
  }
  return (
    <EmptyState
      title={text ? `Nothing recorded for “${text}”` : 'Nothing recorded here'}
      action={<ButtonLink href="/activity">Show everything</ButtonLink>}
    >
      {text && 'A search finds patients by name, email, telephone or birth date.'}
    </EmptyState>
  )
}

/** The entries in groups by the clinic's calendar day. */
function byDay(rows: readonly ActivityRow[], zone: string) {
  const days: { day: string; at: Date; entries: ActivityRow[] }[] = []
  for (const row of rows) {
    const day = dayOf(row.at, zone)
    const last = days.at(-1)
    if (last?.day === day) last.entries.push(row)
    else days.push({ day, at: row.at, entries: [row] })
  }
  return days
}
