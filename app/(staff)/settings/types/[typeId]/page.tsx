import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { z } from 'zod'
import { BackLink } from '@/components/settings/back-link'
import { TypeForm } from '@/components/settings/type-form'
import { inClinic } from '@/db/client'
import { appointmentTypeOf } from '@/db/queries/settings'
import { fromCents } from '@/lib/domain/settings'
import { requireStaff } from '@/lib/session'
import { saveAppointmentTypeAction } from '../actions'

export const metadata: Metadata = { title: 'Visit type' }

type Props = { params: Promise<{ typeId: string }> }

export default async function TypePage({ params }: Props) {
  const { clinic } = await requireStaff('settings.manage')
  const { typeId } = await params
  if (!z.guid().safeParse(typeId).success) notFound()
  const type = await inClinic(clinic.id, (tx) => appointmentTypeOf(tx, clinic.id, typeId))
  if (!type) notFound()
  const { name, durationMinutes, bufferBeforeMinutes, bufferAfterMinutes, priceCents } = type
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
          price: fromCents(priceCents, clinic.currency),
        }}
        currency={clinic.currency}
        action={saveAppointmentTypeAction}
      />
    </>
  )
}
