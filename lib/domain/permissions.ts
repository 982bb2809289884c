export const roles = ['admin', 'scheduler', 'practitioner'] as const

export type Role = (typeof roles)[number]

export type Permission =
  | 'calendar.view'
  | 'appointment.book'
  | 'appointment.move'
  | 'appointment.cancel'
  | 'appointment.confirm'
  | 'appointment.attend'
  | 'patient.view'
  | 'patient.edit'
  | 'patient.export'
  | 'patient.erase'
  | 'opening.view'
  | 'opening.manage'
  | 'insights.view'
  | 'activity.view'
  | 'settings.manage'
  | 'automation.manage'
  | 'staff.manage'

/** Who may do what. */
export const permissions: Record<Permission, readonly Role[]> = {
  'calendar.view': ['admin', 'scheduler', 'practitioner'],
  'appointment.book': ['admin', 'scheduler'],
  'appointment.move': ['admin', 'scheduler'],
  'appointment.cancel': ['admin', 'scheduler'],
  'appointment.confirm': ['admin', 'scheduler'],
  'appointment.attend': ['admin', 'scheduler', 'practitioner'],
  'patient.view': ['admin', 'scheduler', 'practitioner'],
  'patient.edit': ['admin', 'scheduler'],
  'patient.export': ['admin'],
  'patient.erase': ['admin'],
  'opening.view': ['admin', 'scheduler', 'practitioner'],
  'opening.manage': ['admin', 'scheduler'],
  'insights.view': ['admin', 'scheduler'],
  'activity.view': ['admin', 'scheduler'],
  'settings.manage': ['admin'],
  'automation.manage': ['admin'],
  'staff.manage': ['admin'],
}

/** Whether staff with this role may do that. */
export function may(role: Role, permission: Permission): boolean {
  return permissions[permission].includes(role)
}
