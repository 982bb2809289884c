import { sql } from 'drizzle-orm'
import { lookup } from '@/db/client'

/** Throws away what no longer limits anything; how many rows. */
export async function pruneLimits(): Promise<number> {
  const [row] = await lookup<{ pruned: number }>(sql`select prune_limits(1000) as pruned`)
  return row?.pruned ?? 0
}
