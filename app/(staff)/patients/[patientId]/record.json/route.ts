import { z } from 'zod'
import { isSameOrigin } from '@/lib/actions'
import { exportPatient } from '@/lib/commands/patient/export'
import { may } from '@/lib/domain/permissions'
import { reasonForStaff } from '@/lib/domain/reasons'
import type { Detail, StaffReason } from '@/lib/domain/result'
import { dayOf } from '@/lib/domain/time'
import { signInPath } from '@/lib/own-path'
import { currentStaff } from '@/lib/session'

type Props = { params: Promise<{ patientId: string }> }

/** Everything that is kept of a patient, as a file (docs/data-protection.md, "The record"). POST, since it is noted. */
export async function POST(_: Request, { params }: Props): Promise<Response> {
  if (!(await isSameOrigin())) return refused('not-allowed', 403)
  const { patientId } = await params
  const session = await currentStaff()
  if (!session) return seeOther(signInPath(`/patients/${patientId}`))
  if (!may(session.staff.role, 'patient.export')) return refused('not-allowed', 403)
  if (!z.guid().safeParse(patientId).success) return refused('not-found', 404)
  const record = await exportPatient(session.context, { patientId, as: 'file' })
  if (!record.ok) return refused(record.reason, 404, record.detail)
  const { madeAt, clinic } = record.value
  return new Response(JSON.stringify(record.value, null, 2), {
    headers: {
      'Content-Type': 'application/json; charset=utf-8',
      // Without a name: the file's is seen by whoever looks at the folder.
      'Content-Disposition': `attachment; filename="patient-record-${dayOf(madeAt, clinic.timeZone)}.json"`,
      'Cache-Control': 'no-store',
    },
  })
}

function seeOther(path: string): Response {
  return new Response(null, {
    status: 303,
    headers: { Location: path, 'Cache-Control': 'no-store' },
  })
}

/** A page of the browser's own: its button was pressed on a page that is out of date. */
function refused(reason: StaffReason, status: number, detail?: Detail): Response {
  return new Response(reasonForStaff(reason, 'en', detail), {
    status,
    headers: { 'Content-Type': 'text/plain; charset=utf-8', 'Cache-Control': 'no-store' },
  })
}
