import { type SQL, type SQLWrapper, sql } from 'drizzle-orm'

/** Whether an offer, by why it was closed, may have got to its patient: else they were never asked. */
export function reached(closedWhy: SQLWrapper): SQL {
  return sql`coalesce(${closedWhy} not in ('undeliverable', 'not-taken'), true)`
}
