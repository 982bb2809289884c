import { and, eq, isNull, sql } from 'drizzle-orm'
import { invitations, staff } from '@/db/schema'
import { ok, type Result, refuse } from '@/lib/domain/result'
import { findToken } from '@/lib/tokens'
import { type Asked, change } from '../change'

/** The account that joins, as the identity provider vouches for it. */
export type Joiner = { subject: string; email: string; emailVerified: boolean; name: string }

/**
 * Makes the account staff of the clinic that invited its verified address. Its sessions from before
 * end: somebody else may have begun one with that address. Refuses another address, one that is not
 * verified, an invitation that is used, taken back or past its time (by the database's clock), and an
 * account that works for a clinic already.
 */
export async function acceptInvitation(
  joiner: Joiner,
  input: { token: string },
  request?: Asked,
): Promise<Result<{ clinicId: string }>> {
  const found = await findToken(input.token, 'invitation')
  const { clinicId, invitationId } = found ?? {}
  if (!clinicId || !invitationId) return refuse('not-found')
  if (!joiner.emailVerified) return refuse('address-not-verified')
  const staffId = crypto.randomUUID()
  const actor = { kind: 'staff' as const, id: staffId, name: joiner.name }
  return change({ clinicId, actor, request }, async (c) => {
    const mine = and(eq(invitations.clinicId, clinicId), eq(invitations.id, invitationId))
    const [invitation] = await c.tx.select().from(invitations).where(mine)
    if (!invitation) return refuse('not-found')
    const email = joiner.email.toLowerCase()
    if (invitation.email.toLowerCase() !== email) return refuse('invitation-other-address')
    const [accepted] = await c.tx
      .update(invitations)
      .set({ acceptedAt: sql`clock_timestamp()` })
      .where(
        and(
          mine,
          isNull(invitations.acceptedAt),
          isNull(invitations.revokedAt),
          sql`${invitations.expiresAt} > clock_timestamp()`,
        ),
      )
      .returning({ role: invitations.role })
    if (!accepted) return refuse('invitation-expired')
    const { name, subject } = joiner
    const [joined] = await c.tx
      .insert(staff)
      .values({ id: staffId, clinicId, authSubject: subject, email, name, role: accepted.role })
      .onConflictDoNothing()
      .returning({ id: staff.id })
    if (!joined) return refuse('already-member')
    await c.audit('invitation.accepted', { details: { invitationId, email, role: accepted.role } })
    return ok({ clinicId })
  })
}
