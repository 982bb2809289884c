import type { OfferMail } from '@/emails/kinds'
import { Layout } from '@/emails/layout'
import { Details } from '@/emails/parts/details'
import { PlayBar, TimeCards } from '@/emails/parts/time-cards'
import { said } from '@/emails/said'
import type { MailTexts } from '@/emails/texts/type'
import type { Written } from '@/emails/written'
import { earlierBy } from '@/lib/domain/format'

/** An earlier time beside the patient's own, and until when it is held. */
export function offer(mail: OfferMail, texts: MailTexts): Written {
  const say = said(mail)
  const { visit, offered, clinic } = mail
  const earlier = earlierBy(visit.start, offered.start, clinic.zone, mail.lang)
  const until = say.plain(mail.heldUntil)
  const untilToday = say.sameDay(mail.heldUntil, mail.now)
  const held = texts.held(until, untilToday, mail.askedAtOnce)
  const words = texts.offer({
    offered: say.nearInside(offered.start),
    currentDay: say.short(visit.start),
    earlier,
    until,
    untilToday,
    askedAtOnce: mail.askedAtOnce,
  })
  const changesHands = offered.practitioner !== visit.practitioner
  return {
    subject: words.subject,
    preview: words.preview,
    body: (
      <Layout
        mail={mail}
        texts={texts}
        {...words}
        action={{ href: mail.links.offer, label: words.button, note: words.note }}
      >
        <TimeCards
          cards={[
            {
              label: words.card,
              day: say.near(offered.start),
              time: say.time(offered.start),
              more: changesHands ? texts.withPractitioner(offered.practitioner) : undefined,
              look: 'chosen',
            },
            {
              label: words.currentCard,
              day: say.near(visit.start),
              time: say.time(visit.start),
              more: changesHands ? texts.withPractitioner(visit.practitioner) : undefined,
              look: 'other',
            },
          ]}
        />
        <PlayBar>
          <strong>{earlier}.</strong> {held.before} <strong>{held.until}</strong>
          {held.after}
        </PlayBar>
        <Details time={offered} type={visit.type} clinic={clinic} texts={texts} />
      </Layout>
    ),
  }
}
