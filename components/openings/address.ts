/** What the page's address says. */
export type OpeningsAddress = {
  /** Whose openings; null for everybody's. */
  practitionerId: string | null
  /** The one that is looked at. */
  openingId: string | null
  /** How many chains are shown; null for the latest few. */
  chains: number | null
}

type SearchParams = Record<string, string | string[] | undefined>

const id = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i
const mostChains = 50

/** Reads the address; what makes no sense counts as not given. */
export function readAddress(params: SearchParams): OpeningsAddress {
  const one = (name: string) => [params[name]].flat()[0] ?? ''
  const anId = (name: string) => (id.test(one(name)) ? one(name) : null)
  const chains = /^[1-9]\d?$/.test(one('chains')) ? Number(one('chains')) : null
  return {
    practitionerId: anId('with'),
    openingId: anId('opening'),
    chains: chains && Math.min(mostChains, chains),
  }
}

/** The page's address. */
export function openingsHref({
  practitionerId,
  openingId,
  chains,
}: Partial<OpeningsAddress>): string {
  const query = new URLSearchParams()
  if (practitionerId) query.set('with', practitionerId)
  if (openingId) query.set('opening', openingId)
  if (chains) query.set('chains', String(Math.min(mostChains, chains)))
  return query.size > 0 ? `/openings?${query}` : '/openings'
}
