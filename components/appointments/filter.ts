import { addDays, dayRange } from '@/lib/domain/time'
import type { ListAddress } from './address'

/** What the address asks the list for. `today`: the clinic's, ISO. */
export function filterOf(address: ListAddress, today: string, zone: string) {
  return {
    text: address.q,
    statuses: address.status,
    practitionerIds: address.with,
    typeIds: address.visit,
    openToEarlier: address.earlier,
    ...spanOf(address, today, zone),
  }
}

/** The instants between which the list's visits start. `today`: the clinic's, ISO. */
export function spanOf(
  { when, from, until }: Pick<ListAddress, 'when' | 'from' | 'until'>,
  today: string,
  zone: string,
): { from: Date | null; until: Date | null } {
  const start = (day: string) => dayRange(day, zone).start
  if (from || until) {
    return { from: from ? start(from) : null, until: until ? start(addDays(until, 1)) : null }
  }
  return {
    from: when === 'coming' ? start(today) : null,
    until: when === 'past' ? start(today) : null,
  }
}
