import type { Tx } from '@/db/client'
import type { clinics } from '@/db/schema'
import { type OpeningToFill, type Ranked, rank } from '@/lib/domain/matching'
import { matchContext, type Place, waitlistFor } from './candidates'

/** How many of the waitlist are read at first, and at most at a time. */
const firstPage = 20
const largestPage = 500

/**
 * The first of the waitlist who suit an opening, in the order of rank; empty when nobody does. It is
 * read until there are `least` of them.
 */
export async function suitedFor(
  { tx, clinic, now }: { tx: Tx; clinic: typeof clinics.$inferSelect; now: Date },
  opening: OpeningToFill,
  least = 1,
): Promise<Ranked[]> {
  const context = matchContext(clinic, now)
  let after: Place | null = null
  let limit = firstPage
  const suited: Ranked[] = []
  do {
    const read = { limit, after, wishing: true, now }
    const { candidates, next } = await waitlistFor(tx, clinic, opening, read)
    const { chosen } = rank(opening, candidates, context)
    suited.push(...chosen)
    if (suited.length >= least) break
    after = next
    limit = Math.min(4 * limit, largestPage)
  } while (after)
  return suited
}
