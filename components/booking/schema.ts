import { z } from 'zod'
import { plannedDay, plannedInstant, wallTime } from '@/lib/domain/moments'
import { lines } from '@/lib/domain/plain-text'
import { wishesSchema } from '@/lib/domain/wishes'

const practitionerId = z.guid('Choose who the visit is with.')
const version = z.int().min(1)

/** A wall-clock day and time, in the clinic's zone. */
const wallClock = {
  day: plannedDay,
  time: wallTime('Choose a time.'),
}

/** "New appointment": for its form and for its action. */
export const bookingSchema = z.object({
  patientId: z.guid('Choose a patient, or add a new one.'),
  typeId: z.guid('Choose the kind of visit.'),
  practitionerId,
  ...wallClock,
  openToEarlier: z.boolean(),
  wishes: wishesSchema,
  note: lines(2000),
  /** Book while the time is held for a patient: their offer ends. */
  overHold: z.boolean(),
})

const moveTo = { practitionerId, overHold: z.boolean() }

/** The choice of another time, as the form has it. */
export const moveFormSchema = z.object({ ...moveTo, ...wallClock })

const moved = { appointmentId: z.guid(), version, ...moveTo }

/** A move to a wall-clock time, or to an instant (dragged, or taken back). */
export const moveSchema = z.union([
  z.object({ ...moved, ...wallClock }),
  z.object({ ...moved, start: plannedInstant }),
])

export const cancelSchema = z.object({
  appointmentId: z.guid(),
  version,
  reason: lines(300),
  /** The patient asked for it; else the clinic cancels. */
  patientAsked: z.boolean().optional(),
  offerOnward: z.boolean(),
})

export const attendanceSchema = z.object({
  appointmentId: z.guid(),
  attendance: z.enum(['arrived', 'fulfilled', 'noshow', 'expected']),
})

export const waitlistSchema = z.object({
  appointmentId: z.guid(),
  openToEarlier: z.boolean(),
  wishes: wishesSchema.nullable(),
  priority: z.int().min(0).max(9).nullable(),
})

export const noteSchema = z.object({ appointmentId: z.guid(), note: lines(2000) })

export const freeTimesSchema = z.object({
  practitionerId,
  typeId: z.guid(),
  /** The first day; null for today. */
  fromDay: wallClock.day.nullable(),
  days: z.int().min(1).max(31),
  exceptAppointmentId: z.guid().optional(),
})

export const whoWaitsSchema = z.object({ appointmentId: z.guid() })

export type BookingInput = z.infer<typeof bookingSchema>
export type MoveFormInput = z.infer<typeof moveFormSchema>
