import { inClinic } from '@/db/client'
import { changesVersion } from '@/db/queries/frame'
import { currentStaff } from '@/lib/session'

const headers = { 'cache-control': 'no-store' }

/** Tells an open page whether anything has changed at the clinic: `{ version }`. */
export async function GET(): Promise<Response> {
  const session = await currentStaff()
  if (!session) return Response.json({ error: 'signed-out' }, { status: 401, headers })
  const clinicId = session.clinic.id
  const version = await inClinic(clinicId, (tx) => changesVersion(tx, clinicId))
  return Response.json({ version }, { headers })
}
