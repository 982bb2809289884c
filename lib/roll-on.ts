import 'server-only'
import { type NextRequest, NextResponse } from 'next/server'
import { auth0, dropSession, lasts } from './auth0'
import { securityEvent } from './security-log'
import { endOf, isAlive, readSession } from './session'

/**
 * Rolls a request's session on: it lasts from now as long as one may with nobody at it, but never
 * longer than a session lasts at all. What would gain less than a minute is left alone, and the
 * database is not asked. A session that has ended is taken away instead. Null when there is nothing
 * to set; otherwise an answer with the cookies.
 */
export async function rollOn(request: NextRequest): Promise<NextResponse | null> {
  const session = await readSession(request)
  if (!session) return null
  const now = new Date()
  const left = session.internal.createdAt + lasts.longest - now.getTime() / 1000
  const gain = Math.min(lasts.idle, left) - endOf(session, now).inSeconds
  if (gain < 60) return null
  const response = new NextResponse(null, { headers: { 'cache-control': 'no-store' } })
  if (await isAlive(session)) {
    // Given both: for an action or a route alone the library sets the cookie a second time, bare.
    await auth0.updateSession(request, response, session)
  } else {
    securityEvent('ended-session-used', { subject: session.user.sub })
    dropSession(request, response)
  }
  return response
}
