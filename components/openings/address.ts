import { idIn, numberIn, type Params } from '@/lib/domain/params'

/** What the page's address says. */
export type OpeningsAddress = {
  /** Whose openings; null for everybody's. */
  practitionerId: string | null
  /** The one that is looked at. */
  openingId: string | null
  /** How many chains are shown; null for the latest few. */
  chains: number | null
  /** How far the panel looks into the waitlist; null for its beginning. */
  looked: number | null
}

/** The most that an address may ask for. */
export const most = { chains: 50, looked: 5_000 }

/** Reads the address; what makes no sense counts as not given. */
export function readAddress(params: Params): OpeningsAddress {
  return {
    practitionerId: idIn(params.with),
    openingId: idIn(params.opening),
    chains: numberIn(params.chains, most.chains),
    looked: numberIn(params.looked, most.looked),
  }
}

/** The page's address. */
export function openingsHref({
  practitionerId,
  openingId,
  chains,
  looked,
}: Partial<OpeningsAddress>): string {
  const query = new URLSearchParams()
  if (practitionerId) query.set('with', practitionerId)
  if (openingId) query.set('opening', openingId)
  if (chains) query.set('chains', String(Math.min(most.chains, chains)))
  if (looked) query.set('looked', String(Math.min(most.looked, looked)))
  return query.size > 0 ? `/openings?${query}` : '/openings'
}
