import { z } from 'zod'

/** From when on to do something about it; at once when not given. */
const from = z.iso.datetime().optional()

/** Every event: its name and the shape of its data. Ids only, no personal data. */
export const events = {
  'opening/opened': z.object({ clinicId: z.uuid(), openingId: z.uuid(), from }),
  'offer/closed': z.object({ clinicId: z.uuid(), openingId: z.uuid(), offerId: z.uuid() }),
  'message/queued': z.object({ clinicId: z.uuid(), messageId: z.uuid(), from }),
  'sweep/requested': z.object({
    clinicId: z.uuid(),
    sweep: z.enum(['confirm-upcoming', 'reschedule-cancelled']),
  }),
}

export type EventName = keyof typeof events
export type EventData<N extends EventName> = z.infer<(typeof events)[N]>
