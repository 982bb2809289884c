'use server'

import { z } from 'zod'
import { staffAction } from '@/lib/actions'
import {
  saveAppointmentType,
  setAppointmentTypeActive,
} from '@/lib/commands/clinic/save-appointment-type'
import { toCents, typeSchema } from '@/lib/domain/settings'

export const saveAppointmentTypeAction = staffAction(
  'settings.manage',
  typeSchema,
  ({ context, clinic }, { price, ...input }) =>
    saveAppointmentType(context, { ...input, priceCents: toCents(price, clinic.currency) }),
)

export const setAppointmentTypeActiveAction = staffAction(
  'settings.manage',
  z.object({ typeId: z.guid(), active: z.boolean() }),
  ({ context }, input) => setAppointmentTypeActive(context, input),
)
