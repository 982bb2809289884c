'use server'

import { z } from 'zod'
import { staffAction } from '@/lib/actions'
import { changeStaff } from '@/lib/commands/staff/change'
import { inviteStaff, resendInvitation } from '@/lib/commands/staff/invite'
import { revokeInvitation } from '@/lib/commands/staff/revoke-invitation'
import { roles } from '@/lib/domain/permissions'
import { inviteSchema } from '@/lib/domain/settings'

export const inviteStaffAction = staffAction('staff.manage', inviteSchema, ({ context }, input) =>
  inviteStaff(context, input),
)

export const resendInvitationAction = staffAction(
  'staff.manage',
  z.object({ invitationId: z.guid() }),
  ({ context }, input) => resendInvitation(context, input),
)

export const revokeInvitationAction = staffAction(
  'staff.manage',
  z.object({ invitationId: z.guid() }),
  ({ context }, input) => revokeInvitation(context, input),
)

export const setRoleAction = staffAction(
  'staff.manage',
  z.object({ staffId: z.guid(), role: z.enum(roles) }),
  ({ context }, input) => changeStaff(context, input),
)

export const setAccessAction = staffAction(
  'staff.manage',
  z.object({ staffId: z.guid(), active: z.boolean() }),
  ({ context }, input) => changeStaff(context, input),
)
