'use server'

import { z } from 'zod'
import { inWords } from '@/components/booking/free-days'
import { patientItem } from '@/components/booking/patient-item'
import {
  attendanceSchema,
  bookingSchema,
  cancelSchema,
  freeTimesSchema,
  moveSchema,
  noteSchema,
  waitlistSchema,
} from '@/components/booking/schema'
import { patientSchema } from '@/components/patients/schema'
import { inClinic } from '@/db/client'
import { freeTimesOf } from '@/db/queries/free-times'
import { patientById, searchPatients } from '@/db/queries/patients'
import { suitedBy } from '@/db/queries/waiting'
import { staffAction } from '@/lib/actions'
import { addPatient } from '@/lib/commands/add-patient'
import { bookAppointment } from '@/lib/commands/book-appointment'
import { cancelAppointment } from '@/lib/commands/cancel-appointment'
import { confirmAppointment } from '@/lib/commands/confirm-appointment'
import { editAppointmentNote } from '@/lib/commands/edit-appointment'
import { moveAppointment } from '@/lib/commands/move-appointment'
import { recordAttendance } from '@/lib/commands/record-attendance'
import { reinstateAppointment } from '@/lib/commands/reinstate-appointment'
import { setWaitlist } from '@/lib/commands/set-waitlist'
import { ok, refuse } from '@/lib/domain/result'
import { dayOf, instantAt } from '@/lib/domain/time'

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
  patientSchema,
  async (session, { birthDate, ...input }) => {
    const added = await addPatient(session.context, { ...input, birthDate: birthDate || null })
    if (!added.ok) return added
    const { id, timeZone } = session.clinic
    const patient = await inClinic(id, (tx) => patientById(tx, id, added.value.patientId))
    return patient ? ok(patientItem(patient, timeZone)) : refuse('not-found')
  },
)

/** Patients by name, email, phone or birth date; or the one with this id. */
export const searchPatientsAction = staffAction(
  'patient.view',
  z.union([z.object({ query: z.string().max(200) }), z.object({ patientId: z.guid() })]),
  async ({ clinic }, input) => {
    const found = await inClinic(clinic.id, async (tx) =>
      'query' in input
        ? searchPatients(tx, clinic.id, input.query, 8)
        : [await patientById(tx, clinic.id, input.patientId)],
    )
    return ok(found.flatMap((row) => (row ? [patientItem(row, clinic.timeZone)] : [])))
  },
)

/** The times at which a practitioner is free for a type (or for a visit that is to move). */
export const freeTimesAction = staffAction(
  'calendar.view',
  freeTimesSchema,
  async ({ clinic }, { fromDay, ...question }) =>
    inClinic(clinic.id, async (tx, now) => {
      const zone = clinic.timeZone
      const today = dayOf(now, zone)
      const first = fromDay === null || fromDay < today ? today : fromDay
      const answer = await freeTimesOf(tx, clinic, now, { ...question, fromDay: first })
      return answer ? ok(inWords(answer, { today, now, zone })) : refuse('not-found')
    }),
)

/** How many waiting patients would suit a visit's time, were it to fall free. */
export const whoWaitsAction = staffAction(
  'appointment.cancel',
  z.object({ appointmentId: z.guid() }),
  async ({ clinic }, { appointmentId }) =>
    inClinic(clinic.id, async (tx, now) => ok(await suitedBy(tx, clinic, now, appointmentId))),
)
