import { z } from 'zod'
import { lines, typedEmail } from './plain-text'

/**
 * An imprint or a privacy notice as it is shown: as a link to a web page (https alone) or to an email
 * address, or as the words that the clinic wrote.
 */
export type ClinicNotice = { href: string } | { text: string }

/** What a clinic entered, to be shown; null where it has entered nothing. */
export function noticeOf(given: string): ClinicNotice | null {
  const typed = given.trim()
  if (typed === '') return null
  if (isEmail(typed)) return { href: `mailto:${typed}` }
  const page = webPage(typed)
  return page ? { href: page } : { text: typed }
}

/** The field that a clinic enters one in: a web address, an email address, or lines of text. */
export const noticeField = lines(1000).refine(
  (typed) => !looksLikeAddress(typed) || webPage(typed) !== null || isEmail(typed),
  { error: 'Enter the whole web address, beginning with https://, or write the text itself.' },
)

function isEmail(typed: string): boolean {
  return typedEmail.pipe(z.email()).safeParse(typed).success
}

/** One word that only a browser could read: 'http://clinic.example', 'www.clinic.example/imprint', 'javascript:…'. */
function looksLikeAddress(typed: string): boolean {
  return /^\S+$/.test(typed) && /^[a-z][a-z0-9+.-]*:|^[^\s@]+\.[a-z]{2,}(?:[/?#]|$)|@/i.test(typed)
}

/** The address of a web page that is safe to link to, as browsers write it; null for all else. */
function webPage(typed: string): string | null {
  if (/\s/.test(typed) || !URL.canParse(typed)) return null
  const { protocol, username, password, hostname, href } = new URL(typed)
  const whole =
    protocol === 'https:' && username === '' && password === '' && hostname.includes('.')
  return whole ? href : null
}
