import { type NextRequest, NextResponse } from 'next/server'
import { auth0 } from '@/lib/auth0'
import { env } from '@/lib/env'
import { log } from '@/lib/log'
import { isOwnPath, pathHeader } from '@/lib/own-path'
import { quietCookie } from '@/lib/quiet'
import { isPatients, refusal, refusedStatus } from '@/lib/refused-request'
import { noPagePolicy } from '@/lib/response-headers'
import { signOut } from '@/lib/session'

/**
 * Serves /auth/*, keeps the session rolling, and gives every page its content security policy.
 * It guards nothing: pages and actions do that themselves.
 */
export async function proxy(request: NextRequest): Promise<NextResponse> {
  const { pathname, searchParams } = request.nextUrl
  if (!searchParams.getAll('returnTo').every(isOwnPath)) {
    const clean = new URL(env().APP_BASE_URL)
    clean.pathname = pathname
    clean.search = request.nextUrl.search
    clean.searchParams.delete('returnTo')
    return NextResponse.redirect(clean)
  }
  const refused = await refusedStatus(request)
  if (refused) {
    const { status, headers, html } = refusal(pathname + request.nextUrl.search, refused)
    return new NextResponse(html, { status, headers })
  }
  if (pathname === '/auth/logout') await forget(request)
  // Patients have no session.
  const rolls = !isPatients(pathname) && keepsRolling(request)
  const answer = rolls ? await auth0.middleware(request) : null
  // What it leaves to Next.js is a page that is not there, and a page needs its policy.
  if (answer && pathname.startsWith('/auth/') && !answer.headers.has('x-middleware-next')) {
    return signInAnswer(request, answer)
  }

  const policy = contentSecurityPolicy(crypto.randomUUID())
  const headers = new Headers(request.headers)
  // Next.js reads the nonce for its own scripts from here.
  headers.set('Content-Security-Policy', policy)
  // The document's language hangs on it (app/document-language.ts).
  headers.set(pathHeader, pathname + request.nextUrl.search)
  const response = NextResponse.next({ request: { headers } })
  for (const cookie of answer?.cookies.getAll() ?? []) response.cookies.set(cookie)
  response.headers.set('Content-Security-Policy', policy)
  return response
}

/** Where people are led whom /auth/* would answer with bare text: the start page says it in words. */
const afterFailure: Record<string, string> = {
  '/auth/login': '/?signin=failed',
  '/auth/callback': '/?signin=failed',
  // Here they are signed out, though the provider could not be told.
  '/auth/logout': '/',
}

/** Of all that the library would answer to (a second factor, other tokens, Auth0's own interfaces), these are used. */
const served = new Set(['/auth/login', '/auth/logout', '/auth/callback', '/auth/profile'])
const librarysOwn = /^\/(auth|me|my-org)\//

/** What /auth/* answers. */
function signInAnswer({ nextUrl }: NextRequest, answer: NextResponse): NextResponse {
  const failed = answer.status >= 500
  if (failed) log.warn({ path: nextUrl.pathname, status: answer.status }, 'sign-in failed')
  const instead = failed && afterFailure[nextUrl.pathname]
  const told = instead ? NextResponse.redirect(new URL(instead, env().APP_BASE_URL)) : answer
  for (const cookie of answer.cookies.getAll()) told.cookies.set(cookie)
  told.headers.set('Content-Security-Policy', noPagePolicy)
  told.headers.set('Cache-Control', 'no-store')
  return told
}

/**
 * Whether a request may set the session's cookie: not a quiet refresh, and not an action. Next.js
 * draws the whole page into the answer of an action with a cookie, and the page asks for itself
 * after each one: that keeps the session rolling.
 */
function keepsRolling({ method, headers, cookies, nextUrl }: NextRequest): boolean {
  if (librarysOwn.test(nextUrl.pathname)) return method === 'GET' && served.has(nextUrl.pathname)
  return method === 'GET' ? !cookies.has(quietCookie) : !headers.has('next-action')
}

/** Signing out goes on though the database does not answer: the cookie goes all the same. */
async function forget(request: NextRequest): Promise<void> {
  await signOut(request).catch((err) => log.warn({ err }, 'ended session not noted'))
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
