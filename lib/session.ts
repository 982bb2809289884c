import 'server-only'
import { getTableColumns, type SQL, sql } from 'drizzle-orm'
import { headers } from 'next/headers'
import { redirect } from 'next/navigation'
import type { NextRequest } from 'next/server'
import { cache } from 'react'
import { withoutClinic } from '@/db/client'
import { clinics } from '@/db/schema'
import { auth0 } from './auth0'
import type { Clinic, StaffContext } from './commands/change'
import { endSession } from './commands/end-session'
import { may, type Permission, type Role } from './domain/permissions'
import { cleaned } from './domain/plain-text'
import { pathHeader, signInPath } from './own-path'

/** An account at the identity provider. */
export type Account = { subject: string; email: string; emailVerified: boolean; name: string }

/** Somebody who works at a clinic, signed in. */
export type StaffSession = {
  clinic: Clinic
  staff: { id: string; name: string; email: string; role: Role }
  context: StaffContext
}

/** The account that is signed in, or null. */
export async function currentAccount(): Promise<Account | null> {
  return (await signedIn())?.account ?? null
}

/** The signed-in account's place at its clinic, or null: read anew from the database at every request. */
export async function currentStaff(): Promise<StaffSession | null> {
  return (await signedIn())?.staff ?? null
}

/** The clinic's columns as the table maps them, of a row that a lookup function gave. */
const clinicColumns = Object.fromEntries(
  Object.entries(getTableColumns(clinics)).map(([key, column]) => [
    key,
    sql`${sql.identifier(column.name)}`.mapWith(column),
  ]),
) as { [Key in keyof Clinic]: SQL<Clinic[Key]> }

/** Null for nobody, and for a session that was signed out of: a late answer may have set its cookie again. */
const signedIn = cache(
  async (): Promise<{ account: Account; staff: StaffSession | null } | null> => {
    const session = await auth0.getSession()
    if (!session) return null
    const { sub, email, email_verified, name } = session.user
    const account = {
      subject: sub,
      email: typeof email === 'string' ? email.toLowerCase() : '',
      emailVerified: email_verified === true,
      // Whoever signs up names themselves.
      name: cleaned(String(name || email || sub), 120),
    }
    const [row] = await withoutClinic((tx) =>
      tx
        .select({
          clinic: clinicColumns,
          id: sql<string>`staff_id`,
          name: sql<string>`staff_name`,
          email: sql<string>`staff_email`,
          role: sql<Role>`staff_role`,
          ended: sql<boolean>`ended`,
        })
        .from(sql`(
        select (f.clinic).*, (f.staff).id as staff_id, (f.staff).name as staff_name,
          (f.staff).email as staff_email, (f.staff).role as staff_role,
          ${session.internal.createdAt}::int = any((f.staff).ended_sessions) as ended
        from find_session(${sub}) f) found`),
    )
    if (!row) return { account, staff: null }
    const { clinic, ended, ...staff } = row
    if (ended) return null
    const actor = { kind: 'staff', id: staff.id, name: staff.name } as const
    return { account, staff: { clinic, staff, context: { clinicId: clinic.id, actor } } }
  },
)

/**
 * Signs a request's session out, before its cookie goes: an answer that was under way may set the
 * cookie again, and nobody may be let in by it.
 */
export async function signOut(request: NextRequest): Promise<void> {
  const session = await auth0.getSession(request)
  if (!session) return
  await endSession({ subject: session.user.sub, began: session.internal.createdAt })
}

/**
 * For staff pages: the session of somebody who may do this. Sends everybody else where they
 * belong: to sign in and back, to create their clinic, or to the calendar.
 */
export async function requireStaff(permission: Permission): Promise<StaffSession> {
  const session = await currentStaff()
  if (!session) {
    const signIn = signInPath((await headers()).get(pathHeader) ?? '/calendar')
    redirect((await currentAccount()) ? '/welcome' : signIn)
  }
  if (!may(session.staff.role, permission)) redirect('/calendar?refused=1')
  return session
}
