'use server'

import { z } from 'zod'
import { viewSchema } from '@/components/appointments/address'
import { staffAction } from '@/lib/actions'
import { removeView } from '@/lib/commands/staff/remove-view'
import { saveView } from '@/lib/commands/staff/save-view'

export const saveViewAction = staffAction('calendar.view', viewSchema, (session, view) =>
  saveView(session.context, view),
)

export const removeViewAction = staffAction(
  'calendar.view',
  z.object({ viewId: z.guid() }),
  (session, input) => removeView(session.context, input),
)
