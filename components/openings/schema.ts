import type { z } from 'zod'
import { bookingSchema } from '../booking/schema'

/** "Free a time": for its form and for its action. */
export const freeTimeSchema = bookingSchema.pick({
  typeId: true,
  practitionerId: true,
  day: true,
  time: true,
})

export type FreeTimeInput = z.infer<typeof freeTimeSchema>
