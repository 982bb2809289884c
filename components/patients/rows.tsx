import type { PatientFound } from '@/db/queries/patient/patients'
import { personName } from '@/lib/domain/format'
import { plainDate } from '../booking/patient-item'
import { Link } from '../ui/link'
import { Table, TableCell, TableHead, TableHeader, TableRow } from '../ui/table'

/** Patients by name, with their last and next visit; on a phone one line each. */
export function PatientRows({ rows, zone }: { rows: PatientFound[]; zone: string }) {
  return (
    <>
      <Table label="Patients" className="max-tablet:hidden">
        <TableHead>
          <tr>
            <TableHeader>Patient</TableHeader>
            <TableHeader>Born</TableHeader>
            <TableHeader>Email</TableHeader>
            <TableHeader>Phone</TableHeader>
            <TableHeader className="max-desk:hidden">Last visit</TableHeader>
            <TableHeader>Next visit</TableHeader>
          </tr>
        </TableHead>
        <tbody>
          {rows.map((row) => (
            <TableRow key={row.id}>
              <TableCell className="font-mid text-ink">
                <Link href={`/patients/${row.id}`} className="hover:underline">
                  {row.familyName}, {row.givenName}
                </Link>
              </TableCell>
              <TableCell className="whitespace-nowrap text-ink-2">{born(row) ?? '—'}</TableCell>
              <TableCell className="max-w-60 truncate text-ink-2" title={row.email}>
                {row.email}
                {row.bouncedAt && <span className="text-noshow-ink"> · came back</span>}
              </TableCell>
              <TableCell className="whitespace-nowrap text-ink-2">{row.phone || '—'}</TableCell>
              <TableCell className="whitespace-nowrap text-ink-2 max-desk:hidden">
                {row.lastVisit ? plainDate(row.lastVisit, zone) : '—'}
              </TableCell>
              <TableCell className="whitespace-nowrap text-ink-2">
                {row.nextVisit ? plainDate(row.nextVisit, zone) : '—'}
              </TableCell>
            </TableRow>
          ))}
        </tbody>
      </Table>
      <ul className="tablet:hidden">
        {rows.map((row) => (
          <li key={row.id} className="border-b border-line">
            <Link href={`/patients/${row.id}`} className="block px-4 py-2.5">
              <span className="block text-14 font-mid text-ink">{personName(row)}</span>
              <span className="block truncate text-12 text-ink-2">
                {[
                  born(row) && `born ${born(row)}`,
                  row.nextVisit && `next visit ${plainDate(row.nextVisit, zone)}`,
                ]
                  .filter(Boolean)
                  .join(' · ') || row.email}
              </span>
            </Link>
          </li>
        ))}
      </ul>
    </>
  )
}

/** '17 Aug 1991', or null when it is not known. */
export function born({ birthDate }: Pick<PatientFound, 'birthDate'>): string | null {
  return birthDate ? plainDate(new Date(`${birthDate}T00:00:00Z`), 'UTC') : null
}
