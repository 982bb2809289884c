import type { InvitationMail } from '@/emails/kinds'
import { Layout } from '@/emails/layout'
import { Words } from '@/emails/parts/words'
import { said } from '@/emails/said'
import type { MailTexts } from '@/emails/texts/type'
import type { Written } from '@/emails/written'

/** To somebody who is to work with the clinic's calendar. */
export function invitation(mail: InvitationMail, texts: MailTexts): Written {
  const say = said(mail)
  const words = texts.invitation({
    clinic: mail.clinic.name,
    invitedBy: mail.invitedBy,
    email: mail.email,
    role: mail.role,
    until: { day: say.full(mail.validUntil), time: say.plain(mail.validUntil).time },
  })
  return {
    subject: words.subject,
    preview: words.preview,
    body: (
      <Layout
        mail={mail}
        texts={texts}
        {...words}
        action={{ href: mail.links.invitation, label: words.button, note: words.note }}
      >
        <Words>{words.lead}</Words>
        <Words top={12}>{words.address}</Words>
        <Words top={12}>{words.valid}</Words>
      </Layout>
    ),
  }
}
