import { expect } from '@playwright/test'
import { stack } from './stack'

export type Mail = { id: string; subject: string; html: string; text: string; to: string }

type Wanted = {
  to: string
  subject: RegExp
  /** How many such mails there must be by now; the newest is the answer. */
  nth?: number
}

// A mail that meets the executor as it restarts goes out with the next tick.
const patience = 240_000
// The mailbox is on this machine, and asking it costs nothing.
const intervals = [100, 200, 300]

/** Waits for a mail and reads it, as its reader would find it in the mailbox. */
export async function waitForMail({ to, subject, nth = 1 }: Wanted): Promise<Mail> {
  let found: Mail[] = []
  await expect
    .poll(
      async () => {
        found = (await mailsTo(to)).filter((mail) => subject.test(mail.subject))
        return found.length
      },
      { message: `a mail to ${to} with the subject ${subject}`, timeout: patience, intervals },
    )
    .toBeGreaterThanOrEqual(nth)
  return found[nth - 1] as Mail
}

/** Every mail to an address so far, oldest first. */
export async function mailsTo(address: string): Promise<Mail[]> {
  const answer = await fetch(
    `${stack.mailbox}/api/email?sort=asc&to.address=${encodeURIComponent(address)}`,
  )
  const mails = (await answer.json()) as (Omit<Mail, 'to'> & { to: { address: string }[] })[]
  return mails.map((mail) => ({ ...mail, to: address }))
}

/** The links of a mail to the app or the sign-in, each once, in their order. */
export function linksIn({ html = '', text = '' }: Mail): string[] {
  const hrefs = [...html.matchAll(/href="([^"]+)"/g)].map(([, href = '']) => href)
  const plain = text.match(/https?:\/\/[^\s)>\]]+/g) ?? []
  const all = [...hrefs, ...plain].map((link) => link.replaceAll('&amp;', '&'))
  const own = [stack.app, stack.identity]
  return [...new Set(all)].filter((link) => own.some((origin) => link.startsWith(`${origin}/`)))
}

/** The mail's first link whose address has this in it. Throws when there is none. */
export function linkIn(mail: Mail, part: string): string {
  const link = linksIn(mail).find((one) => one.includes(part))
  if (!link) throw new Error(`No link with ${part} in “${mail.subject}”: ${linksIn(mail)}`)
  return link
}
