import type { OfferClosedMail } from '@/emails/kinds'
import { Layout } from '@/emails/layout'
import { Details } from '@/emails/parts/details'
import { TimeCards } from '@/emails/parts/time-cards'
import { Words } from '@/emails/parts/words'
import { said } from '@/emails/said'
import type { MailTexts } from '@/emails/texts/type'
import type { Written } from '@/emails/written'

/** The earlier time is no longer open, and the patient's own stays. */
export function offerClosed(mail: OfferClosedMail, texts: MailTexts): Written {
  const say = said(mail)
  const { visit } = mail
  const words = texts.offerClosed(say.plain(mail.offered.start), say.plain(visit.start), mail.why)
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
        <Words style={{ marginBottom: '16px' }}>{words.lead}</Words>
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
