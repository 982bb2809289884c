import type { CancelledMail } from '@/emails/kinds'
import { Layout } from '@/emails/layout'
import { Action } from '@/emails/parts/action'
import { Details } from '@/emails/parts/details'
import { TimeCards } from '@/emails/parts/time-cards'
import { Words } from '@/emails/parts/words'
import { said } from '@/emails/said'
import type { MailTexts } from '@/emails/texts/type'
import type { Written } from '@/emails/written'
import { telephoneLink } from '@/lib/domain/telephone'

/** A visit that does not take place. The way to a new time is the telephone. */
export function cancelled(mail: CancelledMail, texts: MailTexts): Written {
  const say = said(mail)
  const { visit, clinic } = mail
  const words = texts.cancelled(say.plain(visit.start), mail.by)
  return {
    subject: words.subject,
    preview: words.preview,
    body: (
      <Layout mail={mail} texts={texts} {...words}>
        <Words style={{ marginBottom: '16px' }}>{words.lead}</Words>
        <TimeCards
          cards={[
            {
              label: words.card,
              day: say.full(visit.start),
              time: say.time(visit.start),
              look: 'past',
            },
          ]}
        />
        <Details time={visit} type={visit.type} clinic={clinic} texts={texts} />
        <Words tone="ink" top={16}>
          {words.note}
        </Words>
        <Action href={telephoneLink(clinic.phone)}>{texts.callUs(clinic.phone)}</Action>
      </Layout>
    ),
  }
}
