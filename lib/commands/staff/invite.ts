import { and, eq, isNull, sql } from 'drizzle-orm'
import { countOnce } from '@/db/queries/limits'
import { invitations, staff } from '@/db/schema'
import { mailboxOf } from '@/lib/domain/limits'
import type { Role } from '@/lib/domain/permissions'
import { ok, type Refusal, type Result, refuse } from '@/lib/domain/result'
import { type Change, type Context, change, type StaffContext } from '../change'

/** How long an invitation is good for, counted from its newest mail. */
const validFor = sql`clock_timestamp() + interval '7 days'`

/**
 * Invites an address to the clinic with a role, and mails the link. An open invitation of that
 * address is renewed instead. Refuses an address that staff of this clinic have (`email-in-use`),
 * and more emails to one mailbox, or to anybody, than a clinic may send (`lib/domain/limits.ts`).
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
      .returning({ id: invitations.id, email: invitations.email })
    const invitation = made ?? (await renew(c, addressed(input.email), input.role))
    if (!invitation) return refuse('changed-meanwhile')
    const refused = await send(c, invitation, { email: input.email, role: input.role })
    return refused ?? ok({ invitationId: invitation.id })
  })
}

/** Mails an open invitation once more and makes it good for another week. Refuses as `inviteStaff`. */
export async function resendInvitation(
  context: Context,
  input: { invitationId: string },
): Promise<Result<null>> {
  return change(context, async (c) => {
    const invitation = await renew(c, eq(invitations.id, input.invitationId))
    if (!invitation) return refuse('not-found')
    return (await send(c, invitation, { again: true })) ?? ok(null)
  })
}

function addressed(email: string) {
  return sql`lower(${invitations.email}) = lower(${email})`
}

async function renew(
  { tx, clinic }: Change,
  which: ReturnType<typeof addressed>,
  role?: Role,
): Promise<Invitation | undefined> {
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
    .returning({ id: invitations.id, email: invitations.email })
  return renewed
}

type Invitation = { id: string; email: string }

/** Queues the mail; the refusal where too many went out. */
async function send(
  c: Change,
  { id: invitationId, email }: Invitation,
  details: Record<string, unknown>,
): Promise<Refusal | null> {
  const refused =
    (await countOnce(c.tx, c.clinic, 'invite-address', mailboxOf(email))) ??
    (await countOnce(c.tx, c.clinic, 'invite', c.clinic.id))
  if (refused) return refused
  await c.audit('invitation.sent', { details: { invitationId, ...details } })
  await c.queueMail({ kind: 'invitation', invitationId, stage: c.now.toISOString() })
  return null
}
