import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { NoticePage } from '@/components/frame/notice-page'
import { PlainPage } from '@/components/settings/plain-page'
import { UnverifiedAddress } from '@/components/settings/unverified-address'
import { WelcomeForm } from '@/components/settings/welcome-form'
import { zoneOptions } from '@/components/settings/zone-options'
import { buttonClass } from '@/components/ui/button-class'
import { membershipOf } from '@/db/queries/staff/memberships'
import { env } from '@/lib/env'
import { currentAccount } from '@/lib/session'
import { createClinicAction } from './actions'

export const metadata: Metadata = { title: 'Create your clinic' }

/** Where an account without a clinic is led. */
export default async function WelcomePage() {
  const account = await currentAccount()
  if (!account) redirect('/auth/login?returnTo=/welcome')
  const membership = await membershipOf(account.subject)
  if (!account.emailVerified) {
    const purpose = membership?.active ? `go on at ${membership.clinicName}` : 'create your clinic'
    return <UnverifiedAddress email={account.email} purpose={purpose} returnTo="/welcome" />
  }
  if (membership?.active) redirect('/calendar')
  if (membership) {
    return (
      <NoticePage
        title={`Your access to ${membership.clinicName} has ended`}
        actions={
          <a href="/auth/logout" className={buttonClass('outline', 'touch')}>
            Sign out
          </a>
        }
      >
        <p>Ask an admin of the clinic if you should have it again.</p>
      </NoticePage>
    )
  }
  if (env().SIGN_UP === 'closed') {
    return (
      <NoticePage
        title="No new clinics can be created here"
        actions={
          <a href="/auth/logout" className={buttonClass('outline', 'touch')}>
            Sign out
          </a>
        }
      >
        <p>
          You are signed in as <strong>{account.email}</strong>, and that account belongs to no
          clinic. To join one, open the link in the email with its invitation, or ask an admin there
          to invite this address.
        </p>
      </NoticePage>
    )
  }
  return (
    <PlainPage
      aside={
        <>
          {account.email}{' '}
          <a href="/auth/logout" className="link ml-2">
            Sign out
          </a>
        </>
      }
    >
      <h1 className="text-30 font-strong">Create your clinic</h1>
      <p className="mt-2 mb-6 max-w-[60ch] text-16 text-ink-2">
        You become its admin and can book at once. Everything here can be changed later. Were you
        invited by a clinic? Then open the link in its email instead.
      </p>
      <WelcomeForm zones={zoneOptions()} action={createClinicAction} />
    </PlainPage>
  )
}
