import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { z } from 'zod'
import { BackLink } from '@/components/settings/back-link'
import { TypeForm } from '@/components/settings/type-form'
import { inClinic } from '@/db/client'
import { appointmentTypeOf, bookedTypes } from '@/db/queries/clinic/settings'
import { fromCents } from '@/lib/domain/settings'
import { requireStaff } from '@/lib/session'
import { saveAppointmentTypeAction } from '../actions'

export const metadata: Metadata = { title: 'Visit type' }

type Props = { params: Promise<{ typeId: string }> }

export default async function TypePage({ params }: Props) {
  const { clinic } = await requireStaff('settings.manage')
  const { typeId } = await params
  if (!z.guid().safeParse(typeId).success) notFound()
  const { type, others } = await inClinic(clinic.id, async (tx) => ({
    type: await appointmentTypeOf(tx, clinic.id, typeId),
    others: await bookedTypes(tx, clinic.id),
  }))
  if (!type) notFound()
  const { name, durationMinutes, bufferBeforeMinutes, bufferAfterMinutes, priceCents } = type
  const { alsoFitsTypeIds } = type
  return (
    <>
      <BackLink href="/settings/types">Visit types</BackLink>
      <TypeForm
        type={{
          typeId,
          name,
          durationMinutes,
          bufferBeforeMinutes,
          bufferAfterMinutes,
          alsoFitsTypeIds,
          price: fromCents(priceCents, clinic.currency),
        }}
        currency={clinic.currency}
        others={others.filter(({ id }) => id !== typeId)}
        action={saveAppointmentTypeAction}
      />
    </>
  )
}
