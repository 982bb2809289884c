import type { Metadata } from 'next'
import { InviteForm } from '@/components/settings/invite-form'
import { OpenInvitations } from '@/components/settings/open-invitations'
import { PermissionTable } from '@/components/settings/permission-table'
import { SettingsSection } from '@/components/settings/section'
import { StaffList } from '@/components/settings/staff-list'
import { inClinic } from '@/db/client'
import { openInvitations, staffOf } from '@/db/queries/clinic/settings'
import { requireStaff } from '@/lib/session'
import {
  inviteStaffAction,
  resendInvitationAction,
  revokeInvitationAction,
  setAccessAction,
  setRoleAction,
} from './actions'

export const metadata: Metadata = { title: 'Staff' }

export default async function StaffPage() {
  const { clinic, staff } = await requireStaff('staff.manage')
  const { people, invitations, now } = await inClinic(clinic.id, async (tx, now) => ({
    people: await staffOf(tx, clinic.id),
    invitations: await openInvitations(tx, clinic.id),
    now,
  }))
  return (
    <>
      <SettingsSection
        title="Staff"
        note="A change counts from somebody’s next click and signs them in anew. The clinic always keeps one admin."
      >
        <StaffList
          people={people}
          ownId={staff.id}
          setRole={setRoleAction}
          setAccess={setAccessAction}
        />
      </SettingsSection>
      <SettingsSection
        title="Invite"
        note="The link in the mail is good for seven days, and only for the address that it is sent to."
      >
        <InviteForm action={inviteStaffAction} />
        {invitations.length > 0 && (
          <OpenInvitations
            invitations={invitations}
            zone={clinic.timeZone}
            now={now}
            sendAgain={resendInvitationAction}
            takeBack={revokeInvitationAction}
          />
        )}
      </SettingsSection>
      <SettingsSection title="Who may do what" note="The server checks it at every click.">
        <PermissionTable />
      </SettingsSection>
    </>
  )
}
