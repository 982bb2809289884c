import { sql } from 'drizzle-orm'
import { lookup } from '@/db/client'

/** Throws events away that went out more than 30 days ago; how many. */
export const pruneOutbox = pruning('prune_outbox')

/** Throws the answers of changes away that were made more than a day ago; how many. */
export const pruneChanges = pruning('prune_changes')

/** Throws away what no longer limits anything; how many rows. */
export const pruneLimits = pruning('prune_limits')

/** A thousand at a time, each in a transaction of its own, until there are no more. */
function pruning(rule: string) {
  return async (): Promise<number> => {
    for (let all = 0; ; ) {
      const [row] = await lookup<{ pruned: number }>(sql`select ${sql.raw(rule)}(1000) as pruned`)
      const pruned = row?.pruned ?? 0
      all += pruned
      if (pruned < 1000) return all
    }
  }
}
