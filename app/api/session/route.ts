import type { NextRequest } from 'next/server'
import { isSameOrigin } from '@/lib/actions'
import { rollOn } from '@/lib/roll-on'
import { currentStaff } from '@/lib/session'

const headers = { 'cache-control': 'no-store' }

/** Tells an open page when its session ends by itself: `{ inSeconds, by }`; 401 without one. */
export async function GET(): Promise<Response> {
  const session = await currentStaff()
  if (!session) return new Response(null, { status: 401, headers })
  return Response.json(session.ends, { headers })
}

/** Rolls the session on for somebody who says that they are there; 401 without one. */
export async function POST(request: NextRequest): Promise<Response> {
  if (!(await isSameOrigin())) return new Response(null, { status: 403, headers })
  if (!(await currentStaff())) return new Response(null, { status: 401, headers })
  return (await rollOn(request)) ?? new Response(null, { headers })
}
