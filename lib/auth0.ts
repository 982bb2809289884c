import 'server-only'
import { Auth0Client } from '@auth0/nextjs-auth0/server'
import type { SessionData } from '@auth0/nextjs-auth0/types'
import type { NextRequest, NextResponse } from 'next/server'
import { beginSession } from './commands/staff/begin-session'
import { cookieName } from './cookie-name'
import { env, isHttps } from './env'
import { securityEvent } from './security-log'

const settings = env()
const sessionCookie = isHttps() ? cookieName('session', true) : '__session'

/** How long a session lasts, in seconds: with nobody at it, and at most. */
export const lasts = {
  idle: settings.SESSION_IDLE_MINUTES * 60,
  longest: settings.SESSION_HOURS * 3600,
}

/** Sign-in through Auth0, or the identity provider that stands in for it. */
export const auth0 = new Auth0Client({
  domain: settings.AUTH0_DOMAIN,
  clientId: settings.AUTH0_CLIENT_ID,
  clientSecret: settings.AUTH0_CLIENT_SECRET,
  secret: settings.AUTH0_SECRET,
  appBaseUrl: settings.APP_BASE_URL,
  // Only an address written as http:// (a provider on this machine) goes without TLS.
  allowInsecureRequests: settings.AUTH0_DOMAIN.startsWith('http://'),
  signInReturnToPath: '/calendar',
  enableAccessTokenEndpoint: false,
  // Whoever gave their password longer ago than a session may last gives it again.
  authorizationParameters: { scope: 'openid profile email', max_age: lasts.longest },
  session: {
    rolling: true,
    inactivityDuration: lasts.idle,
    absoluteDuration: lasts.longest,
    cookie: { name: sessionCookie },
  },
  transactionCookie: { prefix: isHttps() ? cookieName('txn_', true) : '__txn_' },
  beforeSessionSaved: begin,
})

/** The provider let somebody in without asking who must give their password first. */
export class PasswordNeeded extends Error {}

/**
 * What a session keeps of a sign-in: who it is, and since when, by the database's clock. Throws
 * `PasswordNeeded`.
 */
async function begin(session: SessionData): Promise<SessionData> {
  const { sub, email = '', email_verified, name, auth_time } = session.user
  const begun = await beginSession({
    subject: sub,
    email: email.toLowerCase(),
    emailVerified: email_verified === true,
    authenticated: Number(auth_time),
  })
  if (!begun) throw new PasswordNeeded()
  const { began, ...place } = begun
  securityEvent('sign-in', { subject: sub, ...place })
  return { ...session, user: { sub, email, email_verified, name }, began }
}

/** Takes a request's session away from its browser. */
export function dropSession(request: NextRequest, response: NextResponse): void {
  for (const { name } of request.cookies.getAll()) {
    // A long one comes in numbered parts.
    if (name !== sessionCookie && !name.startsWith(`${sessionCookie}__`)) continue
    response.cookies.set(name, '', { path: '/', maxAge: 0, httpOnly: true, secure: isHttps() })
  }
}
