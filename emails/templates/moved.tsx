import type { AcceptedMail, MovedMail } from '@/emails/kinds'
import { Layout } from '@/emails/layout'
import { Details } from '@/emails/parts/details'
import { PlayBar, TimeCards } from '@/emails/parts/time-cards'
import { Words } from '@/emails/parts/words'
import { said } from '@/emails/said'
import type { MailTexts } from '@/emails/texts/type'
import type { Written } from '@/emails/written'
import { earlierBy } from '@/lib/domain/format'

/** A new time in place of an old one: moved by hand, or an earlier time accepted. */
export function moved(mail: MovedMail | AcceptedMail, texts: MailTexts): Written {
  const say = said(mail)
  const { visit, previous, clinic } = mail
  const words =
    mail.kind === 'moved'
      ? texts.moved(say.plain(visit.start), mail.by)
      : texts.accepted(say.plain(visit.start), say.short(previous.start))
  const changedHands = visit.practitioner !== previous.practitioner
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
              more: changedHands ? texts.withPractitioner(visit.practitioner) : undefined,
              look: 'chosen',
            },
            {
              label: words.oldCard,
              day: say.full(previous.start),
              time: say.time(previous.start),
              more: changedHands ? texts.withPractitioner(previous.practitioner) : undefined,
              look: 'past',
            },
          ]}
        />
        {mail.kind === 'accepted' && (
          <PlayBar>
            <strong>{earlierBy(previous.start, visit.start, clinic.zone, mail.lang)}.</strong>{' '}
            {words.lead}
          </PlayBar>
        )}
        {mail.kind === 'moved' && <Words top={16}>{words.lead}</Words>}
        <Details time={visit} type={visit.type} clinic={clinic} texts={texts} />
      </Layout>
    ),
  }
}
