/** What the page's address says: whose openings (null: everybody's), and which one is looked at. */
export type OpeningsAddress = { practitionerId: string | null; openingId: string | null }

type SearchParams = Record<string, string | string[] | undefined>

const id = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i

/** Reads the address; what makes no sense counts as not given. */
export function readAddress(params: SearchParams): OpeningsAddress {
  const one = (name: string) => {
    const value = [params[name]].flat()[0] ?? ''
    return id.test(value) ? value : null
  }
  return { practitionerId: one('with'), openingId: one('opening') }
}

/** The page's address. */
export function openingsHref({ practitionerId, openingId }: Partial<OpeningsAddress>): string {
  const query = new URLSearchParams()
  if (practitionerId) query.set('with', practitionerId)
  if (openingId) query.set('opening', openingId)
  return query.size > 0 ? `/openings?${query}` : '/openings'
}
