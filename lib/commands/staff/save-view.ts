import { savedViews } from '@/db/schema'
import { ok, type Result } from '@/lib/domain/result'
import { change, type StaffContext } from '../change'

/**
 * Keeps filters and order of the appointments list under a name, for the member of staff alone. What
 * they kept under that name before is replaced.
 */
export async function saveView(
  context: StaffContext,
  { name, query }: { name: string; query: string },
): Promise<Result<null>> {
  return change(context, async (c) => {
    await c.tx
      .insert(savedViews)
      .values({ clinicId: c.clinic.id, staffId: context.actor.id, name, query })
      .onConflictDoUpdate({
        target: [savedViews.clinicId, savedViews.staffId, savedViews.name],
        set: { query },
      })
    return ok(null)
  })
}
