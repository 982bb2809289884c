import { expect, it } from 'vitest'
import { absenceRange } from './absence'

const zone = 'Europe/Berlin'
const times = (
  firstDay: string,
  firstTime: string | null,
  lastDay: string,
  lastTime: string | null,
) => ({
  firstDay,
  firstTime,
  lastDay,
  lastTime,
})

it.each([
  [
    'whole days',
    times('2026-08-03', null, '2026-08-07', null),
    '2026-08-02T22:00Z',
    '2026-08-07T22:00Z',
  ],
  [
    'some hours',
    times('2026-08-03', '12:00', '2026-08-03', '15:30'),
    '2026-08-03T10:00Z',
    '2026-08-03T13:30Z',
  ],
  [
    'the day that is 23 hours long',
    times('2026-03-29', null, '2026-03-29', null),
    '2026-03-28T23:00Z',
    '2026-03-29T22:00Z',
  ],
  [
    'the day that is 25 hours long',
    times('2026-10-25', null, '2026-10-25', null),
    '2026-10-24T22:00Z',
    '2026-10-25T23:00Z',
  ],
])('%s', (_, input, start, end) => {
  expect(absenceRange(input, zone)).toEqual({ start: new Date(start), end: new Date(end) })
})

it.each([
  ['a time that the clock skips', times('2026-03-29', '02:30', '2026-03-29', '12:00')],
  ['a time that comes twice', times('2026-10-24', '08:00', '2026-10-25', '02:30')],
  ['nothing', times('2026-08-03', '12:00', '2026-08-03', '12:00')],
])('refuses %s', (_, input) => {
  expect(absenceRange(input, zone)).toBeNull()
})
