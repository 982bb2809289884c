import { sql } from 'drizzle-orm'
import { lookup } from '@/db/client'

/** Throws events away that went out more than 30 days ago; how many. */
export async function pruneOutbox(): Promise<number> {
  const [row] = await lookup<{ pruned: number }>(sql`select prune_outbox(1000) as pruned`)
  return row?.pruned ?? 0
}
