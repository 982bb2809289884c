import { createEvent } from 'ics'
import type { Lang, MailClinic } from '@/emails/kinds'
import { oneLine } from '@/emails/one-line'

type CalendarEntry = {
  /** Stable per appointment, so that a move replaces the entry instead of adding a second one. */
  uid: string
  /** The appointment's version: a higher one wins in the patient's calendar. */
  sequence: number
  start: Date
  end: Date
  clinic: MailClinic
  practitioner: string
  method: 'PUBLISH' | 'CANCEL'
  lang: Lang
  /** The patient's page, as an absolute URL; null where there is none (a cancelled visit). */
  url: string | null
  /** The visit's type, only where the clinic allows it in mails. */
  type?: string | null
  /** The address that the mail comes from; calendars match a later change by it. */
  organizer?: string
}

const words = {
  en: { at: 'Visit at', with: 'With', change: 'Confirm or cancel:' },
  de: { at: 'Termin bei', with: 'Bei', change: 'Zusagen oder absagen:' },
} satisfies Record<Lang, { at: string; with: string; change: string }>

/**
 * The visit as an iCalendar file (RFC 5545) with UTC instants.
 * Throws where the `ics` package refuses a value, naming it.
 */
export function calendarFile(entry: CalendarEntry): string {
  const { url } = entry
  const say = words[entry.lang]
  const clinic = oneLine(entry.clinic.name)
  const type = entry.type ? oneLine(entry.type) : null
  const { error, value } = createEvent({
    productId: 'medcal',
    method: entry.method,
    uid: entry.uid,
    sequence: entry.sequence,
    status: entry.method === 'CANCEL' ? 'CANCELLED' : 'CONFIRMED',
    busyStatus: entry.method === 'CANCEL' ? 'FREE' : 'BUSY',
    // Calendars are often shared at home or at work.
    classification: 'PRIVATE',
    start: entry.start.getTime(),
    end: entry.end.getTime(),
    startOutputType: 'utc',
    endOutputType: 'utc',
    title: type ? `${type}, ${clinic}` : `${say.at} ${clinic}`,
    location: `${clinic}, ${oneLine(entry.clinic.address)}`,
    description: [
      `${say.with} ${oneLine(entry.practitioner)}`,
      oneLine(entry.clinic.phone),
      ...(url ? [`${say.change} ${url}`] : []),
    ].join('\n'),
    ...(url ? { url } : {}),
    // A quoted parameter cannot hold a quotation mark (RFC 5545, 3.1).
    ...(entry.organizer
      ? { organizer: { name: clinic.replaceAll('"', "'"), email: entry.organizer } }
      : {}),
  })
  if (error || value === null) throw new Error('The calendar file was refused', { cause: error })
  return value
}
