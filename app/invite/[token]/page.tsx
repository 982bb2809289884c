import type { Metadata } from 'next'
import type { ReactNode } from 'react'
import { NoticePage } from '@/components/frame/notice-page'
import { JoinButton } from '@/components/settings/join-button'
import { UnverifiedAddress } from '@/components/settings/unverified-address'
import { roleWords } from '@/components/settings/words'
import { buttonClass } from '@/components/ui/button-class'
import { inClinic } from '@/db/client'
import { invitationWithClinic, membershipOf } from '@/db/queries/staff/memberships'
import { longDay } from '@/lib/domain/format'
import { signInPath } from '@/lib/own-path'
import { currentAccount } from '@/lib/session'
import { findToken } from '@/lib/tokens'
import { acceptInvitationAction } from './actions'

export const metadata: Metadata = { title: 'Invitation', robots: { index: false } }

type Props = { params: Promise<{ token: string }> }

/** An invitation's link. Looking at it changes nothing: joining is a button. */
export default async function InvitePage({ params }: Props) {
  const { token } = await params
  const found = await findToken(token, 'invitation')
  const { clinicId, invitationId } = found ?? {}
  const read =
    clinicId && invitationId
      ? await inClinic(clinicId, async (tx, now) => ({
          invitation: await invitationWithClinic(tx, clinicId, invitationId),
          now,
        }))
      : null
  if (!read?.invitation) {
    return (
      <Notice title="This invitation link does not work">
        <p>
          Open it from the newest mail again, whole. If it still fails, ask the clinic to invite you
          anew.
        </p>
      </Notice>
    )
  }
  const { invitation, now } = read
  const account = await currentAccount()
  const membership = account ? await membershipOf(account.subject) : null
  const { clinicName, email } = invitation

  if (membership && membership.clinicId === clinicId && membership.active) {
    return (
      <Notice title={`You work at ${clinicName}`} actions={<ToCalendar />}>
        <p>There is nothing more to do here.</p>
      </Notice>
    )
  }
  if (invitation.acceptedAt) {
    return (
      <Notice
        title="This invitation has been used"
        actions={account ? null : <SignIn token={token} />}
      >
        <p>If it was you, sign in with {email}. If it was not, tell the clinic.</p>
      </Notice>
    )
  }
  if (invitation.revokedAt) {
    return (
      <Notice title="This invitation was taken back">
        <p>Ask {clinicName} for a new one if you should work there.</p>
      </Notice>
    )
  }
  if (invitation.expiresAt <= now) {
    return (
      <Notice title="This invitation is past its time">
        <p>
          It was good until {longDay(invitation.expiresAt, invitation.timeZone, 'en')}. Ask{' '}
          {invitation.invitedBy} at {clinicName} to send it again.
        </p>
      </Notice>
    )
  }
  const title = `${invitation.invitedBy} invites you to ${clinicName}`
  if (!account) {
    return (
      <Notice
        title={title}
        actions={
          <>
            <a
              href={signInPath(`/invite/${token}`, { login_hint: email, screen_hint: 'signup' })}
              className={buttonClass('primary', 'touch')}
            >
              Create account
            </a>
            <SignIn token={token} email={email} />
          </>
        }
      >
        <p>
          As {roleWords[invitation.role]}, with the address <strong>{email}</strong>. Create an
          account with that address, or sign in if you have one.
        </p>
      </Notice>
    )
  }
  if (account.email !== email.toLowerCase()) {
    return (
      <Notice title="This invitation is for another address" actions={<SignOut />}>
        <p>
          It was sent to <strong>{email}</strong>, and you are signed in as{' '}
          <strong>{account.email}</strong>.
        </p>
        <p>Sign out, then open the link in the mail again and sign in with that address.</p>
      </Notice>
    )
  }
  if (!account.emailVerified) {
    return (
      <UnverifiedAddress
        email={email}
        purpose={`join ${clinicName}`}
        returnTo={`/invite/${token}`}
      />
    )
  }
  if (membership) {
    return (
      <Notice
        title={
          membership.active ? 'This account already works for a clinic' : 'Your access has ended'
        }
        actions={membership.active ? <ToCalendar /> : <SignOut />}
      >
        <p>
          {membership.active
            ? `It belongs to ${membership.clinicName}, and one account works for one clinic. Ask ${clinicName} to invite another address of yours.`
            : `An admin of ${membership.clinicName} has ended this account’s access. Ask them to give it back.`}
        </p>
      </Notice>
    )
  }
  return (
    <Notice
      title={title}
      actions={<JoinButton token={token} clinic={clinicName} action={acceptInvitationAction} />}
    >
      <p>
        You join as {roleWords[invitation.role]}, signed in as <strong>{account.email}</strong>.
      </p>
    </Notice>
  )
}

function Notice({
  title,
  actions = null,
  children,
}: {
  title: string
  actions?: ReactNode
  children: ReactNode
}) {
  return (
    <NoticePage title={title} actions={actions}>
      {children}
    </NoticePage>
  )
}

function SignIn({ token, email }: { token: string; email?: string }) {
  return (
    <a
      href={signInPath(`/invite/${token}`, { login_hint: email })}
      className={buttonClass('outline', 'touch')}
    >
      Sign in
    </a>
  )
}

function SignOut() {
  return (
    <a href="/auth/logout" className={buttonClass('primary', 'touch')}>
      Sign out
    </a>
  )
}

function ToCalendar() {
  return (
    <a href="/calendar" className={buttonClass('primary', 'touch')}>
      Open the calendar
    </a>
  )
}
