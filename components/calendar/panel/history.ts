import type { GlyphState } from '@/components/status/words'
import type { HistoryRow, MailRow } from '@/db/queries/appointment/details'
import type { VisitAction } from '@/lib/domain/audit-actions'
import { duration, shortDay, time } from '@/lib/domain/format'
import { wayBack } from './way-back'

export type HistoryEntry = {
  key: string
  at: Date
  glyph: GlyphState | 'mail' | 'move' | 'note' | 'back'
  text: string
  detail: string | null
}

/** An appointment's audit rows in words, newest first; the mail that asked to confirm is part of the story. */
export function historyEntries(
  rows: readonly HistoryRow[],
  mails: readonly MailRow[],
  zone: string,
): HistoryEntry[] {
  const asked = mails.flatMap(({ id, kind, sentAt }) =>
    kind === 'confirm' && sentAt
      ? [{ key: id, at: sentAt, glyph: 'mail' as const, text: 'Asked to confirm', detail: null }]
      : [],
  )
  return [...rows.map((row) => entryOf(row, zone)), ...asked].sort((a, b) => +b.at - +a.at)
}

type Wording = Pick<HistoryEntry, 'glyph' | 'text'> & { detail?: string | null }

function entryOf(row: HistoryRow, zone: string): HistoryEntry {
  const wording = isKnown(row.action) ? words[row.action](row, zone) : unknown(row)
  return { key: String(row.id), at: row.at, detail: null, ...wording }
}

function isKnown(action: string): action is VisitAction {
  return Object.hasOwn(words, action)
}

/** What a newer version of Medcal wrote is shown by its name rather than hidden. */
function unknown(row: HistoryRow): Wording {
  return { glyph: 'note', text: `${row.action.replaceAll(/[.-]/g, ' ')} ${by(row)}` }
}

const words: Record<VisitAction, (row: HistoryRow, zone: string) => Wording> = {
  'appointment.booked': (row, zone) => ({
    glyph: 'booked',
    text: `Booked ${by(row)}`,
    detail: moment(row.details.to, zone),
  }),
  'appointment.moved': (row, zone) => ({
    glyph: 'move',
    text: `${row.details.back ? 'Moved back' : 'Moved'} ${by(row)}`,
    detail: fromTo(row, zone),
  }),
  'appointment.asked': (row) => ({ glyph: 'mail', text: `Confirmation mail sent ${by(row)}` }),
  'appointment.confirmed': (row) => ({ glyph: 'confirmed', text: `Confirmed ${by(row)}` }),
  'appointment.unconfirmed': (row) => ({ glyph: 'back', text: `Confirmation undone ${by(row)}` }),
  'appointment.arrived': (row) => ({ glyph: 'arrived', text: `Arrived, noted ${by(row)}` }),
  'appointment.fulfilled': (row) => ({ glyph: 'fulfilled', text: `Fulfilled, noted ${by(row)}` }),
  'appointment.noshow': (row) => ({ glyph: 'noshow', text: `No-show, noted ${by(row)}` }),
  'appointment.expected': (row) => ({ glyph: 'back', text: `${notAfterAll(row)}, ${by(row)}` }),
  'appointment.cancelled': (row) => ({
    glyph: 'cancelled',
    text: `Cancelled ${by(row)}${forPatient(row) ? ' for the patient' : ''}`,
    detail: said(row.details.reason),
  }),
  'appointment.reinstated': (row) => ({ glyph: 'back', text: `Cancellation undone ${by(row)}` }),
  'appointment.note-edited': (row) => ({ glyph: 'note', text: `Note edited ${by(row)}` }),
  'waitlist.joined': (row) => ({
    glyph: 'moved',
    text: row.details.again
      ? `Wishes for an earlier time changed ${by(row)}`
      : `Open to an earlier time, ${by(row)}`,
  }),
  'waitlist.left': (row) => ({
    glyph: 'note',
    text: `No longer open to an earlier time, ${by(row)}`,
  }),
  'offer.made': (row, zone) => ({
    glyph: 'held',
    text: `Offered${heldFor(row)}`,
    detail: openingTime(row, zone),
  }),
  'offer.accepted': (row, zone) => ({
    glyph: 'moved',
    text: 'Accepted an earlier time',
    detail: fromTo(row, zone),
  }),
  'offer.declined': (row, zone) => ({
    glyph: 'declined',
    text: 'Kept the own time',
    detail: openingTime(row, zone, 'Declined'),
  }),
  'offer.expired': (row, zone) => ({
    glyph: 'expired',
    text: 'Did not answer the offer',
    detail: openingTime(row, zone),
  }),
  'offer.withdrawn': (row, zone) => ({
    glyph: 'declined',
    text: row.details.why === 'by-staff' ? `Offer ended ${by(row)}` : 'Offer ended',
    detail: openingTime(row, zone),
  }),
  'opening.opened': (row, zone) => ({
    glyph: 'opening',
    text: 'Its time is offered onward',
    detail: openingTime(row, zone),
  }),
  'opening.filled': (row, zone) => ({
    glyph: 'filled',
    text: `Fills an opening, ${by(row)}`,
    detail: openingTime(row, zone),
  }),
  'opening.lapsed': (row, zone) => ({
    glyph: 'lapsed',
    text: 'Nobody took the time it left',
    detail: openingTime(row, zone),
  }),
  'opening.withdrawn': (row, zone) => ({
    glyph: 'declined',
    text: `The time it left is no longer offered, ${by(row)}`,
    detail: openingTime(row, zone),
  }),
  'message.came-back': () => ({ glyph: 'mail', text: 'A mail about it came back' }),
}

function notAfterAll({ details: { was } }: HistoryRow): string {
  return was === 'fulfilled' || was === 'noshow' ? wayBack[was] : wayBack.arrived
}

function by({ actorKind, actorName }: HistoryRow): string {
  if (actorKind === 'patient') return 'by the patient'
  return actorKind === 'system' ? 'by Medcal' : `by ${actorName}`
}

function forPatient({ actorKind, details }: HistoryRow): boolean {
  return actorKind === 'staff' && details.by === 'patient'
}

function heldFor({ at, details }: HistoryRow): string {
  const until = instant(details.until)
  return until ? `, held ${duration((+until - +at) / 60_000, 'en')}` : ''
}

function fromTo({ details }: HistoryRow, zone: string): string | null {
  const from = moment(details.from, zone)
  const to = moment(details.to, zone)
  return from && to ? `${from} → ${to}` : (to ?? from)
}

function openingTime({ openingStartsAt }: HistoryRow, zone: string, word = ''): string | null {
  return openingStartsAt && `${word} ${moment(openingStartsAt.toISOString(), zone)}`.trim()
}

/** '26 Mar 15:20' of an ISO instant. */
function moment(value: unknown, zone: string): string | null {
  const at = instant(value)
  return at && `${shortDay(at, zone, 'en').replace(/^\S+ /, '')} ${time(at, zone)}`
}

function instant(value: unknown): Date | null {
  if (typeof value !== 'string') return null
  const at = new Date(value)
  return Number.isNaN(+at) ? null : at
}

function said(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null
}
