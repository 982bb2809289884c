import type { Metadata } from 'next'
import { BackLink } from '@/components/settings/back-link'
import { PractitionerForm } from '@/components/settings/practitioner-form'
import { weekOf } from '@/lib/domain/settings'
import { requireStaff } from '@/lib/session'
import { savePractitionerAction } from '../actions'

export const metadata: Metadata = { title: 'New practitioner' }

const usualWeek = [1, 2, 3, 4, 5].flatMap((weekday) => [
  { weekday, startsAt: '08:00', endsAt: '12:00' },
  { weekday, startsAt: '13:00', endsAt: '17:00' },
])

export default async function NewPractitionerPage() {
  await requireStaff('settings.manage')
  return (
    <>
      <BackLink href="/settings/practitioners">Practitioners</BackLink>
      <PractitionerForm
        practitioner={{ practitionerId: null, name: '', week: weekOf(usualWeek) }}
        action={savePractitionerAction}
      />
    </>
  )
}
