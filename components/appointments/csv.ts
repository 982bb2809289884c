import type { ListedAppointment } from '@/db/queries/appointments'
import { dayOf, wallTimeOf } from '@/lib/domain/time'
import { stateWords } from '../status/words'

const columns = [
  'Status',
  'Day',
  'From',
  'Until',
  'Given name',
  'Family name',
  'Born',
  'Email',
  'Phone',
  'With',
  'Visit',
  'Open to earlier',
  'Confirmed',
]

/** Appointments as a file for spreadsheets; days and times on the clinic's clock. */
export function asCsv(rows: ListedAppointment[], zone: string): string {
  const lines = rows.map((row) => [
    stateWords[row.status],
    dayOf(row.start, zone),
    wallTimeOf(row.start, zone),
    wallTimeOf(row.end, zone),
    row.givenName,
    row.familyName,
    row.birthDate ?? '',
    row.email,
    row.phone,
    row.practitionerName,
    row.typeName,
    row.waitlistedAt ? 'yes' : 'no',
    row.confirmedAt ? dayOf(row.confirmedAt, zone) : '',
  ])
  // The mark at the beginning tells Excel that it is UTF-8.
  return `\uFEFF${[columns, ...lines].map((line) => line.map(cell).join(',')).join('\r\n')}\r\n`
}

/** Quoted where needed; what a spreadsheet would take for a formula is kept from it by an apostrophe. */
function cell(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}
