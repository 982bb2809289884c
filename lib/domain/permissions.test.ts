import { expect, it } from 'vitest'
import { may, type Permission, permissions, roles } from './permissions'

const everybody = 'admin scheduler practitioner'
const office = 'admin scheduler'

it.each<[Permission, string]>([
  ['calendar.view', everybody],
  ['appointment.book', office],
  ['appointment.move', office],
  ['appointment.cancel', office],
  ['appointment.confirm', office],
  ['appointment.attend', everybody],
  ['patient.view', everybody],
  ['patient.edit', office],
  ['patient.export', 'admin'],
  ['patient.erase', 'admin'],
  ['opening.view', everybody],
  ['opening.manage', office],
  ['insights.view', office],
  ['activity.view', office],
  ['settings.manage', 'admin'],
  ['automation.manage', 'admin'],
  ['staff.manage', 'admin'],
])('%s: %s', (permission, who) => {
  expect(roles.filter((role) => may(role, permission)).join(' ')).toBe(who)
})

it('lists every permission above', () => {
  expect(Object.keys(permissions)).toHaveLength(17)
})
