'use server'

import { z } from 'zod'
import { staffAction } from '@/lib/actions'
import { signOutEverywhere } from '@/lib/session'

export const signOutEverywhereAction = staffAction('calendar.view', z.object({}), (session) =>
  signOutEverywhere(session),
)
