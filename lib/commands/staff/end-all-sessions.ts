import { and, eq } from 'drizzle-orm'
import { inClinic } from '@/db/client'
import { staff } from '@/db/schema'
import { ok, type Result } from '@/lib/domain/result'
import type { StaffContext } from '../change'
import { endingSessions } from './sessions-valid-from'

/**
 * Signs a member of staff out everywhere: every session that has begun by now ends, this one too, and
 * the next begins with the password. The identity provider has sessions of its own in those browsers,
 * and would let whoever sits there in again without asking.
 */
export async function endAllSessions({ clinicId, actor }: StaffContext): Promise<Result<null>> {
  await inClinic(clinicId, (tx) =>
    tx
      .update(staff)
      .set({ ...endingSessions, authenticatesAfter: staff.authenticatedAt })
      .where(and(eq(staff.clinicId, clinicId), eq(staff.id, actor.id))),
  )
  return ok(null)
}
