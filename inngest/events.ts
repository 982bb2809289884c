import { z } from 'zod'

/** Every event: its name and the shape of its data. Ids only, no personal data. */
export const events = {
  'opening/opened': z.object({ clinicId: z.uuid(), openingId: z.uuid() }),
  'offer/closed': z.object({ clinicId: z.uuid(), openingId: z.uuid(), offerId: z.uuid() }),
  'message/queued': z.object({ clinicId: z.uuid(), messageId: z.uuid() }),
  /** With `runId` it is by hand: the run that was asked for. */
  'sweep/requested': z.object({
    clinicId: z.uuid(),
    sweep: z.enum(['confirm-upcoming', 'reschedule-cancelled']),
    runId: z.uuid().optional(),
  }),
  'tick/requested': z.object({}),
}

export type EventName = keyof typeof events
export type EventData<N extends EventName> = z.infer<(typeof events)[N]>
