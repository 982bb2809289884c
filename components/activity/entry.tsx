import type { ActivityRow } from '@/db/queries/clinic/activity'
import { time } from '@/lib/domain/format'
import { dayOf } from '@/lib/domain/time'
import { calendarHref } from '../calendar/address'
import { historyEntries } from '../calendar/panel/history'
import { Mark } from '../frame/mark'
import { openingsHref } from '../openings/address'
import { Glyph } from '../status/glyph'
import { stateWords } from '../status/words'
import { Avatar } from '../ui/avatar'
import { IconPerson } from '../ui/icons'
import { Link } from '../ui/link'
import { type Part, sentenceOf } from './words'

type Props = { row: ActivityRow; zone: string }

/** One entry of the trail: when, who, and what they did, with the way to what it is about. */
export function Entry({ row, zone }: Props) {
  return (
    <li className="grid grid-cols-[44px_20px_minmax(0,1fr)] items-start gap-x-2.5 border-b border-line px-4 py-[9px] text-13 last:border-b-0 tablet:grid-cols-[44px_20px_minmax(120px,180px)_14px_minmax(0,1fr)]">
      <time dateTime={row.at.toISOString()} className="text-ink-2">
        {time(row.at, zone)}
      </time>
      <Who row={row} />
      <span className="min-w-0 truncate font-mid text-ink" title={row.actorName}>
        {row.actorName}
        <span className="sr-only">{kinds[row.actorKind]}</span>
      </span>
      <span className="mt-0.5 text-ink-2 max-tablet:hidden">{glyph(row, zone)}</span>
      <span className="min-w-0 break-words text-ink max-tablet:col-start-3">
        {sentenceOf(row, zone).map((part, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the pieces of one sentence never change places
          <Piece key={index} part={part} row={row} zone={zone} />
        ))}
      </span>
    </li>
  )
}

const kinds = { staff: ', staff', patient: ', patient', system: '' } as const

function Who({ row: { actorKind, actorName } }: { row: ActivityRow }) {
  if (actorKind === 'staff') return <Avatar name={actorName} size={22} className="-my-0.5 -ml-px" />
  if (actorKind === 'system') return <Mark size={18} className="mt-0.5" />
  return <IconPerson size={16} className="mt-px ml-0.5 text-ink-2" />
}

/** The same sign as in a visit's own history. */
function glyph(row: ActivityRow, zone: string) {
  const [entry] = historyEntries([row], [], zone)
  const state = entry?.glyph
  if (!state || !(state in stateWords)) return null
  return <Glyph state={state as keyof typeof stateWords} size={12} />
}

function Piece({ part, row, zone }: Props & { part: Part }) {
  if (typeof part === 'string') return part
  const href = hrefs[part.to](row, zone)
  if (!href) return part.text
  return (
    <Link href={href} className="link font-mid">
      {part.text}
    </Link>
  )
}

const hrefs = { visit: visitHref, opening: openingHref, patient: patientHref }

function visitHref({ appointmentId, visitAt }: ActivityRow, zone: string): string | null {
  if (!appointmentId || !visitAt) return null
  return calendarHref({ date: dayOf(visitAt, zone), visit: appointmentId })
}

function openingHref({ openingId }: ActivityRow): string | null {
  return openingId && openingsHref({ openingId })
}

function patientHref({ patientId }: ActivityRow): string | null {
  return patientId && `/patients/${patientId}`
}
