import type { BookedMail, ConfirmMail } from '@/emails/kinds'
import { Layout } from '@/emails/layout'
import { Details } from '@/emails/parts/details'
import { TimeCards } from '@/emails/parts/time-cards'
import { said } from '@/emails/said'
import type { MailTexts } from '@/emails/texts/type'
import type { Written } from '@/emails/written'

/** A new visit, and the question whether the patient is coming: one time, one button. */
export function booked(mail: BookedMail | ConfirmMail, texts: MailTexts): Written {
  const say = said(mail)
  const { visit } = mail
  const at = say.plain(visit.start)
  const words = mail.kind === 'booked' ? texts.booked(at, mail) : texts.confirm(at)
  return {
    subject: words.subject,
    preview: words.preview,
    body: (
      <Layout
        mail={mail}
        texts={texts}
        {...words}
        action={{ href: mail.links.visit, label: words.button, note: words.note }}
      >
        <TimeCards
          cards={[
            {
              label: words.card,
              day: say.full(visit.start),
              time: say.time(visit.start),
              look: 'chosen',
            },
          ]}
        />
        <Details time={visit} type={visit.type} clinic={mail.clinic} texts={texts} />
      </Layout>
    ),
  }
}
