'use server'

import { z } from 'zod'
import { staffAction } from '@/lib/actions'
import { withdrawOffer } from '@/lib/commands/end-offer'
import { withdrawOpening } from '@/lib/commands/end-opening'

export const withdrawOfferAction = staffAction(
  'opening.manage',
  z.object({ offerId: z.guid() }),
  (session, input) => withdrawOffer(session.context, input),
)

export const withdrawOpeningAction = staffAction(
  'opening.manage',
  z.object({ openingId: z.guid() }),
  (session, input) => withdrawOpening(session.context, input),
)
