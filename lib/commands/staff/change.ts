import { and, eq, exists, ne, or, type SQL } from 'drizzle-orm'
import { alias } from 'drizzle-orm/pg-core'
import { staff } from '@/db/schema'
import type { Role } from '@/lib/domain/permissions'
import { ok, type Result, refuse } from '@/lib/domain/result'
import { type Change, type Context, change } from '../change'
import { endingSessions } from './sessions-valid-from'

export type ChangeStaff = { staffId: string; role?: Role; active?: boolean }

/**
 * Changes somebody's role, or ends or renews their access: their sessions end, so that it counts
 * from their next request and for nobody who has an old cookie. Refuses to take the clinic's last active admin away.
 */
export async function changeStaff(context: Context, input: ChangeStaff): Promise<Result<null>> {
  return change(context, async (c) => {
    await lockAdmins(c)
    const mine = and(eq(staff.clinicId, c.clinic.id), eq(staff.id, input.staffId))
    const [before] = await c.tx.select().from(staff).where(mine)
    if (!before) return refuse('not-found')
    const to = { role: input.role ?? before.role, active: input.active ?? before.active }
    const keepsAdmin = to.role === 'admin' && to.active
    const isChange = to.role !== before.role || to.active !== before.active
    const [after] = await c.tx
      .update(staff)
      .set(isChange ? { ...to, ...endingSessions } : to)
      .where(and(mine, keepsAdmin ? undefined : or(isNoAdmin(), anotherAdmin(c))))
      .returning({ id: staff.id })
    if (!after) return refuse('last-admin')
    await c.audit('staff.changed', {
      details: {
        staffId: before.id,
        name: before.name,
        ...(to.role !== before.role && { role: { from: before.role, to: to.role } }),
        ...(to.active !== before.active && { active: to.active }),
      },
    })
    return ok(null)
  })
}

/** Two admins who demote each other at once: the second waits here, and then finds the first gone. */
async function lockAdmins({ tx, clinic }: Change): Promise<void> {
  await tx
    .select({ id: staff.id })
    .from(staff)
    .where(and(eq(staff.clinicId, clinic.id), eq(staff.role, 'admin'), eq(staff.active, true)))
    .orderBy(staff.id)
    .for('update')
}

function isNoAdmin(): SQL | undefined {
  return or(ne(staff.role, 'admin'), eq(staff.active, false))
}

function anotherAdmin({ tx, clinic }: Change): SQL {
  const other = alias(staff, 'other')
  return exists(
    tx
      .select({ id: other.id })
      .from(other)
      .where(
        and(
          eq(other.clinicId, clinic.id),
          eq(other.role, 'admin'),
          eq(other.active, true),
          ne(other.id, staff.id),
        ),
      ),
  )
}
