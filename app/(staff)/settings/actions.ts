'use server'

import { staffAction } from '@/lib/actions'
import { editClinic } from '@/lib/commands/edit-clinic'
import { clinicSchema } from '@/lib/domain/settings'

export const editClinicAction = staffAction('settings.manage', clinicSchema, ({ context }, input) =>
  editClinic(context, input),
)
