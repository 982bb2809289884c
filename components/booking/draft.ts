import type { PatientInput } from '../patients/schema'
import type { PatientItem } from './patient-item'
import type { BookingInput } from './schema'

/** What was typed into "New appointment" when it was closed. */
export type Draft = {
  values: BookingInput
  patient: PatientItem | null
  /** The fields of a new patient are shown. */
  adding: boolean
  newPatient: PatientInput
}
