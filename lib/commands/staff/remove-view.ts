import { and, eq } from 'drizzle-orm'
import { savedViews } from '@/db/schema'
import { ok, type Result, refuse } from '@/lib/domain/result'
import { change, type StaffContext } from '../change'

/** Forgets a view that the member of staff kept. Refuses one that is gone, or somebody else's. */
export async function removeView(
  context: StaffContext,
  { viewId }: { viewId: string },
): Promise<Result<null>> {
  return change(context, async (c) => {
    const [removed] = await c.tx
      .delete(savedViews)
      .where(
        and(
          eq(savedViews.clinicId, c.clinic.id),
          eq(savedViews.staffId, context.actor.id),
          eq(savedViews.id, viewId),
        ),
      )
      .returning({ id: savedViews.id })
    if (!removed) return refuse('not-found')
    return ok(null)
  })
}
