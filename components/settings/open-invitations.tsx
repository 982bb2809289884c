import type { ActionResult } from '@/lib/actions'
import { shortDay, time } from '@/lib/domain/format'
import type { Role } from '@/lib/domain/permissions'
import { AskButton, DoButton } from './ask-button'
import { roleWords } from './words'

type Invitation = {
  id: string
  email: string
  role: Role
  expiresAt: Date
  mail: { state: string; sentAt: Date | null } | null
}

type Act = (input: { invitationId: string }) => Promise<ActionResult<null>>

type Props = {
  invitations: Invitation[]
  zone: string
  now: Date
  sendAgain: Act
  takeBack: Act
}

/** Invitations that wait for an answer. */
export function OpenInvitations({ invitations, zone, now, sendAgain, takeBack }: Props) {
  return (
    <>
      <h3 className="mt-6 mb-2 text-14 font-strong">Open invitations</h3>
      <ul aria-label="Open invitations" className="divide-y divide-line border-y border-line">
        {invitations.map((invitation) => (
          <li key={invitation.id} className="flex flex-wrap items-center gap-x-4 gap-y-1 py-2">
            <div className="min-w-0 flex-1 basis-52">
              <p className="truncate text-14 font-mid" title={invitation.email}>
                {invitation.email}
              </p>
              <p className="text-13 text-ink-2">
                {roleWords[invitation.role]} · {mailWords(invitation, zone)} ·{' '}
                {invitation.expiresAt > now
                  ? `good until ${shortDay(invitation.expiresAt, zone, 'en')}`
                  : 'past its time: send it again'}
              </p>
            </div>
            <div className="flex gap-2">
              <DoButton
                label="Send again"
                of={invitation.email}
                action={sendAgain}
                input={{ invitationId: invitation.id }}
                saved={`Sent to ${invitation.email} again`}
              />
              <AskButton
                label="Take back"
                of={invitation.email}
                title="Take this invitation back?"
                keepLabel="Keep invitation"
                confirmLabel="Take back"
                action={takeBack}
                input={{ invitationId: invitation.id }}
                saved="Invitation taken back"
              >
                The link in the mail to {invitation.email} stops working. You can invite the address
                again.
              </AskButton>
            </div>
          </li>
        ))}
      </ul>
    </>
  )
}

function mailWords({ mail }: Invitation, zone: string): string {
  if (mail?.state === 'sent' && mail.sentAt) {
    return `sent ${shortDay(mail.sentAt, zone, 'en')}, ${time(mail.sentAt, zone)}`
  }
  return mail?.state === 'queued' ? 'on its way' : 'the mail did not arrive: check the address'
}
