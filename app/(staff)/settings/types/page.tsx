import type { Metadata } from 'next'
import { DoButton } from '@/components/settings/ask-button'
import { SettingsIntro } from '@/components/settings/section'
import { ButtonLink } from '@/components/ui/button-link'
import { cx } from '@/components/ui/cx'
import { EmptyState } from '@/components/ui/empty-state'
import { IconPlus } from '@/components/ui/icons'
import { Link } from '@/components/ui/link'
import { Table, TableCell, TableHead, TableHeader, TableRow } from '@/components/ui/table'
import { inClinic } from '@/db/client'
import { appointmentTypesOf } from '@/db/queries/clinic/settings'
import { money } from '@/lib/domain/format'
import { requireStaff } from '@/lib/session'
import { setAppointmentTypeActiveAction } from './actions'

export const metadata: Metadata = { title: 'Visit types' }

export default async function TypesPage() {
  const { clinic } = await requireStaff('settings.manage')
  const types = await inClinic(clinic.id, (tx) => appointmentTypesOf(tx, clinic.id))
  const add = (
    <ButtonLink href="/settings/types/new" look="primary" icon={<IconPlus />}>
      Add visit type
    </ButtonLink>
  )
  if (types.length === 0) {
    return (
      <EmptyState title="No visit types yet" action={add}>
        A visit type says how long a visit takes. Without one nothing can be booked.
      </EmptyState>
    )
  }
  return (
    <>
      <SettingsIntro actions={add}>
        What patients are booked for. A type that is off is not offered for new bookings.
      </SettingsIntro>
      <Table label="Visit types">
        <TableHead>
          <tr>
            <TableHeader>Name</TableHeader>
            <TableHeader className="text-right">Minutes</TableHeader>
            <TableHeader className="max-tablet:hidden">Kept free</TableHeader>
            <TableHeader className="text-right max-tablet:hidden">Price</TableHeader>
            <TableHeader>
              <span className="sr-only">On or off</span>
            </TableHeader>
          </tr>
        </TableHead>
        <tbody>
          {types.map((type) => (
            <TableRow key={type.id}>
              <TableCell className="min-w-0 break-words">
                <Link
                  href={`/settings/types/${type.id}`}
                  className={cx('link font-mid', !type.active && 'text-ink-3')}
                >
                  {type.name}
                </Link>
                {!type.active && <span className="ml-2 text-12 text-ink-3">Off</span>}
              </TableCell>
              <TableCell className="text-right">{type.durationMinutes}</TableCell>
              <TableCell className="text-ink-2 max-tablet:hidden">{keptFree(type)}</TableCell>
              <TableCell className="text-right max-tablet:hidden">
                {money(type.priceCents, clinic.currency, 'en')}
              </TableCell>
              <TableCell className="text-right">
                <DoButton
                  label={type.active ? 'Deactivate' : 'Activate'}
                  of={type.name}
                  look="quiet"
                  action={setAppointmentTypeActiveAction}
                  input={{ typeId: type.id, active: !type.active }}
                  saved={type.active ? `${type.name} is off` : `${type.name} is on again`}
                />
              </TableCell>
            </TableRow>
          ))}
        </tbody>
      </Table>
    </>
  )
}

function keptFree(type: { bufferBeforeMinutes: number; bufferAfterMinutes: number }): string {
  const parts = [
    type.bufferBeforeMinutes > 0 && `${type.bufferBeforeMinutes} min before`,
    type.bufferAfterMinutes > 0 && `${type.bufferAfterMinutes} min after`,
  ]
  return parts.filter(Boolean).join(', ') || '—'
}
