import { inClinic } from '@/db/client'
import { changesVersion } from '@/db/queries/clinic/frame'
import { currentStaff, hasEnded } from '@/lib/session'

const headers = { 'cache-control': 'no-store' }

/**
 * Tells an open page whether anything has changed at the clinic: `{ version }`. Whoever is not signed
 * in any more gets 401, and whether their session was ended from elsewhere.
 */
export async function GET(): Promise<Response> {
  const session = await currentStaff()
  if (!session) {
    const error = (await hasEnded()) ? 'ended' : 'signed-out'
    return Response.json({ error }, { status: 401, headers })
  }
  const clinicId = session.clinic.id
  const version = await inClinic(clinicId, (tx) => changesVersion(tx, clinicId))
  return Response.json({ version }, { headers })
}
