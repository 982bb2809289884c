import { sql } from 'drizzle-orm'
import { lookup } from '@/db/client'

/** Throws away the answers of changes that were made more than a day ago; how many. */
export async function pruneChanges(): Promise<number> {
  const [row] = await lookup<{ pruned: number }>(sql`select prune_changes(1000) as pruned`)
  return row?.pruned ?? 0
}
