import { and, eq, isNull, or, sql } from 'drizzle-orm'
import { inClinic, lookup } from '@/db/client'
import { sqlState } from '@/db/database-error'
import { microseconds } from '@/db/queries/staff/session'
import { staff } from '@/db/schema'
import { ok } from '@/lib/domain/result'
import { change } from '../change'
import { endingSessions } from './sessions-valid-from'

/**
 * The account that signs in, as the identity provider vouches for it; `authenticated`: when it gave
 * its password, in seconds since 1970, by the provider's clock.
 */
type SigningIn = { subject: string; email: string; emailVerified: boolean; authenticated: number }

/** `began`: in microseconds since 1970. The ids are of the account's place at a clinic, if it has one. */
type Begun = { began: number; staffId?: string; clinicId?: string }

/**
 * Says when a session begins that has just been signed in for: by the database's clock, and in any
 * case after the instant from which the account's sessions count, so that nobody is sent in a circle
 * by clocks that differ. Where the provider vouches for another address than the one we know, the
 * member of staff has that one from now on, and the sessions from before it end. Null where they were
 * signed out everywhere, and have not given their password since.
 */
export async function beginSession(account: SigningIn): Promise<Begun | null> {
  const member = await find(account.subject)
  if (member.staffId && !(await noteAuthentication(member, account.authenticated))) return null
  const isMoved = account.emailVerified && member.email && member.email !== account.email
  if (!isMoved || !(await takeAddress(member, account.email))) return begunOf(member)
  return begunOf(await find(account.subject))
}

type Member = { staffId: string; clinicId: string; name: string; email: string }
type Nobody = { [Key in keyof Member]: null }
type Found = { began: string } & (Member | Nobody)

async function find(subject: string): Promise<Found> {
  const [found] = await lookup<Found>(sql`
    select (f.staff).id as "staffId", (f.staff).clinic_id as "clinicId", (f.staff).name,
      lower((f.staff).email) as email,
      ${microseconds(sql`greatest(clock_timestamp(), (f.staff).sessions_valid_from + interval '1 microsecond')`)}::text as began
    from (values (1)) one left join find_session(${subject}) f on true`)
  if (!found) throw new Error('no instant was given')
  return found
}

/** False for a password given too long ago. */
async function noteAuthentication({ staffId, clinicId }: Member, authenticated: number) {
  const at = sql`to_timestamp(${authenticated}::bigint)`
  const noted = await inClinic(clinicId, (tx) =>
    tx
      .update(staff)
      .set({ authenticatedAt: sql`greatest(${staff.authenticatedAt}, ${at})` })
      .where(
        and(
          eq(staff.id, staffId),
          or(isNull(staff.authenticatesAfter), sql`${staff.authenticatesAfter} < ${at}`),
        ),
      )
      .returning({ id: staff.id }),
  )
  return noted.length > 0
}

/** False where a colleague has that address already: then the member keeps the one they had. */
async function takeAddress({ staffId, clinicId, name }: Found, email: string): Promise<boolean> {
  if (!staffId) return false
  const actor = { kind: 'staff' as const, id: staffId, name }
  try {
    const changed = await change({ clinicId, actor }, async (c) => {
      await c.tx
        .update(staff)
        .set({ email, ...endingSessions })
        .where(eq(staff.id, staffId))
      await c.audit('staff.changed', { details: { staffId, name, address: true } })
      return ok(null)
    })
    return changed.ok
  } catch (error) {
    if (sqlState(error) === '23505') return false
    throw error
  }
}

function begunOf({ began, staffId, clinicId }: Found): Begun {
  return { began: Number(began), ...(staffId && { staffId, clinicId }) }
}
