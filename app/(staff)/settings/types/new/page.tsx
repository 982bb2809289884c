import type { Metadata } from 'next'
import { BackLink } from '@/components/settings/back-link'
import { TypeForm } from '@/components/settings/type-form'
import { inClinic } from '@/db/client'
import { bookedTypes } from '@/db/queries/clinic/settings'
import { requireStaff } from '@/lib/session'
import { saveAppointmentTypeAction } from '../actions'

export const metadata: Metadata = { title: 'New visit type' }

export default async function NewTypePage() {
  const { clinic } = await requireStaff('settings.manage')
  const others = await inClinic(clinic.id, (tx) => bookedTypes(tx, clinic.id))
  return (
    <>
      <BackLink href="/settings/types">Visit types</BackLink>
      <TypeForm
        type={{
          typeId: null,
          name: '',
          durationMinutes: 30,
          bufferBeforeMinutes: 0,
          bufferAfterMinutes: 0,
          alsoFitsTypeIds: [],
          price: 0,
        }}
        currency={clinic.currency}
        others={others}
        action={saveAppointmentTypeAction}
      />
    </>
  )
}
