import { render, toPlainText } from '@react-email/render'
import type { Mail } from '@/emails/kinds'
import { oneLine } from '@/emails/one-line'
import { booked } from '@/emails/templates/booked'
import { cancelled } from '@/emails/templates/cancelled'
import { invitation } from '@/emails/templates/invitation'
import { moved } from '@/emails/templates/moved'
import { offer } from '@/emails/templates/offer'
import { offerClosed } from '@/emails/templates/offer-closed'
import { de } from '@/emails/texts/de'
import { en } from '@/emails/texts/en'
import type { MailTexts, TextsByLang } from '@/emails/texts/type'
import type { Written } from '@/emails/written'

const textsByLang: TextsByLang = { en, de }

/**
 * A mail as its subject (one line, safe as a header), HTML and text part, in the mail's language and
 * the clinic's zone. `preview` is what a mailbox shows after the subject; the HTML holds it, too.
 */
export async function renderMail(
  mail: Mail,
): Promise<{ subject: string; html: string; text: string; preview: string }> {
  const { subject, preview, body } = write(mail, textsByLang[mail.lang])
  const html = await render(body)
  // Its lines are broken by now.
  const text = toPlainText(html, { selectors: textSelectors }).replaceAll('\u00a0', ' ')
  return { subject: oneLine(subject), html, text, preview: oneLine(preview) }
}

function write(mail: Mail, texts: MailTexts): Written {
  switch (mail.kind) {
    case 'booked':
    case 'confirm':
      return booked(mail, texts)
    case 'moved':
    case 'accepted':
      return moved(mail, texts)
    case 'cancelled':
      return cancelled(mail, texts)
    case 'offer':
      return offer(mail, texts)
    case 'offer-closed':
      return offerClosed(mail, texts)
    case 'invitation':
      return invitation(mail, texts)
  }
}

const close = { leadingLineBreaks: 1, trailingLineBreaks: 1 }

/** Where the text part differs from what React Email makes of the HTML. */
const textSelectors = [
  { selector: 'p.tight', format: 'paragraph', options: close },
  { selector: 'h1', options: { uppercase: false, leadingLineBreaks: 2 } },
  { selector: 'a[href^="tel:"]', format: 'anchor', options: { ignoreHref: true } },
]
