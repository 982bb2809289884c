import type { Metadata } from 'next'
import type { ReactNode } from 'react'
import { shortName } from '@/components/booking/short-name'
import { PageBody, PageHead } from '@/components/frame/page-head'
import { most as furthest, openingsHref, readAddress } from '@/components/openings/address'
import { chainsOf } from '@/components/openings/chain'
import { ChainCard } from '@/components/openings/chain-card'
import { FreeATime } from '@/components/openings/free-a-time'
import { HeldCard } from '@/components/openings/held-card'
import { OpeningKeys } from '@/components/openings/opening-keys'
import { OpeningPanel } from '@/components/openings/opening-panel'
import { ClosedRow, FreeRow } from '@/components/openings/rows'
import { dayWords, momentWords } from '@/components/openings/words'
import { Banner } from '@/components/ui/banner'
import { ButtonLink } from '@/components/ui/button-link'
import { EmptyState } from '@/components/ui/empty-state'
import { Link } from '@/components/ui/link'
import { SegmentedControl } from '@/components/ui/segmented-control'
import type { ClosedOpening } from '@/db/queries/opening/openings'
import { longDay, time } from '@/lib/domain/format'
import type { Params } from '@/lib/domain/params'
import { may } from '@/lib/domain/permissions'
import { requireStaff } from '@/lib/session'
import { loadOpenings, most } from './load'

export const metadata: Metadata = { title: 'Openings' }

type Props = { searchParams: Promise<Params> }

/** How many more chains at a time. */
const moreChains = 8
/** How many times as far it looks when more are asked for. */
const furtherBy = 5

export default async function OpeningsPage({ searchParams }: Props) {
  const { clinic, staff } = await requireStaff('opening.view')
  const address = readAddress(await searchParams)
  const read = await loadOpenings(clinic, address)
  const { now, people, types, active, closed, chainRows, selected, since, plan, openToEarlier } =
    read
  const zone = clinic.timeZone
  const clock = { zone, now }
  const chosen = people.find(({ id }) => id === address.practitionerId)
  const practitionerId = chosen?.id ?? null
  const held = active.flatMap((opening) => {
    const [hold] = opening.holds
    return hold ? { opening, hold } : []
  })
  const mays = {
    book: may(staff.role, 'appointment.book'),
    manage: may(staff.role, 'opening.manage'),
  }
  const free = active.filter(({ holds }) => holds.length === 0)
  const hrefOf = (openingId: string | null) =>
    openingsHref({ practitionerId, openingId, chains: address.chains })
  const chains = chainsOf(chainRows, clock)
  const shown = address.chains ?? most.chains
  const lookedAt = address.looked ?? most.candidates
  const link = (id: string) => ({
    href: hrefOf(id),
    selected: id === selected?.opening.id,
    clock,
  })
  return (
    <>
      <PageHead
        title="Openings"
        aside={`${longDay(now, zone, 'en')}, ${time(now, zone)}`}
        actions={
          mays.book && (
            <FreeATime
              clinic={{
                timeZone: zone,
                gridMinutes: clinic.gridMinutes,
                offersCancelled: clinic.openingSources.includes('cancellation'),
              }}
              types={types}
              practitioners={people}
              practitionerId={practitionerId}
              offersOn={clinic.offersOn}
            />
          )
        }
      >
        <OpeningKeys openingId={selected?.opening.id ?? null} closeHref={hrefOf(null)} may={mays} />
        {people.length > 1 && (
          <SegmentedControl
            label="Whose openings"
            className="ml-auto"
            items={[
              { href: openingsHref({}), label: 'All', current: !chosen },
              ...people.map(({ id, name }) => ({
                href: openingsHref({ practitionerId: id }),
                label: shortName(name),
                current: id === practitionerId,
              })),
            ]}
          />
        )}
      </PageHead>
      <PageBody className="max-desk:px-3">
        <div className="flex min-w-0 flex-1 flex-col gap-4 pb-6 desk:overflow-y-auto desk:px-1">
          {clinic.mailFailsSince && (
            <Banner tone="danger" title="No mail goes out.">
              The mail server has taken none since {momentWords(clinic.mailFailsSince, clock)}.
              Nobody is asked until it does; please ring whoever it is urgent for.
            </Banner>
          )}
          {active.length === 0 && (
            <Nothing whose={chosen && shortName(chosen.name)} openToEarlier={openToEarlier} />
          )}
          {held.length > 0 && (
            <Section title="Held for a patient" note={held.length}>
              <ul className="grid grid-cols-[repeat(auto-fill,minmax(min(100%,248px),1fr))] gap-2.5">
                {held.map(({ opening, hold }) => (
                  <li key={opening.id}>
                    <HeldCard opening={opening} hold={hold} {...link(opening.id)} />
                  </li>
                ))}
              </ul>
            </Section>
          )}
          {free.length > 0 && (
            <Section title="Free, waiting for you" note={free.length}>
              <List>
                {free.map((opening) => (
                  <FreeRow
                    key={opening.id}
                    opening={opening}
                    mayBook={mays.book}
                    plan={plan}
                    {...link(opening.id)}
                  />
                ))}
              </List>
            </Section>
          )}
          {chains.slice(0, shown).map((chain) => (
            <ChainCard key={chain.id} chain={chain} zone={zone} />
          ))}
          {(chains.length > shown || (chains.length > 0 && !address.chains)) && (
            <Link
              href={openingsHref({
                practitionerId,
                openingId: address.openingId,
                chains: shown + moreChains,
              })}
              scroll={false}
              className="link w-fit text-13"
            >
              Show more chains
            </Link>
          )}
          {address.chains && chains.length > 0 && chains.length <= shown && (
            <p role="status" className="text-13 text-ink-2">
              No more chains in the last 12 months.
            </p>
          )}
          {closed.length > 0 && (
            <Section
              title="Closed this week"
              note={`${countsOf(closed)} since ${dayWords(since, zone)}`}
            >
              <List>
                {closed.map((opening) => (
                  <ClosedRow key={opening.id} opening={opening} {...link(opening.id)} />
                ))}
              </List>
              {closed.length === most.closed && (
                <p className="mt-2 text-12 text-ink-2">
                  The latest {most.closed}. Choose a practitioner to see further back.
                </p>
              )}
            </Section>
          )}
        </div>
        {selected && (
          <OpeningPanel
            opening={selected.opening}
            ranking={selected.ranking}
            furtherHref={
              selected.ranking?.cut && lookedAt < furthest.looked
                ? openingsHref({ ...address, looked: lookedAt * furtherBy })
                : null
            }
            may={mays}
            hrefOf={hrefOf}
            clock={clock}
          />
        )}
      </PageBody>
    </>
  )
}

function Section({
  title,
  note,
  children,
}: {
  title: string
  note: ReactNode
  children: ReactNode
}) {
  return (
    <section>
      <h2 className="mb-1.5 text-14 font-strong text-ink">
        {title} <span className="ml-1 font-text text-ink-2">{note}</span>
      </h2>
      {children}
    </section>
  )
}

function List({ children }: { children: ReactNode }) {
  return (
    <ul className="overflow-hidden rounded-panel border border-line bg-surface shadow-1">
      {children}
    </ul>
  )
}

function Nothing({ whose, openToEarlier }: { whose: string | undefined; openToEarlier: number }) {
  const patients = openToEarlier === 1 ? '1 patient is' : `${openToEarlier} patients are`
  return (
    <div className="rounded-panel border border-line bg-surface shadow-1">
      <EmptyState
        title={whose ? `Nothing has fallen free with ${whose}` : 'Nothing has fallen free'}
        action={<ButtonLink href="/appointments?earlier=1">See who is open to earlier</ButtonLink>}
      >
        When a patient cancels, the time appears here and is offered to someone who wants to come
        earlier. {patients} open to that.
      </EmptyState>
    </div>
  )
}

/** '9 filled, 2 lapsed'. */
function countsOf(closed: readonly ClosedOpening[]): string {
  return (['filled', 'lapsed', 'withdrawn'] as const)
    .map((state) => ({ state, count: closed.filter((one) => one.state === state).length }))
    .filter(({ count }) => count > 0)
    .map(({ state, count }) => `${count} ${state}`)
    .join(', ')
}
