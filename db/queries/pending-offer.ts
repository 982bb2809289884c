import { and, eq, sql } from 'drizzle-orm'
import { offers, openings } from '@/db/schema'

/**
 * Joins `offers` to `openings`: of the offers that hold an opening, the one that ends first. Several
 * hold it at the same time where the clinic asks several patients at once.
 */
export const pendingOffer = and(
  eq(offers.openingId, openings.id),
  sql`${offers.id} = (
    select f.id from ${offers} f where f.opening_id = ${openings.id} and f.state = 'pending'
    order by f.expires_at, f.seat limit 1)`,
)

/** How many more than that one hold it. */
export const alsoAsked = sql<number>`(
  select greatest(count(*) - 1, 0)::int from ${offers} f
  where f.opening_id = ${openings.id} and f.state = 'pending')`

/** 'Amara Diallo', 'Amara Diallo and 2 others'. */
export function askedNames(name: string, others: number): string {
  if (others === 0) return name
  return others === 1 ? `${name} and 1 other` : `${name} and ${others} others`
}
