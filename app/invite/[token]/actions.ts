'use server'

import { z } from 'zod'
import { accountAction } from '@/lib/actions'
import { acceptInvitation } from '@/lib/commands/accept-invitation'

export const acceptInvitationAction = accountAction(
  z.object({ token: z.string().max(100) }),
  acceptInvitation,
)
