import { expect, test } from 'vitest'
import { type LimitName, limits, mailboxOf, pointsOf } from './limits'
import { reasonForStaff } from './reasons'
import { reasonForPatient } from './reasons-for-patients'

test.each([
  ['nora@c.test', 'nora@c.test'],
  [' Nora@C.Test ', 'nora@c.test'],
  ['nora+work@c.test', 'nora@c.test'],
  ['nora+a+b@c.test', 'nora@c.test'],
  ['no.ra@c.test', 'no.ra@c.test'],
  ['nora@other.test', 'nora@other.test'],
])('the mailbox of %s', (email, mailbox) => {
  expect(mailboxOf(email)).toBe(mailbox)
})

test('a clinic’s own settings count where a limit is one, and only there', () => {
  const own = { selfMovesADay: 2, wishChangesADay: 7 }
  expect(pointsOf('move', own)).toBe(2)
  expect(pointsOf('wish', own)).toBe(7)
  expect(pointsOf('invite', own)).toBe(limits.invite.points)
})

test('no two limits are told alike', () => {
  const reasons = Object.values(limits).map(({ reason }) => reason)
  expect(new Set(reasons).size).toBe(reasons.length)
})

const detail = { until: new Date('2026-12-01T08:20:00Z'), zone: 'Europe/Berlin', times: 5 }

test('staff read how often it was done, and when again', () => {
  expect(reasonForStaff('address-invited-enough', 'en', detail)).toBe(
    'That address has been sent 5 invitations within a day. The next one can go after Tuesday 1 December, 09:20. Ask your colleague to look in the spam folder, too.',
  )
  expect(reasonForStaff('address-invited-enough', 'de', detail)).toContain(
    'Die nächste geht ab Dienstag, 1. Dezember, 09:20',
  )
})

test('patients read whom to call, where there is a telephone', () => {
  const phone = '+49 40 5557 0100'
  expect(reasonForPatient('moved-enough', 'en', { times: 3, phone })).toBe(
    `You have moved this visit 3 times within a day, and it stays where it is. Please call us: ${phone}.`,
  )
  expect(reasonForPatient('moved-enough', 'de', { times: 3, phone })).toContain(
    `Bitte rufen Sie uns an: ${phone}.`,
  )
  expect(reasonForPatient('moved-enough', 'en', { times: 1 })).toBe(
    'You have moved this visit once within a day, and it stays where it is.',
  )
  for (const name of ['wish', 'press'] satisfies LimitName[]) {
    expect(reasonForPatient(limits[name].reason, 'en', {})).not.toContain('call')
  }
})
