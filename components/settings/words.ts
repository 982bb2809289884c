import type { Option } from '@/components/ui/select-field'
import type { Permission, Role } from '@/lib/domain/permissions'

export const languageOptions: Option[] = [
  { value: 'en', label: 'English' },
  { value: 'de', label: 'Deutsch' },
]

/** The roles as people say them. */
export const roleWords: Record<Role, string> = {
  admin: 'Admin',
  scheduler: 'Scheduler',
  practitioner: 'Practitioner',
}

/** What each permission lets somebody do. */
export const permissionWords: Record<Permission, string> = {
  'calendar.view': 'See the calendar and all appointments',
  'appointment.book': 'Book appointments',
  'appointment.move': 'Move appointments',
  'appointment.cancel': 'Cancel appointments',
  'appointment.confirm': 'Confirm for a patient who calls',
  'appointment.attend': 'Note who arrived, was seen or did not come',
  'patient.view': 'See patients',
  'patient.edit': 'Add and edit patients',
  'patient.export': 'Hand out all that is kept of a patient',
  'patient.erase': 'Erase a patient, set how long patients are kept',
  'opening.view': 'See openings and offers',
  'opening.manage': 'End offers, withdraw openings',
  'insights.view': 'See insights',
  'activity.view': 'See who did what',
  'settings.manage': 'Clinic, practitioners, absences and visit types',
  'automation.manage': 'Schedules, hold length, “Run now”',
  'staff.manage': 'Invite staff, change roles, end access',
}
