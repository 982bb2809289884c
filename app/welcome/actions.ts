'use server'

import { accountAction } from '@/lib/actions'
import { createClinic } from '@/lib/commands/clinic/create'
import { refuse } from '@/lib/domain/result'
import { createClinicSchema } from '@/lib/domain/settings'
import { env } from '@/lib/env'

export const createClinicAction = accountAction(
  createClinicSchema,
  async (account, { quietOn, quietFrom: from, quietUntil: until, ...input }, request) => {
    if (env().SIGN_UP === 'closed') return refuse('sign-up-closed')
    return createClinic(account, { ...input, quiet: quietOn ? { from, until } : null }, request)
  },
)
