import 'server-only'
import { getTableColumns, type SQL, sql } from 'drizzle-orm'
import { headers } from 'next/headers'
import { redirect } from 'next/navigation'
import { cache } from 'react'
import { withoutClinic } from '@/db/client'
import { clinics } from '@/db/schema'
import { auth0 } from './auth0'
import type { Actor, Clinic, Context } from './commands/change'
import { may, type Permission, type Role } from './domain/permissions'
import { pathHeader, signInPath } from './own-path'

/** An account at the identity provider. */
export type Account = { subject: string; email: string; emailVerified: boolean; name: string }

/** Somebody who works at a clinic, signed in. */
export type StaffSession = {
  clinic: Clinic
  staff: { id: string; name: string; email: string; role: Role }
  context: Context & { actor: Extract<Actor, { kind: 'staff' }> }
}

/** The account that is signed in, or null. */
export const currentAccount = cache(async (): Promise<Account | null> => {
  const session = await auth0.getSession()
  if (!session) return null
  const { sub, email, email_verified, name } = session.user
  return {
    subject: sub,
    email: typeof email === 'string' ? email.toLowerCase() : '',
    emailVerified: email_verified === true,
    name: typeof name === 'string' && name !== '' ? name : (email ?? sub),
  }
})

/** The clinic's columns as the table maps them, of a row that a lookup function gave. */
const clinicColumns = Object.fromEntries(
  Object.entries(getTableColumns(clinics)).map(([key, column]) => [
    key,
    sql`${sql.identifier(column.name)}`.mapWith(column),
  ]),
) as { [Key in keyof Clinic]: SQL<Clinic[Key]> }

/** The signed-in account's place at its clinic, or null: read anew from the database at every request. */
export const currentStaff = cache(async (): Promise<StaffSession | null> => {
  const account = await currentAccount()
  if (!account) return null
  const [row] = await withoutClinic((tx) =>
    tx
      .select({
        clinic: clinicColumns,
        id: sql<string>`staff_id`,
        name: sql<string>`staff_name`,
        email: sql<string>`staff_email`,
        role: sql<Role>`staff_role`,
      })
      .from(sql`(
        select (f.clinic).*, (f.staff).id as staff_id, (f.staff).name as staff_name,
          (f.staff).email as staff_email, (f.staff).role as staff_role
        from find_session(${account.subject}) f) found`),
  )
  if (!row) return null
  const { clinic, id, name, email, role } = row
  return {
    clinic,
    staff: { id, name, email, role },
    context: { clinicId: clinic.id, actor: { kind: 'staff', id, name } },
  }
})

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
