import type { ListedAppointment } from '@/db/queries/appointment/appointments'
import { shortDay, time } from '@/lib/domain/format'
import { dayOf, daysBetween } from '@/lib/domain/time'
import { cancelledWords } from '../status/cancelled-words'

/** What the words depend on besides the row. */
export type RowContext = {
  now: Date
  zone: string
  /** How many days ahead patients are asked; null when they are not. */
  askedDaysAhead: number | null
}

type Row = ListedAppointment

/** 'Thu 12 Mar', with the year when it is not this one. */
export function dayWords(instant: Date, { now, zone }: RowContext): string {
  const year = dayOf(instant, zone).slice(0, 4)
  const said = plain(shortDay(instant, zone, 'en'))
  return year === dayOf(now, zone).slice(0, 4) ? said : `${said} ${year}`
}

/** 'Confirmed 10 Mar', 'Asked today', 'To be asked 14 Mar', 'Cancelled by patient'; '—' when there is nothing to say. */
export function confirmationWords(row: Row, context: RowContext): string {
  if (row.status === 'cancelled') return cancelledWords(row)
  if (row.confirmedAt) return `Confirmed ${near(row.confirmedAt, context)}`
  if (row.askedAt) return `Asked ${near(row.askedAt, context)}`
  const { askedDaysAhead, now, zone } = context
  if (row.status !== 'booked' || askedDaysAhead === null || row.start <= now) return '—'
  const inDays = daysBetween(now, row.start, zone) - askedDaysAhead
  if (inDays < 0) return 'Not asked'
  const on = new Date(+now + inDays * 86_400_000)
  return `To be asked ${near(on, context)}`
}

export type EarlierWords =
  | { kind: 'none' }
  | { kind: 'open' }
  | { kind: 'offered'; fraction: number }
  | { kind: 'gained'; words: string }

/** What has become of the wish for an earlier time. */
export function earlierWords(row: Row, { now, zone }: RowContext): EarlierWords {
  if (row.offeredAt && row.offerExpiresAt) {
    const whole = +row.offerExpiresAt - +row.offeredAt
    const left = (+row.offerExpiresAt - +now) / whole
    return { kind: 'offered', fraction: Math.min(1, Math.max(0, left)) }
  }
  const gained = daysBetween(row.start, row.firstStart, zone)
  if (row.movedEarlier && row.firstStart > row.start) {
    return {
      kind: 'gained',
      words: gained === 0 ? 'Hours gained' : `${gained} ${gained === 1 ? 'day' : 'days'} gained`,
    }
  }
  return row.waits ? { kind: 'open' } : { kind: 'none' }
}

/** 'today 10:37', '10 Mar 17:22'. */
export function changedWords(row: Row, context: RowContext): string {
  return `${near(row.changedAt, context)} ${time(row.changedAt, context.zone)}`
}

/** 'today', '10 Mar', '10 Mar 2025'. */
function near(instant: Date, context: RowContext): string {
  if (daysBetween(context.now, instant, context.zone) === 0) return 'today'
  return dayWords(instant, context).split(' ').slice(1).join(' ')
}

/** Newer tables of en-GB say "Sept", which stands out among three letters. */
function plain(said: string): string {
  return said.replace('Sept', 'Sep')
}
