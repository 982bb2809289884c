import type { ListedAppointment } from '@/db/queries/appointment/appointments'
import { personName, time } from '@/lib/domain/format'
import { isExpectedState } from '@/lib/domain/states'
import { dayOf } from '@/lib/domain/time'
import { plainDate } from '../booking/patient-item'
import { shortName } from '../booking/short-name'
import type { VisitRef } from '../booking/visit-ref'
import { calendarHref } from '../calendar/address'
import { StatusBadge } from '../status/badge'
import { Glyph } from '../status/glyph'
import { Checkbox } from '../ui/checkbox'
import { cx } from '../ui/cx'
import { Link } from '../ui/link'
import { Table, TableCell, TableHead, TableHeader, TableRow } from '../ui/table'
import { type ListAddress, listHref } from './address'
import { RowMenu } from './row-menu'
import {
  changedWords,
  confirmationWords,
  dayWords,
  type EarlierWords,
  earlierWords,
  type RowContext,
} from './row-words'

type Props = {
  rows: ListedAppointment[]
  address: ListAddress
  context: RowContext
  may: { move: boolean; cancel: boolean }
  selectable: boolean
  /** All of one patient, in one order: who it is stands elsewhere. */
  ofOne?: boolean
}

/** The table, as drawn; on a phone each row is a line of a list. */
export function Rows(props: Props) {
  return (
    <>
      <DeskTable {...props} />
      <PhoneList {...props} />
    </>
  )
}

function DeskTable({ rows, address, context, may, selectable, ofOne }: Props) {
  const sorting = (by: ListAddress['sort']) => {
    if (ofOne) return {}
    const now = address.sort === by
    const dir = now ? (address.dir === 'asc' ? 'desc' : 'asc') : undefined
    return {
      sortHref: listHref(address, dir ? { dir } : { sort: by }),
      sorted: now ? (address.dir === 'asc' ? 'ascending' : 'descending') : null,
    } as const
  }
  return (
    <Table label="Appointments" className="max-tablet:hidden [&_td]:px-2 [&_th]:px-2">
      <TableHead>
        <tr>
          {selectable && (
            <TableHeader className="w-10">
              <Checkbox label="Select all on this page" hideLabel data-select-all />
            </TableHeader>
          )}
          <TableHeader {...sorting('status')}>Status</TableHeader>
          <TableHeader {...sorting('day')}>Day</TableHeader>
          <TableHeader>Time</TableHeader>
          {!ofOne && (
            <>
              <TableHeader {...sorting('patient')}>Patient</TableHeader>
              <TableHeader className="max-wide:hidden">Born</TableHeader>
            </>
          )}
          <TableHeader>With</TableHeader>
          <TableHeader>Visit</TableHeader>
          <TableHeader className="text-right max-desk:hidden">Min</TableHeader>
          <TableHeader className="max-desk:hidden">Earlier time</TableHeader>
          <TableHeader className="max-desk:hidden">Confirmation</TableHeader>
          {!ofOne && (
            <TableHeader {...sorting('changed')} className="text-right max-wide:hidden">
              Changed
            </TableHeader>
          )}
          <TableHeader>
            <span className="sr-only">Actions</span>
          </TableHeader>
        </tr>
      </TableHead>
      <tbody>
        {rows.map((row, i) => {
          const day = dayWords(row.start, context)
          const before = rows[i - 1]
          const repeated = before !== undefined && dayWords(before.start, context) === day
          return (
            <TableRow key={row.id} className="has-[[data-row]:checked]:bg-accent-soft">
              {selectable && (
                <TableCell>
                  <Checkbox
                    label={`Select ${personName(row)}, ${day}`}
                    hideLabel
                    data-row={row.id}
                    data-version={row.version}
                    data-waits={row.waits ? '' : undefined}
                    data-name={personName(row)}
                  />
                </TableCell>
              )}
              <TableCell>
                <StatusBadge state={row.status} />
              </TableCell>
              <TableCell
                className={cx('whitespace-nowrap', repeated ? 'text-ink-2' : 'font-mid text-ink')}
              >
                {day}
              </TableCell>
              <TableCell className="font-mid text-ink">
                {ofOne ? (
                  <Link href={hrefOf(row, context.zone)} className="hover:underline">
                    {time(row.start, context.zone)}
                  </Link>
                ) : (
                  time(row.start, context.zone)
                )}
              </TableCell>
              {!ofOne && (
                <>
                  <TableCell
                    className="max-w-40 truncate font-mid text-ink"
                    title={personName(row)}
                  >
                    <PatientName row={row} zone={context.zone} />
                  </TableCell>
                  <TableCell className="whitespace-nowrap text-ink-2 max-wide:hidden">
                    {row.birthDate ? plainDate(new Date(`${row.birthDate}T00:00:00Z`), 'UTC') : '—'}
                  </TableCell>
                </>
              )}
              <TableCell className="whitespace-nowrap text-ink-2">
                {shortName(row.practitionerName)}
              </TableCell>
              <TableCell className="max-w-32 truncate text-ink-2" title={row.typeName}>
                {row.typeName}
              </TableCell>
              <TableCell className="text-right text-ink-2 max-desk:hidden">
                {minutes(row)}
              </TableCell>
              <TableCell className="whitespace-nowrap max-desk:hidden">
                <EarlierMark words={earlierWords(row, context)} />
              </TableCell>
              <TableCell className="whitespace-nowrap text-ink-2 max-desk:hidden">
                {confirmationWords(row, context)}
              </TableCell>
              {!ofOne && (
                <TableCell className="text-right whitespace-nowrap text-ink-2 max-wide:hidden">
                  {changedWords(row, context)}
                </TableCell>
              )}
              <TableCell className="w-10 text-right">
                <RowMenu {...menuOf(row, context, may)} />
              </TableCell>
            </TableRow>
          )
        })}
      </tbody>
    </Table>
  )
}

function PhoneList({ rows, context, may }: Props) {
  return (
    <ul className="tablet:hidden">
      {rows.map((row, i) => {
        const day = dayWords(row.start, context)
        const before = rows[i - 1]
        const repeated = before !== undefined && dayWords(before.start, context) === day
        const earlier = earlierWords(row, context)
        return (
          <li key={row.id}>
            {!repeated && (
              <p className="bg-sunken px-4 py-1.5 text-12 font-mid text-ink-2">{day}</p>
            )}
            <div className="flex min-h-14 items-center gap-3 border-b border-line px-4 py-1.5">
              <span className="w-11 shrink-0">
                <span className="block text-14 font-mid text-ink">
                  {time(row.start, context.zone)}
                </span>
                <span className="block text-12 text-ink-2">{minutes(row)} min</span>
              </span>
              <Link href={hrefOf(row, context.zone)} className="min-w-0 flex-1">
                <span className="block truncate text-14 font-mid text-ink">
                  <PatientName row={row} zone={context.zone} plain />
                </span>
                <span className="block truncate text-12 text-ink-2">
                  {row.typeName} · {shortName(row.practitionerName)}
                </span>
              </Link>
              <span className="flex shrink-0 flex-col items-end gap-0.5 text-12">
                <StatusBadge state={row.status} />
                {earlier.kind !== 'none' && <EarlierMark words={earlier} />}
              </span>
              <RowMenu {...menuOf(row, context, may)} />
            </div>
          </li>
        )
      })}
    </ul>
  )
}

function PatientName({
  row,
  zone,
  plain,
}: {
  row: ListedAppointment
  zone: string
  plain?: boolean
}) {
  const name = personName(row)
  const struck = row.status === 'cancelled' ? 'text-cancelled-ink line-through' : ''
  if (plain) return <span className={struck}>{name}</span>
  return (
    <Link href={hrefOf(row, zone)} className={cx('hover:underline', struck)}>
      {name}
    </Link>
  )
}

function EarlierMark({ words }: { words: EarlierWords }) {
  if (words.kind === 'none') return <span className="text-ink-3">—</span>
  if (words.kind === 'offered') {
    return (
      <span className="inline-flex items-center gap-1.5 font-strong text-play-ink">
        <Glyph state="held" size={12} fraction={words.fraction} />
        Offered now
      </span>
    )
  }
  return (
    <span
      className={cx(
        'inline-flex items-center gap-1.5',
        words.kind === 'gained' ? 'text-play-ink' : 'text-ink-2',
      )}
    >
      <Glyph state="moved" size={12} />
      {words.kind === 'gained' ? words.words : 'Open'}
    </span>
  )
}

function menuOf(row: ListedAppointment, { zone }: RowContext, may: Props['may']) {
  const visit: VisitRef = {
    appointmentId: row.id,
    version: row.version,
    patientName: personName(row),
    startIso: row.start.toISOString(),
    endIso: row.end.toISOString(),
    practitionerId: row.practitionerId,
    practitionerName: row.practitionerName,
    typeId: row.typeId,
    typeName: row.typeName,
  }
  const active = isExpectedState(row.status)
  return {
    visit,
    calendarHref: hrefOf(row, zone),
    may: { move: may.move && active, cancel: may.cancel && active },
  }
}

function hrefOf(row: ListedAppointment, zone: string): string {
  return calendarHref({ view: 'day', date: dayOf(row.start, zone), visit: row.id })
}

function minutes({ start, end }: ListedAppointment): number {
  return (+end - +start) / 60_000
}
