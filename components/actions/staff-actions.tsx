'use client'

import { createContext, type ReactNode, useContext, useState } from 'react'
import type { z } from 'zod'
import type { viewSchema } from '../appointments/address'
import type { PatientItem } from '../booking/patient-item'
import type {
  attendanceSchema,
  bookingSchema,
  cancelSchema,
  moveSchema,
  noteSchema,
  waitlistSchema,
} from '../booking/schema'
import type { freeTimeSchema } from '../openings/schema'
import type { mergeSchema, patientSchema } from '../patients/schema'
import type { Action } from './call-action'

type Version = { appointmentId: string; version: number }
type OfPatient = { patientId: string }

/** What several staff pages ask the server to do. What one page alone asks for comes as its props. */
export type StaffActions = {
  bookAppointment: Action<
    z.input<typeof bookingSchema>,
    { appointmentId: string; fillsOpening: boolean }
  >
  moveAppointment: Action<
    z.input<typeof moveSchema>,
    { version: number; from: { practitionerId: string; start: Date } }
  >
  cancelAppointment: Action<z.input<typeof cancelSchema>, { openingId: string | null }>
  reinstateAppointment: Action<{ appointmentId: string }, unknown>
  confirmAppointment: Action<Version, unknown>
  unconfirmAppointment: Action<Version, unknown>
  askAgain: Action<Version, unknown>
  recordAttendance: Action<z.input<typeof attendanceSchema>, unknown>
  setWaitlist: Action<z.input<typeof waitlistSchema>, unknown>
  editAppointmentNote: Action<z.input<typeof noteSchema>, unknown>

  offerFreeTime: Action<z.input<typeof freeTimeSchema>, { openingId: string }>
  withdrawOffer: Action<{ offerId: string }, unknown>
  withdrawOpening: Action<{ openingId: string }, unknown>

  addPatient: Action<z.input<typeof patientSchema> & { evenIfAlike: boolean }, PatientItem>
  editPatient: Action<
    OfPatient & { details: z.input<typeof patientSchema> },
    { sent: number | null }
  >
  tellApart: Action<OfPatient & { otherId: string; different: boolean }, unknown>
  mergePatients: Action<z.input<typeof mergeSchema>, { patientId: string; sent: number }>
  erasePatient: Action<OfPatient & { name: string }, unknown>
  endLinks: Action<OfPatient & { anew: boolean }, { sent: number }>
  stopOffers: Action<OfPatient, unknown>
  resumeOffers: Action<OfPatient, unknown>
  noteBounce: Action<OfPatient & { email: string }, unknown>
  trustAddress: Action<OfPatient, unknown>

  saveView: Action<z.input<typeof viewSchema>, unknown>
  removeView: Action<{ viewId: string }, unknown>
}

const Context = createContext<StaffActions | null>(null)

/** The actions of the staff pages beneath; throws outside `StaffActionsProvider`. */
export function useStaffActions(): StaffActions {
  const actions = useContext(Context)
  if (!actions) throw new Error('useStaffActions belongs inside <StaffActionsProvider>')
  return actions
}

/**
 * Gives the actions to the pages beneath. They stay the first that came: each drawing of the server
 * brings new functions for the same actions, and `callAction` knows by the function what was asked
 * for and not answered.
 */
export function StaffActionsProvider({
  actions,
  children,
}: {
  actions: StaffActions
  children: ReactNode
}) {
  const [first] = useState(actions)
  return <Context value={first}>{children}</Context>
}
