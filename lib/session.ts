import 'server-only'
import type { SessionData } from '@auth0/nextjs-auth0/types'
import { headers } from 'next/headers'
import { redirect, unstable_rethrow } from 'next/navigation'
import type { NextRequest } from 'next/server'
import { cache } from 'react'
import { memberOfSession, sessionCounts } from '@/db/queries/staff/session'
import { auth0, lasts } from './auth0'
import type { Clinic, StaffContext } from './commands/change'
import { endAllSessions } from './commands/staff/end-all-sessions'
import { endSession } from './commands/staff/end-session'
import { may, type Permission, type Role } from './domain/permissions'
import { cleaned } from './domain/plain-text'
import { pathHeader, signInPath } from './own-path'
import { securityEvent } from './security-log'

/** An account at the identity provider. */
export type Account = { subject: string; email: string; emailVerified: boolean; name: string }

/** Somebody who works at a clinic, signed in. */
export type StaffSession = {
  clinic: Clinic
  staff: { id: string; name: string; email: string; role: Role }
  context: StaffContext
  ends: SessionEnds
}

/** The account that is signed in, or null. */
export async function currentAccount(): Promise<Account | null> {
  const found = await signedIn()
  return found === 'ended' ? null : (found?.account ?? null)
}

/**
 * The signed-in account's place at its clinic, or null: read anew from the database at every
 * request. An address that is not verified has none: anybody can sign up with somebody else's.
 */
export async function currentStaff(): Promise<StaffSession | null> {
  const found = await signedIn()
  return found === 'ended' ? null : (found?.staff ?? null)
}

/** Whether the browser still has a session that was ended from elsewhere. */
export async function hasEnded(): Promise<boolean> {
  return (await signedIn()) === 'ended'
}

type SignedIn = { account: Account; staff: StaffSession | null }

/** Null for nobody; `ended` for a session from before the instant from which its account's count. */
const signedIn = cache(async (): Promise<SignedIn | 'ended' | null> => {
  const session = await readSession()
  if (!session) return null
  const { sub, email = '', email_verified, name } = session.user
  const account = {
    subject: sub,
    email: email.toLowerCase(),
    emailVerified: email_verified === true,
    // Whoever signs up names themselves.
    name: cleaned(name || email || sub, 120),
  }
  const member = await memberOfSession(sub, beginningOf(session))
  if (!member) return { account, staff: null }
  const { clinic, counts, active, ...staff } = member
  if (!counts) return 'ended'
  if (!active || !account.emailVerified) return { account, staff: null }
  const actor = { kind: 'staff', id: staff.id, name: staff.name } as const
  const context = { clinicId: clinic.id, actor }
  return { account, staff: { clinic, staff, context, ends: endOf(session, new Date()) } }
})

/** A request's session as its cookie has it, whether it still counts or not; of the current one without a request. */
export async function readSession(request?: NextRequest): Promise<SessionData | null> {
  return (request ? auth0.getSession(request) : auth0.getSession()).catch((error) => {
    unstable_rethrow(error)
    // A cookie that is nonsense is no session, and no error of ours.
    return null
  })
}

/** Whether a session still counts: it was not signed out of, and nothing has ended it since. */
export function isAlive(session: SessionData): Promise<boolean> {
  return sessionCounts(session.user.sub, beginningOf(session))
}

/** In microseconds since 1970, by the database's clock; 0 for a session that does not know. */
function beginningOf({ began }: SessionData): number {
  return typeof began === 'number' && Number.isSafeInteger(began) ? began : 0
}

/** When a session ends by itself, and because nobody is at it or because it has lasted as long as one may. */
export type SessionEnds = { inSeconds: number; by: 'idle' | 'longest' }

/** How long before the end of a session its pages say so, in seconds. */
export const warnSeconds = Math.min(300, lasts.idle / 4)

/** When a session ends by itself: what its cookie says counts, which the library wrote and holds to. */
export function endOf(session: SessionData, now: Date): SessionEnds {
  const longest = session.internal.createdAt + lasts.longest
  const end = typeof session.exp === 'number' ? session.exp : longest
  const inSeconds = Math.max(0, Math.floor(end - now.getTime() / 1000))
  return { inSeconds, by: end >= longest ? 'longest' : 'idle' }
}

/**
 * Signs a request's session out, before its cookie goes: an answer that was under way may set the
 * cookie again, and nobody may be let in by it.
 */
export async function signOut(request: NextRequest): Promise<void> {
  const session = await readSession(request)
  if (!session) return
  securityEvent('sign-out', { subject: session.user.sub })
  await endSession({ subject: session.user.sub, began: beginningOf(session) })
}

/** Signs the member of staff out in every browser, this one too. */
export async function signOutEverywhere({ context }: StaffSession) {
  securityEvent('sign-out-everywhere', { staffId: context.actor.id, clinicId: context.clinicId })
  return endAllSessions(context)
}

/**
 * For staff pages: the session of somebody who may do this. Sends everybody else where they
 * belong: to sign in and back, to create their clinic, or to the calendar.
 */
export async function requireStaff(permission: Permission): Promise<StaffSession> {
  const session = await currentStaff()
  if (!session) {
    const account = await currentAccount()
    if (!account) redirect(signInPath((await headers()).get(pathHeader) ?? '/calendar'))
    if (!account.emailVerified) securityEvent('refused-unverified', { subject: account.subject })
    redirect('/welcome')
  }
  const { staff, clinic } = session
  if (!may(staff.role, permission)) {
    securityEvent('refused-role', { staffId: staff.id, clinicId: clinic.id, what: permission })
    redirect('/calendar?refused=1')
  }
  return session
}
