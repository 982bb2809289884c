import { and, eq, sql } from 'drizzle-orm'
import { inClinic, lookup } from '@/db/client'
import { staff } from '@/db/schema'

/**
 * Signs an account's session out, and with it those that began before it; later ones stay. `began` is
 * in microseconds since 1970. Done twice, or for an account of no clinic, it does nothing: whoever
 * joins a clinic later has only sessions that begin after that.
 */
export async function endSession({
  subject,
  began,
}: {
  subject: string
  began: number
}): Promise<void> {
  const [found] = await lookup<{ id: string; clinicId: string }>(sql`
    select (f.staff).id, (f.staff).clinic_id as "clinicId" from find_session(${subject}) f`)
  if (!found) return
  const from = sql`timestamptz 'epoch' + ${began}::bigint * interval '1 microsecond'`
  await inClinic(found.clinicId, (tx) =>
    tx
      .update(staff)
      .set({ sessionsValidFrom: from })
      .where(and(eq(staff.id, found.id), sql`${staff.sessionsValidFrom} < ${from}`)),
  )
}
