import { and, eq, sql } from 'drizzle-orm'
import type { Tx } from '@/db/client'
import { savedViews } from '@/db/schema'

/** A view of the appointments list; `query` is the list's address after the question mark. */
export type SavedView = { id: string; name: string; query: string }

/** What a member of staff keeps, by name. */
export async function savedViewsOf(
  tx: Tx,
  clinicId: string,
  staffId: string,
): Promise<SavedView[]> {
  return tx
    .select({ id: savedViews.id, name: savedViews.name, query: savedViews.query })
    .from(savedViews)
    .where(and(eq(savedViews.clinicId, clinicId), eq(savedViews.staffId, staffId)))
    .orderBy(sql`lower(${savedViews.name})`)
}
