import nodemailer, { type Transporter } from 'nodemailer'
import { calendarFile } from '@/emails/calendar-file'
import { renderMail } from '@/emails/render'
import { AddressDeferred, AddressRefused, type Letter, NotTaken } from '@/lib/commands/mail/send'
import { env } from '@/lib/env'
import { letterMail } from './letter-mail'
import { refusalOf } from './refusal'

let transport: Transporter | undefined

/** The mail server of SMTP_URL. */
export function mailServer(): Transporter {
  transport ??= nodemailer.createTransport({
    url: env().SMTP_URL,
    pool: true,
    connectionTimeout: 10_000,
    greetingTimeout: 10_000,
    socketTimeout: 20_000,
  })
  return transport
}

/** Renders a letter and hands it to the mail server; a booking comes with a calendar file. */
export async function post(letter: Letter): Promise<{ sentTo: string }> {
  const { APP_BASE_URL, MAIL_FROM } = env()
  const { mail, to } = letterMail(letter, APP_BASE_URL)
  const { subject, html, text } = await renderMail(mail)
  const sender = addressOf(MAIL_FROM)
  const file = letterCalendarFile(letter, mail.kind === 'invitation' ? null : mail, sender)
  try {
    await mailServer().sendMail({
      from: { name: letter.clinic.name, address: sender },
      to,
      subject,
      html,
      text,
      messageId: `<${letter.message.id}@${sender.split('@')[1]}>`,
      headers: { 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'All' },
      ...(file && { icalEvent: file }),
    })
  } catch (error) {
    // The server's own words quote the address, and would be kept with the step.
    const refusal = refusalOf(error)
    if (refusal === 'for-good') throw new AddressRefused('refused')
    const said = `mail server: ${codeOf(error)}`
    throw refusal === 'for-now' ? new AddressDeferred(said) : new NotTaken(said)
  }
  return { sentTo: to.address }
}

function letterCalendarFile(
  { appointment, clinic }: Letter,
  mail: PatientMail | null,
  organizer: string,
) {
  if (!appointment || !mail) return null
  if (!['booked', 'moved', 'accepted', 'cancelled'].includes(mail.kind)) return null
  const method = mail.kind === 'cancelled' ? 'CANCEL' : 'PUBLISH'
  const content = calendarFile({
    uid: `${appointment.id}@medcal`,
    sequence: appointment.version * 2 + (method === 'CANCEL' ? 1 : 0),
    start: appointment.startsAt,
    end: appointment.endsAt,
    clinic: mail.clinic,
    practitioner: mail.visit.practitioner,
    type: clinic.typeInMails ? mail.visit.type : null,
    method,
    organizer,
    lang: mail.lang,
    url: 'links' in mail ? mail.links.visit : null,
  })
  return { method, filename: 'visit.ics', content }
}

type PatientMail = Exclude<ReturnType<typeof letterMail>['mail'], { kind: 'invitation' }>

/** The bare address of `Name <address>`. */
function addressOf(from: string): string {
  return from.match(/<([^>]+)>/)?.[1] ?? from.trim()
}

/** What the server answered (451), or how it failed to (ETIMEDOUT). */
function codeOf(error: unknown): string {
  const { responseCode, code } = Object(error)
  return String(responseCode ?? code ?? 'no answer')
}
