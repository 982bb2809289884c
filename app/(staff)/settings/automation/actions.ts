'use server'

import { z } from 'zod'
import { staffAction } from '@/lib/actions'
import { setAutomation } from '@/lib/commands/clinic/set-automation'
import { requestSweep } from '@/lib/commands/sweep/request'
import { automationSchema } from '@/lib/domain/settings'

export const setAutomationAction = staffAction(
  'automation.manage',
  automationSchema,
  ({ context }, input) => setAutomation(context, input),
)

export const requestSweepAction = staffAction(
  'automation.manage',
  z.object({ sweep: z.enum(['confirm-upcoming', 'reschedule-cancelled']) }),
  ({ context }, input) => requestSweep(context, input),
)
