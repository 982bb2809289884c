import { expect, test } from 'vitest'
import { type Attendance, attendanceRefusal } from './attendance'

/** Ten to half past eleven at night in Berlin. */
const visit = {
  start: new Date('2026-03-12T21:00:00Z'),
  end: new Date('2026-03-12T22:30:00Z'),
}

test.each<[string, Attendance, string, ReturnType<typeof attendanceRefusal>]>([
  ['eight days before', 'arrived', '2026-03-04T21:00:00Z', 'not-its-day'],
  ['the evening before, on the clinic’s clock', 'arrived', '2026-03-11T22:59:00Z', 'not-its-day'],
  ['the first minute of its day', 'arrived', '2026-03-11T23:00:00Z', null],
  ['its start', 'arrived', '2026-03-12T21:00:00Z', null],
  ['the last minute of its day', 'arrived', '2026-03-12T22:59:00Z', null],
  ['the day after', 'arrived', '2026-03-12T23:00:00Z', 'not-its-day'],
  ['eight days before', 'fulfilled', '2026-03-04T21:00:00Z', 'not-begun'],
  ['a minute before', 'fulfilled', '2026-03-12T20:59:00Z', 'not-begun'],
  ['its start', 'fulfilled', '2026-03-12T21:00:00Z', null],
  ['a week later', 'fulfilled', '2026-03-19T21:00:00Z', null],
  ['a minute before', 'noshow', '2026-03-12T20:59:00Z', 'not-begun'],
  ['its start', 'noshow', '2026-03-12T21:00:00Z', null],
  ['eight days before', 'expected', '2026-03-04T21:00:00Z', null],
])('%s, %s', (_when, attendance, now, refused) => {
  expect(attendanceRefusal(attendance, visit, 'Europe/Berlin', new Date(now))).toBe(refused)
})

test('past midnight, who comes late to a visit that still runs has arrived', () => {
  const late = { start: visit.start, end: new Date('2026-03-12T23:30:00Z') }
  const at = (time: string) => attendanceRefusal('arrived', late, 'Europe/Berlin', new Date(time))
  expect(at('2026-03-12T23:10:00Z')).toBeNull()
  expect(at('2026-03-12T23:30:00Z')).toBe('not-its-day')
})
