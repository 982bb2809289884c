import { and, eq, sql } from 'drizzle-orm'
import { inClinic, lookup } from '@/db/client'
import { staff } from '@/db/schema'

/** How many ended sessions are remembered of each member of staff. */
const remembered = 20

/**
 * Remembers that a session was signed out of: of the account `subject`, which began at `began`, in
 * seconds since 1970. Done twice, or for an account of no clinic, it does nothing.
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
  await inClinic(found.clinicId, (tx) =>
    tx
      .update(staff)
      .set({
        endedSessions: sql`(array_prepend(${began}::int, ${staff.endedSessions}))[1:${sql.raw(String(remembered))}]`,
      })
      .where(and(eq(staff.id, found.id), sql`${began}::int <> all (${staff.endedSessions})`)),
  )
}
