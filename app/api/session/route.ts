import { isSameOrigin } from '@/lib/actions'
import { auth0 } from '@/lib/auth0'
import { currentStaff, readSession } from '@/lib/session'

const headers = { 'cache-control': 'no-store' }

/** Tells an open page when its session ends by itself: `{ inSeconds, by }`; 401 without one. */
export async function GET(): Promise<Response> {
  const session = await currentStaff()
  if (!session) return new Response(null, { status: 401, headers })
  return Response.json(session.ends, { headers })
}

/** Rolls the session on for somebody who says that they are there; answers 204, or 401 without one. */
export async function POST(): Promise<Response> {
  if (!(await isSameOrigin())) return new Response(null, { status: 403, headers })
  const session = await readSession()
  if (!session || !(await currentStaff())) return new Response(null, { status: 401, headers })
  await auth0.updateSession(session)
  return new Response(null, { status: 204, headers })
}
