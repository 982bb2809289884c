import type { ReactNode } from 'react'
import { Glyph } from '@/components/status/glyph'
import {
  IconCheck,
  IconClock,
  IconMail,
  IconMinus,
  IconMove,
  IconUndo,
  IconWarning,
} from '@/components/ui/icons'
import { PanelSection } from '@/components/ui/panel'
import type { MailRow } from '@/db/queries/appointment/details'
import { shortDay, time } from '@/lib/domain/format'
import type { MessageKind, MessageWhy } from '@/lib/domain/message-kinds'
import type { HistoryEntry } from './history'

/** What happened to a visit, newest first, with who and when. */
export function VisitHistory({
  entries,
  zone,
}: {
  entries: readonly HistoryEntry[]
  zone: string
}) {
  return (
    <PanelSection
      title="History"
      note={entries.length === 1 ? '1 entry' : `${entries.length} entries`}
    >
      <ol className="flex flex-col gap-1.5">
        {entries.map((entry) => (
          <li key={entry.key} className="flex gap-2">
            <span aria-hidden="true" className="flex h-[18px] items-center text-ink-2">
              {icons[entry.glyph] ?? (
                <Glyph state={entry.glyph as never} size={12} className={inkOf(entry.glyph)} />
              )}
            </span>
            <span className="min-w-0 flex-1">
              <span className="block break-words text-ink">{entry.text}</span>
              {entry.detail && (
                <span className="block text-12 break-words text-ink-2">{entry.detail}</span>
              )}
            </span>
            <Moment at={entry.at} zone={zone} />
          </li>
        ))}
      </ol>
    </PanelSection>
  )
}

/** Every mail about a visit: what it says, when, and what became of it. */
export function VisitMails({ mails, zone }: { mails: readonly MailRow[]; zone: string }) {
  return (
    <PanelSection title="Mails" note={mails.length === 0 ? 'none yet' : undefined}>
      <ul className="flex flex-col gap-1">
        {mails.map((mail) => (
          <li
            key={mail.id}
            className="grid grid-cols-[minmax(0,1fr)_auto_68px] items-baseline gap-x-3"
          >
            <span className="truncate text-ink">{kinds[mail.kind]}</span>
            <Moment at={mail.sentAt ?? mail.createdAt} zone={zone} />
            <MailState mail={mail} />
          </li>
        ))}
      </ul>
    </PanelSection>
  )
}

function MailState({ mail }: { mail: MailRow }) {
  const { state, why, serverSaid } = mail
  const { word, icon, ink } = states[state]
  return (
    <span
      title={why ? [whys[why], serverSaid].filter(Boolean).join(' ') : undefined}
      className={`flex items-center gap-1 text-12 ${ink}`}
    >
      {icon}
      {word}
    </span>
  )
}

function Moment({ at, zone }: { at: Date; zone: string }) {
  return (
    <time dateTime={at.toISOString()} className="shrink-0 text-12 leading-[18px] text-ink-2">
      {shortDay(at, zone, 'en').replace(/^\S+ /, '')}, {time(at, zone)}
    </time>
  )
}

const icons: Partial<Record<HistoryEntry['glyph'], ReactNode>> = {
  mail: <IconMail size={16} className="size-3" />,
  move: <IconMove size={16} className="size-3" />,
  note: <IconMinus size={16} className="size-3" />,
  back: <IconUndo size={16} className="size-3" />,
}

function inkOf(glyph: HistoryEntry['glyph']): string | undefined {
  return glyph === 'held' || glyph === 'moved' || glyph === 'opening' ? 'text-play-ink' : undefined
}

const kinds: Record<MessageKind, string> = {
  booked: 'Your booking',
  confirm: 'Please confirm',
  moved: 'Your new time',
  cancelled: 'Visit cancelled',
  offer: 'Earlier time offered',
  accepted: 'Earlier time is yours',
  'offer-closed': 'Offer no longer open',
  invitation: 'Invitation',
}

const states: Record<MailRow['state'], { word: string; icon: ReactNode; ink: string }> = {
  queued: { word: 'Queued', icon: <IconClock className="size-3" />, ink: 'text-ink-2' },
  sent: { word: 'Sent', icon: <IconCheck className="size-3" />, ink: 'text-arrived-soft-ink' },
  failed: { word: 'Failed', icon: <IconWarning className="size-3" />, ink: 'text-noshow-ink' },
  skipped: { word: 'Skipped', icon: <IconMinus className="size-3" />, ink: 'text-ink-3' },
}

/** Why it waits, was not sent, or did not arrive. */
const whys: Record<MessageWhy, string> = {
  'server-silent': 'The mail server did not answer; it is tried again.',
  'mailbox-defers': 'The mailbox takes nothing for now; it is tried again.',
  'stopped-with-error': 'It stopped with an error; it is tried again.',
  'invitation-closed': 'The invitation is closed.',
  'invitation-expired': 'The invitation is over.',
  'visit-gone': 'The visit is gone.',
  'visit-moved': 'The visit has moved.',
  'visit-begun': 'The visit has begun.',
  'visit-confirmed': 'The visit is confirmed.',
  'visit-arrived': 'The patient has arrived.',
  'visit-fulfilled': 'The visit is over.',
  'visit-noshow': 'The patient did not come.',
  'visit-cancelled': 'The visit is cancelled.',
  'visit-reinstated': 'The visit stands again.',
  'offer-over': 'The offer is over.',
  'offer-never-sent': 'The offer never went out.',
  'offer-too-late': 'It is too late to send the offer.',
  'patient-erased': 'The patient was erased.',
  'address-refused': 'The address does not take mail.',
  'given-up': 'The mail server did not take it.',
  'came-back': 'It came back.',
}
