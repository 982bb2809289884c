import { and, eq, isNull, sql } from 'drizzle-orm'
import { invitations, staff } from '@/db/schema'
import type { Role } from '@/lib/domain/permissions'
import { ok, type Result, refuse } from '@/lib/domain/result'
import { type Change, type Context, change, type StaffContext } from './change'

/** How long an invitation is good for, counted from its newest mail. */
const validFor = sql`clock_timestamp() + interval '7 days'`

/**
 * Invites an address to the clinic with a role, and mails the link. An open invitation of that
 * address is renewed instead. Refuses an address that staff of this clinic have (`email-in-use`).
 */
export async function inviteStaff(
  context: StaffContext,
  input: { email: string; role: Role },
): Promise<Result<{ invitationId: string }>> {
  return change(context, async (c) => {
    const [member] = await c.tx
      .select({ id: staff.id })
      .from(staff)
      .where(
        and(eq(staff.clinicId, c.clinic.id), sql`lower(${staff.email}) = lower(${input.email})`),
      )
    if (member) return refuse('email-in-use')
    const [made] = await c.tx
      .insert(invitations)
      .values({
        clinicId: c.clinic.id,
        email: input.email,
        role: input.role,
        invitedBy: context.actor.id,
        expiresAt: validFor,
      })
      .onConflictDoNothing()
      .returning({ id: invitations.id })
    const invitationId = made?.id ?? (await renew(c, addressed(input.email), input.role))
    if (!invitationId) return refuse('changed-meanwhile')
    await send(c, invitationId, { email: input.email, role: input.role })
    return ok({ invitationId })
  })
}

/** Mails an open invitation once more and makes it good for another week. */
export async function resendInvitation(
  context: Context,
  input: { invitationId: string },
): Promise<Result<null>> {
  return change(context, async (c) => {
    const invitationId = await renew(c, eq(invitations.id, input.invitationId))
    if (!invitationId) return refuse('not-found')
    await send(c, invitationId, { again: true })
    return ok(null)
  })
}

function addressed(email: string) {
  return sql`lower(${invitations.email}) = lower(${email})`
}

async function renew(
  { tx, clinic }: Change,
  which: ReturnType<typeof addressed>,
  role?: Role,
): Promise<string | undefined> {
  const [renewed] = await tx
    .update(invitations)
    .set({ expiresAt: validFor, ...(role && { role }) })
    .where(
      and(
        eq(invitations.clinicId, clinic.id),
        which,
        isNull(invitations.acceptedAt),
        isNull(invitations.revokedAt),
      ),
    )
    .returning({ id: invitations.id })
  return renewed?.id
}

async function send(
  c: Change,
  invitationId: string,
  details: Record<string, unknown>,
): Promise<void> {
  await c.audit('invitation.sent', { details: { invitationId, ...details } })
  await c.queueMail({ kind: 'invitation', invitationId, stage: c.now.toISOString() })
}
