import type { Metadata } from 'next'
import { absenceWords } from '@/components/settings/absence-words'
import { AskButton, DoButton } from '@/components/settings/ask-button'
import { HoursLine } from '@/components/settings/hours-line'
import { SettingsIntro } from '@/components/settings/section'
import { ButtonLink } from '@/components/ui/button-link'
import { cx } from '@/components/ui/cx'
import { EmptyState } from '@/components/ui/empty-state'
import { IconPlus } from '@/components/ui/icons'
import { Link } from '@/components/ui/link'
import { Table, TableCell, TableHead, TableHeader, TableRow } from '@/components/ui/table'
import { inClinic } from '@/db/client'
import { practitionersWithHours } from '@/db/queries/clinic/settings'
import { hoursWords } from '@/lib/domain/hours-words'
import { requireStaff } from '@/lib/session'
import { setPractitionerActiveAction } from './actions'

export const metadata: Metadata = { title: 'Practitioners' }

export default async function PractitionersPage() {
  const { clinic } = await requireStaff('settings.manage')
  const people = await inClinic(clinic.id, (tx, now) => practitionersWithHours(tx, clinic.id, now))
  const add = (
    <ButtonLink href="/settings/practitioners/new" look="primary" icon={<IconPlus />}>
      Add practitioner
    </ButtonLink>
  )
  if (people.length === 0) {
    return (
      <EmptyState title="Nobody to visit yet" action={add}>
        Visits are booked with a practitioner, inside their working hours.
      </EmptyState>
    )
  }
  return (
    <>
      <SettingsIntro actions={add}>
        Who is visited, and when. Open one to change hours or to add an absence.
      </SettingsIntro>
      <Table label="Practitioners">
        <TableHead>
          <tr>
            <TableHeader>Name</TableHeader>
            <TableHeader className="max-tablet:hidden">Working hours</TableHeader>
            <TableHeader className="max-tablet:hidden">Next absence</TableHeader>
            <TableHeader>
              <span className="sr-only">Active or not</span>
            </TableHeader>
          </tr>
        </TableHead>
        <tbody>
          {people.map((person) => {
            const hours = <HoursLine words={hoursWords(person.hours) || 'No working hours yet'} />
            const away = person.nextAbsence && absenceWords(person.nextAbsence, clinic.timeZone)
            return (
              <TableRow key={person.id}>
                <TableCell className="py-2">
                  <Link
                    href={`/settings/practitioners/${person.id}`}
                    className={cx('link font-mid', !person.active && 'text-ink-3')}
                  >
                    {person.name}
                  </Link>
                  {!person.active && <span className="ml-2 text-12 text-ink-3">Not active</span>}
                  <span className="mt-0.5 block text-12 text-ink-2 tablet:hidden">{hours}</span>
                  {away && (
                    <span className="block text-12 text-ink-2 tablet:hidden">Away {away}</span>
                  )}
                </TableCell>
                <TableCell className="text-ink-2 max-tablet:hidden">{hours}</TableCell>
                <TableCell className="text-ink-2 max-tablet:hidden">{away ?? '—'}</TableCell>
                <TableCell className="text-right">
                  {person.active ? (
                    <AskButton
                      label="Deactivate"
                      of={person.name}
                      look="quiet"
                      title={`Deactivate ${person.name}?`}
                      keepLabel="Keep active"
                      confirmLabel="Deactivate"
                      action={setPractitionerActiveAction}
                      input={{ practitionerId: person.id, active: false }}
                      saved={`${person.name} is not active any more`}
                    >
                      Nothing can be booked with {person.name} any more, and free times are no
                      longer offered. Past visits stay. You can activate again at any time.
                    </AskButton>
                  ) : (
                    <DoButton
                      label="Activate"
                      of={person.name}
                      look="quiet"
                      action={setPractitionerActiveAction}
                      input={{ practitionerId: person.id, active: true }}
                      saved={`${person.name} is active again`}
                    />
                  )}
                </TableCell>
              </TableRow>
            )
          })}
        </tbody>
      </Table>
    </>
  )
}
