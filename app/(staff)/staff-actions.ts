import type { StaffActions } from '@/components/actions/staff-actions'
import * as appointment from './appointment-actions'
import * as view from './appointments/actions'
import * as opening from './opening-actions'
import * as patient from './patients/actions'

/** The server actions that the layout hands to the components of staff pages. */
export const staffActions: StaffActions = {
  bookAppointment: appointment.bookAppointmentAction,
  moveAppointment: appointment.moveAppointmentAction,
  cancelAppointment: appointment.cancelAppointmentAction,
  reinstateAppointment: appointment.reinstateAppointmentAction,
  confirmAppointment: appointment.confirmAppointmentAction,
  unconfirmAppointment: appointment.unconfirmAppointmentAction,
  askAgain: appointment.askAgainAction,
  recordAttendance: appointment.recordAttendanceAction,
  setWaitlist: appointment.setWaitlistAction,
  editAppointmentNote: appointment.editAppointmentNoteAction,

  offerFreeTime: opening.offerFreeTimeAction,
  withdrawOffer: opening.withdrawOfferAction,
  withdrawOpening: opening.withdrawOpeningAction,

  addPatient: appointment.addPatientAction,
  editPatient: patient.editPatientAction,
  tellApart: patient.tellApartAction,
  mergePatients: patient.mergePatientsAction,
  erasePatient: patient.erasePatientAction,
  endLinks: patient.endLinksAction,
  stopOffers: patient.stopOffersAction,
  resumeOffers: patient.resumeOffersAction,
  noteBounce: patient.noteBounceAction,
  trustAddress: patient.trustAddressAction,

  saveView: view.saveViewAction,
  removeView: view.removeViewAction,
}
