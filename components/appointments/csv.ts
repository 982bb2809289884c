import type { ListedAppointment } from '@/db/queries/appointment/appointments'
import { byteOrderMark, csvLine } from '@/lib/domain/csv'
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
  'Cancelled for',
]

/** The first line of a file for spreadsheets, with the mark before it. */
export const csvHead = byteOrderMark + csvLine(columns)

/** Appointments as its further lines; days and times on the clinic's clock. */
export function csvLines(rows: ListedAppointment[], zone: string): string {
  const lines = rows.map((row) =>
    csvLine([
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
      row.waits ? 'yes' : 'no',
      row.confirmedAt ? dayOf(row.confirmedAt, zone) : '',
      row.cancelledFor ?? '',
    ]),
  )
  return lines.join('')
}
