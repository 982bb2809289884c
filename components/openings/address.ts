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

type SearchParams = Record<string, string | string[] | undefined>

const id = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i
/** The most that an address may ask for. */
export const most = { chains: 50, looked: 5_000 }

/** Reads the address; what makes no sense counts as not given. */
export function readAddress(params: SearchParams): OpeningsAddress {
  const one = (name: string) => [params[name]].flat()[0] ?? ''
  const anId = (name: string) => (id.test(one(name)) ? one(name) : null)
  const aNumber = (name: keyof typeof most) =>
    /^[1-9]\d{0,3}$/.test(one(name)) ? Math.min(most[name], Number(one(name))) : null
  return {
    practitionerId: anId('with'),
    openingId: anId('opening'),
    chains: aNumber('chains'),
    looked: aNumber('looked'),
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
