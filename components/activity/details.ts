import { shortDay, time } from '@/lib/domain/format'

type Details = Record<string, unknown>

/** Names of instants in an entry's details. */
export type What = 'from' | 'to' | 'at'

/** A text in an entry's details, or null. */
export function text(details: Details, name: string): string | null {
  const value = details[name]
  return typeof value === 'string' && value !== '' ? value : null
}

/** '1 patient', '12 patients'. */
export function counted(count: unknown, one: string, many: string): string {
  return `${Number(count)} ${Number(count) === 1 ? one : many}`
}

/** 'Thu 12 Mar 14:40' of a Date or an ISO instant; null when it is none. */
export function whenOf(value: unknown, zone: string): string | null {
  const at = instantOf(value)
  return at && `${shortDay(at, zone, 'en')} ${time(at, zone)}`
}

/** A Date, or the one that an ISO instant says; null when it is none. */
export function instantOf(value: unknown): Date | null {
  const at = typeof value === 'string' ? new Date(value) : value
  return at instanceof Date && !Number.isNaN(+at) ? at : null
}

/** What changed in settings, ': hold from 120 min to 60 min, time from 09:00 to 08:00'; '' when nothing is known. */
export function changesIn(details: Details): string {
  const said = Object.entries(fields).flatMap(([name, [word, unit = '']]) => {
    const change = details[name]
    if (typeof change !== 'object' || change === null || !('to' in change)) return []
    const [from, to] = [value('from' in change ? change.from : null), value(change.to)]
    if (to === null) return [word]
    return [from === null ? `${word} ${to}${unit}` : `${word} from ${from}${unit} to ${to}${unit}`]
  })
  return said.length > 0 ? `: ${said.join(', ')}` : ''
}

/** A value as people write it; null for what has no short form. */
function value(given: unknown): string | null {
  if (typeof given === 'boolean') return given ? 'on' : 'off'
  if (Array.isArray(given)) return given.join(', ') || 'none'
  if (typeof given === 'number') return String(given)
  if (typeof given !== 'string' || given === '') return null
  if (given.length > 80 || given.includes('\n')) return null
  return given.replace(/^(\d\d:\d\d):00$/, '$1')
}

/** The columns of a clinic that settings change, and the unit of each. */
const fields: Record<string, [word: string, unit?: string]> = {
  name: ['name'],
  imprint: ['imprint'],
  privacy: ['privacy notice'],
  address: ['address'],
  phone: ['telephone'],
  timeZone: ['time zone'],
  language: ['language'],
  currency: ['currency'],
  gridMinutes: ['steps between times', ' min'],
  typeInMails: ['type of visit in mails'],
  confirmOn: ['daily run'],
  confirmAt: ['time'],
  confirmDaysAhead: ['days ahead'],
  rescheduleOn: ['daily run'],
  rescheduleAt: ['time'],
  rescheduleDaysAhead: ['days ahead'],
  offersOn: ['offers'],
  holdMinutes: ['hold', ' min'],
  chainDepth: ['longest chain'],
  openingSources: ['times'],
  askAtLeast: ['patients to reach'],
  shortestHoldMinutes: ['shortest hold', ' min'],
  batchSize: ['asked at once'],
  batchWithinHours: ['near', ' h'],
  quietFrom: ['quiet from'],
  quietUntil: ['quiet until'],
  capOffers: ['most offers'],
  capDays: ['within', ' days'],
  minGainDays: ['least gain', ' days'],
  selfMoveHours: ['own moves until', ' h before'],
  keepYears: ['years'],
  selfMovesADay: ['own moves a day'],
  wishChangesADay: ['changes of wishes a day'],
  weightWaiting: ['points for waiting'],
  weightContact: ['points since the last offer'],
  weightGain: ['points for days gained'],
}
