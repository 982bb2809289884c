import { and, eq, isNull, sql } from 'drizzle-orm'
import { invitations } from '@/db/schema'
import { ok, type Result, refuse } from '@/lib/domain/result'
import { type Context, change } from '../change'

/** Takes an open invitation back: its link no longer joins anybody. */
export async function revokeInvitation(
  context: Context,
  input: { invitationId: string },
): Promise<Result<null>> {
  return change(context, async (c) => {
    const [revoked] = await c.tx
      .update(invitations)
      .set({ revokedAt: sql`clock_timestamp()` })
      .where(
        and(
          eq(invitations.clinicId, c.clinic.id),
          eq(invitations.id, input.invitationId),
          isNull(invitations.acceptedAt),
          isNull(invitations.revokedAt),
        ),
      )
      .returning({ email: invitations.email })
    if (!revoked) return refuse('not-found')
    await c.audit('invitation.revoked', {
      details: { invitationId: input.invitationId, email: revoked.email },
    })
    return ok(null)
  })
}
