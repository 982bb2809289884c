import { z } from 'zod'
import { isDay } from './time'

/** The first day on which a living patient may have been born; the oldest person ever known reached 122. */
export const earliestBirth = '1880-01-01'

/** A calendar day on the clinic's clock, ISO, of those for which there are calendars (`isDay`). */
export const day = (missing: string) =>
  z.iso.date(missing).refine(isDay, { error: 'Choose a day from 1900 to 2199.' })

/** A day on which something is planned: what lies long ago is a slip. */
export const plannedDay = z.iso
  .date('Choose a day.')
  .refine((given) => given >= '2000' && given < '2200', { error: 'Choose a day of this century.' })

/** A time on the clinic's clock, 00:00 to 23:59. What is none is not compared with another, too. */
export const wallTime = (missing: string) =>
  z.iso.time({ precision: -1, error: missing, abort: true })

/** An instant in UTC or with its offset, within what is planned. */
export const plannedInstant = z.iso
  .datetime({ offset: true })
  .refine((given) => given >= '2000' && given < '2200')
