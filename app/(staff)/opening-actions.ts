'use server'

import { z } from 'zod'
import { freeTimeSchema } from '@/components/openings/schema'
import { staffAction } from '@/lib/actions'
import { withdrawOffer } from '@/lib/commands/offer/end'
import { withdrawOpening } from '@/lib/commands/opening/end'
import { offerFreeTime } from '@/lib/commands/opening/offer-free-time'
import { refuse } from '@/lib/domain/result'
import { instantAt } from '@/lib/domain/time'

export const offerFreeTimeAction = staffAction(
  'appointment.book',
  freeTimeSchema,
  async (session, { day, time, ...input }) => {
    const start = instantAt(day, time, session.clinic.timeZone)
    if (!start) return refuse('no-such-wall-time')
    return offerFreeTime(session.context, { ...input, start })
  },
)

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
