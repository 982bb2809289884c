import { matchContext, type Place, waitlistFor } from '@/db/queries/candidates'
import { type OpeningToFill, type Ranked, rank } from '@/lib/domain/matching'
import type { Change } from './change'

/** How many of the waitlist are read at first, and at most at a time. */
const firstPage = 20
const largestPage = 500

/**
 * The first of the waitlist who suit an opening, in the order of rank; empty when nobody does. It is
 * read until there are `least` of them.
 */
export async function suitedFor(c: Change, opening: OpeningToFill, least = 1): Promise<Ranked[]> {
  const context = matchContext(c.clinic, c.now)
  let after: Place | null = null
  let limit = firstPage
  const suited: Ranked[] = []
  do {
    const read = { limit, after, wishing: true, now: c.now }
    const { candidates, next } = await waitlistFor(c.tx, c.clinic, opening, read)
    const { chosen } = rank(opening, candidates, context)
    suited.push(...chosen)
    if (suited.length >= least) break
    after = next
    limit = Math.min(4 * limit, largestPage)
  } while (after)
  return suited
}
