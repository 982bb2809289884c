'use server'

import { staffAction } from '@/lib/actions'
import { editClinic } from '@/lib/commands/clinic/edit'
import { editNotices } from '@/lib/commands/clinic/edit-notices'
import { clinicSchema, noticesSchema } from '@/lib/domain/settings'

export const editClinicAction = staffAction('settings.manage', clinicSchema, ({ context }, input) =>
  editClinic(context, input),
)

export const editNoticesAction = staffAction(
  'settings.manage',
  noticesSchema,
  ({ context }, input) => editNotices(context, input),
)
