import { z } from 'zod'
import type { Language } from './format'
import { plannedDay as day, wallTime as wallTimeOr } from './moments'
import { roles } from './permissions'
import { line, typedEmail } from './plain-text'

/** The grids on which visits may start, in minutes. */
export const gridChoices = [5, 10, 15, 20, 30, 60] as const

/** The currencies that a clinic can name its prices in, ISO 4217. */
export const currencies = ['EUR', 'CHF', 'GBP', 'USD', 'DKK', 'NOK', 'SEK', 'PLN', 'CZK'] as const

const name = (missing: string) => line(120, missing)
const wallTime = wallTimeOr('Enter a time, like 08:30.')
const whole = (least: number, most: number, unit: string) => {
  const message = `Enter a whole number from ${least} to ${most}${unit}.`
  return z.int({ error: message }).min(least, message).max(most, message)
}
const email = typedEmail.pipe(z.email('Enter an email address, like name@clinic.example.'))

const contact = {
  name: name('Enter the name that patients know.'),
  /** An IANA zone; the command refuses what is none. */
  timeZone: line(60, 'Choose the clinic’s time zone.'),
  address: line(200),
  phone: line(40).regex(/^[\d\s()+/.-]*$/, 'Use digits, spaces and + ( ) / - only.'),
  language: z.enum(['en', 'de'] satisfies Language[]),
}

/** One stretch of a working day, wall clock; an end of 00:00 is midnight at the day's end. */
export type HoursRange = { startsAt: string; endsAt: string }

const rangeSchema = z.object({ startsAt: wallTime, endsAt: wallTime })

/** When no patient is asked, wall clock: a stretch of the day, over midnight too. */
const quietFields = { quietOn: z.boolean(), quietFrom: wallTime, quietUntil: wallTime }
const quietDiffers = (quiet: { quietOn: boolean; quietFrom: string; quietUntil: string }) =>
  !quiet.quietOn || quiet.quietFrom !== quiet.quietUntil
/** What the forms propose. */
export const usualQuiet = { quietFrom: '21:00', quietUntil: '07:00' }
const quietAlike = { path: ['quietUntil'], message: 'Must differ from the beginning.' }

/** The new clinic's form. Its hours, Monday to Friday, become the first practitioner's. */
export const createClinicSchema = z
  .object({
    ...contact,
    opensAt: wallTime,
    closesAt: wallTime,
    practitioner: name('Enter a name, like Dr. Marlene Köhler.'),
    ...quietFields,
  })
  .superRefine(({ opensAt, closesAt }, context) => {
    if (!endsAfterStart({ startsAt: opensAt, endsAt: closesAt })) {
      context.addIssue({ code: 'custom', path: ['closesAt'], message: endsTooEarly })
    }
  })
  .refine(quietDiffers, quietAlike)

export const clinicSchema = z.object({
  ...contact,
  currency: z.enum(currencies),
  gridMinutes: z.union(
    gridChoices.map((minutes) => z.literal(minutes)),
    'Choose one of the steps.',
  ),
  typeInMails: z.boolean(),
})

const daySchema = z
  .object({ weekday: z.int().min(1).max(7), ranges: z.array(rangeSchema).max(8) })
  .superRefine(({ ranges }, context) => {
    for (const { index, field, message } of hoursProblems(ranges)) {
      context.addIssue({ code: 'custom', path: ['ranges', index, field], message })
    }
  })

/** The working week of a practitioner: seven days, Monday first, each with its stretches. */
export const weekSchema = z.array(daySchema).length(7)

export type Week = z.infer<typeof weekSchema>

export const practitionerSchema = z.object({
  practitionerId: z.guid().nullable(),
  name: name('Enter a name, like Dr. Marlene Köhler.'),
  week: weekSchema,
})

type HoursProblem = { index: number; field: keyof HoursRange; message: string }

/** What speaks against the stretches of one day: an end before its start, or an overlap. */
export function hoursProblems(ranges: readonly HoursRange[]): HoursProblem[] {
  return ranges.flatMap((range, index): HoursProblem[] => {
    if (!endsAfterStart(range)) return [{ index, field: 'endsAt', message: endsTooEarly }]
    const other = ranges.find(
      (one, at) => at < index && one.startsAt < endOf(range) && range.startsAt < endOf(one),
    )
    if (!other) return []
    const message = `Overlaps ${other.startsAt}–${other.endsAt}. Start later, or make it one.`
    return [{ index, field: 'startsAt', message }]
  })
}

const endsTooEarly = 'Must be later than the start.'

function endsAfterStart(range: HoursRange): boolean {
  return range.startsAt < endOf(range)
}

function endOf({ endsAt }: HoursRange): string {
  return endsAt === '00:00' ? '24:00' : endsAt
}

/** The week as rows of working hours, in order; midnight as an end is written 24:00. */
export function hoursOf(week: Week): { weekday: number; startsAt: string; endsAt: string }[] {
  return week.flatMap(({ weekday, ranges }) =>
    ranges
      .map((range) => ({ weekday, startsAt: range.startsAt, endsAt: endOf(range) }))
      .sort((a, b) => a.startsAt.localeCompare(b.startsAt)),
  )
}

/** Rows of working hours as the week that a form shows. */
export function weekOf(
  hours: readonly { weekday: number; startsAt: string; endsAt: string }[],
): Week {
  return [1, 2, 3, 4, 5, 6, 7].map((weekday) => ({
    weekday,
    ranges: hours
      .filter((row) => row.weekday === weekday)
      .map(({ startsAt, endsAt }) => ({
        startsAt: startsAt.slice(0, 5),
        endsAt: endsAt.slice(0, 5).replace('24:00', '00:00'),
      }))
      .sort((a, b) => a.startsAt.localeCompare(b.startsAt)),
  }))
}

/** From the first day to the last, on the clinic's clock; a time of null means the whole day. */
export const absenceTimesSchema = z
  .object({
    firstDay: day,
    firstTime: wallTime.nullable(),
    lastDay: day,
    lastTime: wallTime.nullable(),
  })
  .superRefine(({ firstDay, firstTime, lastDay, lastTime }, context) => {
    if (lastDay < firstDay) {
      context.addIssue({
        code: 'custom',
        path: ['lastDay'],
        message: 'Must not be before the first day.',
      })
    } else if (lastDay === firstDay && lastTime !== null && lastTime <= (firstTime ?? '00:00')) {
      context.addIssue({
        code: 'custom',
        path: ['lastTime'],
        message: 'Must be later than the start.',
      })
    }
  })

export type AbsenceTimes = z.infer<typeof absenceTimesSchema>

export const absenceSchema = z.object({
  absenceId: z.guid().nullable(),
  practitionerId: z.guid(),
  times: absenceTimesSchema,
  note: line(200),
})

export const typeSchema = z.object({
  typeId: z.guid().nullable(),
  name: name('Enter a name, like Consultation.'),
  durationMinutes: whole(5, 720, ' minutes'),
  bufferBeforeMinutes: whole(0, 240, ' minutes'),
  bufferAfterMinutes: whole(0, 240, ' minutes'),
  /** The shorter types whose visits may have this type's openings. */
  alsoFitsTypeIds: z.array(z.guid()).max(100),
  /** In the clinic's currency, not its cents. */
  price: z
    .number({ error: 'Enter an amount, 0 if there is none.' })
    .min(0, 'Enter an amount, 0 if there is none.')
    .max(100_000, 'Enter an amount up to 100,000.'),
})

/** An amount in the currency's smallest unit. */
export function toCents(amount: number, currency: string): number {
  return Math.round(amount * 10 ** digitsOf(currency))
}

/** The amount that a price in the currency's smallest unit is. */
export function fromCents(cents: number, currency: string): number {
  return cents / 10 ** digitsOf(currency)
}

function digitsOf(currency: string): number {
  const format = new Intl.NumberFormat('en', { style: 'currency', currency })
  return format.resolvedOptions().maximumFractionDigits ?? 2
}

export const inviteSchema = z.object({ email, role: z.enum(roles) })

const sweepFields = (mostDays: number) =>
  z.object({ on: z.boolean(), at: wallTime, daysAhead: whole(0, mostDays, ' days') })

/** A sweep's switch, its time on the clinic's clock, and how many days ahead it looks. */
export const sweepSchemas = {
  'confirm-upcoming': sweepFields(60),
  'reschedule-cancelled': sweepFields(365),
}

/** Whether times are offered, for how many minutes each is held, how many moves a chain may have. */
export const offersSchema = z.object({
  on: z.boolean(),
  holdMinutes: whole(1, 10_080, ' minutes'),
  chainDepth: whole(0, 20, ''),
})

/** What can make an opening, in the order of the settings; a clinic wants each or not. */
export const openingSources = [
  'cancellation',
  'move',
  'no-show',
  'added-hours',
  'shortened-absence',
] as const

export const sourcesSchema = z.object({ sources: z.record(z.enum(openingSources), z.boolean()) })

/** How many are asked, and how long each may think, when the start is near. */
export const nearStartSchema = z.object({
  askAtLeast: whole(1, 20, ' patients'),
  shortestHoldMinutes: whole(1, 1440, ' minutes'),
  batchSize: whole(1, 5, ' patients'),
  batchWithinHours: whole(0, 720, ' hours'),
})

const quietObject = z.object(quietFields)

/** When nobody is asked. */
export const quietSchema = quietObject.refine(quietDiffers, quietAlike)

/** How often patients are asked, and what is worth asking about. */
export const limitsSchema = z.object({
  capOn: z.boolean(),
  capOffers: whole(1, 100, ' offers'),
  capDays: whole(1, 365, ' days'),
  minGainDays: whole(0, 365, ' days'),
})

/** What patients may do themselves, and how often a day for one visit. */
export const selfServiceSchema = z.object({
  selfMoveOn: z.boolean(),
  selfMoveHours: whole(0, 8760, ' hours'),
  selfMovesADay: whole(1, 100, ' times'),
  wishChangesADay: whole(1, 100, ' times'),
})

/** Points in the order of asking for each day of waiting, since the last offer, and gained. */
export const weightsSchema = z.object({
  waiting: whole(0, 10, ''),
  contact: whole(0, 10, ''),
  gain: whole(0, 10, ''),
})

/** One of the parts of the automation. */
export const automationSchema = z.discriminatedUnion('part', [
  sweepSchemas['confirm-upcoming'].extend({ part: z.literal('confirm-upcoming') }),
  sweepSchemas['reschedule-cancelled'].extend({ part: z.literal('reschedule-cancelled') }),
  offersSchema.extend({ part: z.literal('offers') }),
  quietObject.extend({ part: z.literal('quiet') }).refine(quietDiffers, quietAlike),
  sourcesSchema.extend({ part: z.literal('sources') }),
  nearStartSchema.extend({ part: z.literal('near-start') }),
  limitsSchema.extend({ part: z.literal('limits') }),
  selfServiceSchema.extend({ part: z.literal('self-service') }),
  weightsSchema.extend({ part: z.literal('weights') }),
])

export type Automation = z.infer<typeof automationSchema>
