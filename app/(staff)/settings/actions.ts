'use server'

import { staffAction } from '@/lib/actions'
import { editClinic } from '@/lib/commands/edit-clinic'
import { editNotices } from '@/lib/commands/edit-notices'
import { clinicSchema, noticesSchema } from '@/lib/domain/settings'

export const editClinicAction = staffAction('settings.manage', clinicSchema, ({ context }, input) =>
  editClinic(context, input),
)

export const editNoticesAction = staffAction(
  'settings.manage',
  noticesSchema,
  ({ context }, input) => editNotices(context, input),
)
