'use server'

import { z } from 'zod'
import { staffAction } from '@/lib/actions'
import { setRetention } from '@/lib/commands/clinic/set-retention'
import { retentionSchema } from '@/lib/domain/settings'

export const setRetentionAction = staffAction(
  'patient.erase',
  retentionSchema.extend({ knownPatients: z.int().min(0) }),
  ({ context }, { on, years, knownPatients }) =>
    setRetention(context, { keepYears: on ? years : null, knownPatients }),
)
