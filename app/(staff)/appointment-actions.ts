'use server'

import { z } from 'zod'
import { patientItem } from '@/components/booking/patient-item'
import {
  attendanceSchema,
  bookingSchema,
  cancelSchema,
  moveSchema,
  noteSchema,
  waitlistSchema,
} from '@/components/booking/schema'
import { patientSchema } from '@/components/patients/schema'
import { inClinic } from '@/db/client'
import { patientById } from '@/db/queries/patient/patients'
import { staffAction } from '@/lib/actions'
import { askAgain } from '@/lib/commands/appointment/ask-again'
import { bookAppointment } from '@/lib/commands/appointment/book'
import { cancelAppointment } from '@/lib/commands/appointment/cancel'
import { confirmAppointment } from '@/lib/commands/appointment/confirm'
import { editAppointmentNote } from '@/lib/commands/appointment/edit-note'
import { moveAppointment } from '@/lib/commands/appointment/move'
import { recordAttendance } from '@/lib/commands/appointment/record-attendance'
import { reinstateAppointment } from '@/lib/commands/appointment/reinstate'
import { unconfirmAppointment } from '@/lib/commands/appointment/unconfirm'
import { addPatient } from '@/lib/commands/patient/add'
import { setWaitlist } from '@/lib/commands/waitlist/set'
import { ok, refuse } from '@/lib/domain/result'
import { instantAt } from '@/lib/domain/time'

export const bookAppointmentAction = staffAction(
  'appointment.book',
  bookingSchema,
  async (session, { day, time, openToEarlier, wishes, ...input }) => {
    const start = instantAt(day, time, session.clinic.timeZone)
    if (!start) return refuse('no-such-wall-time')
    const booking = { ...input, start, openToEarlier: openToEarlier ? wishes : null }
    return bookAppointment(session.context, booking)
  },
)

export const moveAppointmentAction = staffAction(
  'appointment.move',
  moveSchema,
  async (session, input) => {
    const start =
      'start' in input
        ? new Date(input.start)
        : instantAt(input.day, input.time, session.clinic.timeZone)
    if (!start) return refuse('no-such-wall-time')
    const { appointmentId, version, practitionerId, overHold } = input
    const move = { appointmentId, version, practitionerId, overHold, start }
    return moveAppointment(session.context, move)
  },
)

export const cancelAppointmentAction = staffAction(
  'appointment.cancel',
  cancelSchema,
  (session, input) => cancelAppointment(session.context, input),
)

export const reinstateAppointmentAction = staffAction(
  'appointment.cancel',
  z.object({ appointmentId: z.guid() }),
  (session, input) => reinstateAppointment(session.context, input),
)

export const confirmAppointmentAction = staffAction(
  'appointment.confirm',
  z.object({ appointmentId: z.guid(), version: z.int().min(1) }),
  (session, input) => confirmAppointment(session.context, input),
)

export const unconfirmAppointmentAction = staffAction(
  'appointment.confirm',
  z.object({ appointmentId: z.guid(), version: z.int().min(1) }),
  (session, input) => unconfirmAppointment(session.context, input),
)

export const askAgainAction = staffAction(
  'appointment.confirm',
  z.object({ appointmentId: z.guid(), version: z.int().min(1) }),
  (session, input) => askAgain(session.context, input),
)

export const recordAttendanceAction = staffAction(
  'appointment.attend',
  attendanceSchema,
  (session, input) => recordAttendance(session.context, input),
)

export const setWaitlistAction = staffAction('appointment.book', waitlistSchema, (session, input) =>
  setWaitlist(session.context, input),
)

export const editAppointmentNoteAction = staffAction(
  'appointment.book',
  noteSchema,
  (session, input) => editAppointmentNote(session.context, input),
)

export const addPatientAction = staffAction(
  'patient.edit',
  patientSchema.extend({
    /** Also where one of the same name and birth date is here already. */
    evenIfAlike: z.boolean(),
  }),
  async (session, { birthDate, evenIfAlike, ...details }) => {
    const patient = { ...details, birthDate: birthDate || null }
    const added = await addPatient(session.context, { ...patient, unlessAlike: !evenIfAlike })
    if (!added.ok) return added
    const { id, timeZone } = session.clinic
    const row = await inClinic(id, (tx) => patientById(tx, id, added.value.patientId))
    return row ? ok(patientItem(row, timeZone)) : refuse('not-found')
  },
)
