import { type NextRequest, NextResponse } from 'next/server'
import { authAnswer } from '@/lib/auth-door'
import { cookieName } from '@/lib/cookie-name'
import { isHttps } from '@/lib/env'
import { log } from '@/lib/log'
import { pathHeader } from '@/lib/own-path'
import { isPatients, refusal, refusedStatus } from '@/lib/refused-request'
import { rollOn } from '@/lib/roll-on'
import { securityEvent } from '@/lib/security-log'
import { unattendedCookie } from '@/lib/unattended'

/**
 * Serves /auth/*, keeps the session rolling, and gives every page its content security policy.
 * It guards nothing: pages and actions do that themselves.
 */
export async function proxy(request: NextRequest): Promise<NextResponse> {
  const { pathname } = request.nextUrl
  const refused = await refusedStatus(request)
  if (refused === 403) securityEvent('refused-foreign-origin', { what: 'page' })
  if (refused) {
    const { status, headers, html } = refusal(pathname + request.nextUrl.search, refused)
    return new NextResponse(html, { status, headers })
  }
  const answer = pathname.startsWith('/auth/') ? await authAnswer(request) : null
  if (answer) return answer

  // Before the page is asked for: it reads the cookie that is set here.
  const cookies = await rolledOn(request)
  const policy = contentSecurityPolicy(crypto.randomUUID())
  const headers = new Headers(request.headers)
  // Next.js reads the nonce for its own scripts from here.
  headers.set('Content-Security-Policy', policy)
  // The document's language hangs on it (app/document-language.ts).
  headers.set(pathHeader, pathname + request.nextUrl.search)
  const response = NextResponse.next({ request: { headers } })
  for (const cookie of cookies) response.cookies.set(cookie)
  response.headers.set('Content-Security-Policy', policy)
  return response
}

/** The cookies by which a session goes on, or goes; none where it is as it should be. */
async function rolledOn(
  request: NextRequest,
): Promise<ReturnType<NextResponse['cookies']['getAll']>> {
  // Patients have no session.
  if (isPatients(request.nextUrl.pathname) || !mayRoll(request)) return []
  try {
    return (await rollOn(request))?.cookies.getAll() ?? []
  } catch (err) {
    log.warn({ err }, 'session not rolled on')
    return []
  }
}

/**
 * Whether a request may set the session's cookie: not a quiet refresh, and not an action. Next.js
 * draws the whole page into the answer of an action with a cookie, and the page asks for itself
 * after each one: that keeps the session rolling.
 */
function mayRoll({ method, headers, cookies }: NextRequest): boolean {
  if (method !== 'GET') return !headers.has('next-action')
  return !cookies.has(cookieName(unattendedCookie, isHttps()))
}

/** Scripts run only with this answer's nonce. Styles may be inline: positions and widths are. */
function contentSecurityPolicy(nonce: string): string {
  const isDevelopment = process.env.NODE_ENV === 'development'
  return [
    "default-src 'self'",
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${isDevelopment ? " 'unsafe-eval'" : ''}`,
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join('; ')
}

export const config = {
  matcher: ['/((?!_next/static|_next/image|api/|icon.svg|favicon.ico|visit/[^/]+/visit\\.ics$).*)'],
}
