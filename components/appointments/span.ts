import { addDays, dayRange } from '@/lib/domain/time'
import type { ListAddress } from './address'

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
