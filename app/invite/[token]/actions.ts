'use server'

import { z } from 'zod'
import { accountAction } from '@/lib/actions'
import { acceptInvitation } from '@/lib/commands/staff/accept-invitation'
import { sentWord } from '@/lib/domain/plain-text'

export const acceptInvitationAction = accountAction(
  z.object({ token: sentWord(100) }),
  acceptInvitation,
)
