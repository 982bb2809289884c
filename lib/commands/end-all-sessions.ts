import { and, eq } from 'drizzle-orm'
import { inClinic } from '@/db/client'
import { staff } from '@/db/schema'
import { ok, type Result } from '@/lib/domain/result'
import type { StaffContext } from './change'
import { endingSessions } from './sessions-valid-from'

/** Signs a member of staff out everywhere: every session that has begun by now ends, this one too. */
export async function endAllSessions({ clinicId, actor }: StaffContext): Promise<Result<null>> {
  await inClinic(clinicId, (tx) =>
    tx
      .update(staff)
      .set(endingSessions)
      .where(and(eq(staff.clinicId, clinicId), eq(staff.id, actor.id))),
  )
  return ok(null)
}
