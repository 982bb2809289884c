import { and, eq, gt, sql } from 'drizzle-orm'
import { audit } from '@/db/schema'
import { ok, type Result } from '@/lib/domain/result'
import { type Change, change, type StaffContext } from '../change'

/**
 * Notes in the trail that a member of staff is shown a patient's page. It is called before the page is
 * drawn: a page whose view cannot be noted is not shown.
 */
export async function noteView(
  context: StaffContext,
  { patientId }: { patientId: string },
): Promise<Result<null>> {
  return change(context, async (c) => {
    await noteLook(c, context, 'patient.viewed', { patientId })
    return ok(null)
  })
}

/** Notes that a list of appointments, with their patients' details, is saved as a file. What was searched for may be a name: it is not kept. */
export async function noteListSaved(context: StaffContext): Promise<Result<null>> {
  return change(context, async (c) => {
    await c.audit('appointments.exported', {})
    return ok(null)
  })
}

/** What somebody looks at again within so many minutes is one look: a page draws itself anew with every change. */
const oneLookMinutes = 15

/** Notes a look at a patient's data, unless the same of the same person was noted just now. */
export async function noteLook(
  { tx, clinic, audit: note }: Change,
  { actor }: StaffContext,
  action: 'patient.viewed' | 'patient.exported',
  details: { patientId: string; as?: 'page' },
): Promise<void> {
  const [noted] = await tx
    .select({ id: audit.id })
    .from(audit)
    .where(
      and(
        eq(audit.clinicId, clinic.id),
        eq(audit.patientId, details.patientId),
        eq(audit.actorId, actor.id),
        eq(audit.action, action),
        sql`${audit.details} = ${JSON.stringify(details)}::jsonb`,
        gt(audit.at, sql`now() - make_interval(mins => ${oneLookMinutes}::int)`),
      ),
    )
    .limit(1)
  if (!noted) await note(action, { details })
}
