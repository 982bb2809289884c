'use server'

import { accountAction } from '@/lib/actions'
import { createClinic } from '@/lib/commands/create-clinic'
import { createClinicSchema } from '@/lib/domain/settings'

export const createClinicAction = accountAction(
  createClinicSchema,
  (account, { quietOn, quietFrom: from, quietUntil: until, ...input }, request) =>
    createClinic(account, { ...input, quiet: quietOn ? { from, until } : null }, request),
)
