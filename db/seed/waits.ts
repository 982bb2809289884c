import type { waitlistEntries } from '@/db/schema'
import type { WaitEnding } from '@/lib/domain/endings'
import type { NewOffer } from './openings'
import type { Random } from './random'
import type { SeedVisit } from './visits'

type NewEntry = typeof waitlistEntries.$inferInsert & { id: string }

/**
 * The waits of the demo's visits, and its offers with the wait that each answers. Whoever took an
 * earlier time has waited anew since then, as far as they still wait.
 */
export function planWaits(
  visits: readonly SeedVisit[],
  offers: readonly NewOffer[],
  random: Random,
): { entries: NewEntry[]; offers: (NewOffer & { entryId: string })[] } {
  const offersTo = new Map<string, NewOffer[]>()
  for (const offer of offers) {
    offersTo.set(offer.appointmentId, [...(offersTo.get(offer.appointmentId) ?? []), offer])
  }
  const entries: NewEntry[] = []
  const entryOf = new Map<string, string>()
  for (const visit of visits) {
    const asked = offersTo.get(visit.id) ?? []
    const accepted = asked.find(({ state }) => state === 'accepted')
    const begin = visit.wait?.since ?? visit.createdAt ?? visit.startsAt
    const first = new Date(Math.min(+begin, ...asked.map(({ offeredAt }) => +offeredAt)))
    const closedAt = accepted?.closedAt ?? undefined
    if (accepted && closedAt) {
      const earlierThan = accepted.fromStartsAt
      add(visit, { since: first, until: closedAt, endedWhy: 'accepted', earlierThan }, asked)
    }
    if (visit.wait) add(visit, { since: closedAt ?? first, ...endOf(visit) }, accepted ? [] : asked)
  }
  return {
    entries,
    offers: offers.map((offer) => ({ ...offer, entryId: entryOf.get(offer.id) ?? '' })),
  }

  function add(
    visit: SeedVisit,
    times: Pick<NewEntry, 'since' | 'until' | 'endedWhy' | 'earlierThan'>,
    answered: NewOffer[],
  ) {
    const { clinicId, patientId, typeId, id: appointmentId, startsAt: earlierThan } = visit
    const id = random.uuid()
    const of = { id, clinicId, patientId, typeId, appointmentId, earlierThan }
    const until = times.until && times.until < times.since ? times.since : times.until
    entries.push({ ...of, ...visit.wait, ...times, until })
    for (const offer of answered) entryOf.set(offer.id, id)
  }
}

/** How a visit's wait has ended with what became of the visit; nothing while it goes on. */
function endOf(visit: SeedVisit): { until?: Date | null; endedWhy?: WaitEnding } {
  const { status, startsAt, arrivedAt, cancelledAt } = visit
  if (status === 'cancelled') return { until: cancelledAt, endedWhy: 'visit-cancelled' }
  if (status === 'booked' || status === 'confirmed') return {}
  return { until: arrivedAt ?? startsAt, endedWhy: 'visit-attended' }
}
