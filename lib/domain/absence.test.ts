import { expect, it } from 'vitest'
import { absenceRange, absenceTimes } from './absence'

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
  expect(absenceTimes({ start: new Date(start), end: new Date(end) }, zone)).toEqual(input)
})

it('an absence that ends at midnight and begins within a day keeps both of its times', () => {
  const range = { start: new Date('2026-08-03T10:00Z'), end: new Date('2026-08-03T22:00Z') }
  const shown = absenceTimes(range, zone)
  expect(shown).toEqual(times('2026-08-03', '12:00', '2026-08-04', '00:00'))
  expect(absenceRange(shown, zone)).toEqual(range)
})

it.each([
  ['a time that the clock skips', times('2026-03-29', '02:30', '2026-03-29', '12:00')],
  ['a time that comes twice', times('2026-10-24', '08:00', '2026-10-25', '02:30')],
  ['nothing', times('2026-08-03', '12:00', '2026-08-03', '12:00')],
])('refuses %s', (_, input) => {
  expect(absenceRange(input, zone)).toBeNull()
})
