import { expect, it } from 'vitest'
import type { SweepRun } from '@/db/queries/clinic/automation'
import { absenceWords } from './absence-words'
import { lastRunWords, nextRunWords, scheduleWords } from './sweep-words'

const zone = 'Europe/Berlin'
const now = new Date('2026-03-12T09:48Z')

it.each([
  ['2026-08-02T22:00Z', '2026-08-03T22:00Z', 'Mon 3 Aug'],
  ['2026-08-02T22:00Z', '2026-08-14T22:00Z', 'Mon 3 Aug to Fri 14 Aug'],
  ['2026-08-03T10:00Z', '2026-08-03T13:30Z', 'Mon 3 Aug, 12:00–15:30'],
  ['2026-08-03T10:00Z', '2026-08-03T22:00Z', 'Mon 3 Aug, 12:00–24:00'],
  ['2026-08-02T22:00Z', '2026-08-03T10:00Z', 'Mon 3 Aug, 00:00–12:00'],
  ['2026-08-03T10:00Z', '2026-08-05T06:00Z', 'Mon 3 Aug, 12:00 to Wed 5 Aug, 08:00'],
  ['2026-10-24T22:00Z', '2026-10-25T23:00Z', 'Sun 25 Oct'],
])('away %s to %s', (start, end, words) => {
  expect(absenceWords({ startsAt: new Date(start), endsAt: new Date(end) }, zone)).toBe(words)
})

const run = (change: Partial<SweepRun>): SweepRun => ({
  id: 'r',
  clinicId: 'c',
  sweep: 'confirm-upcoming',
  day: '2026-03-12',
  byHand: false,
  startedAt: new Date('2026-03-12T08:00Z'),
  finishedAt: new Date('2026-03-12T08:00Z'),
  count: 12,
  failed: false,
  ...change,
})

it.each([
  [null, 'Never'],
  [run({}), 'Today 09:00, 12 patients asked'],
  [run({ count: 1 }), 'Today 09:00, one patient asked'],
  [run({ count: 0, byHand: true }), 'Today 09:00, by hand, nobody left to ask'],
  [run({ startedAt: new Date('2026-03-11T08:00Z') }), 'Yesterday 09:00, 12 patients asked'],
  [run({ startedAt: new Date('2026-03-02T08:00Z') }), 'Mon 2 Mar 09:00, 12 patients asked'],
  [run({ finishedAt: null, count: null }), 'Today 09:00: running…'],
  [run({ failed: true, count: null }), 'Today 09:00: it stopped with an error and is tried again.'],
])('a last run, %#', (last, words) => {
  expect(lastRunWords('confirm-upcoming', last, now, zone)).toBe(words)
})

it('says what a sweep of openings found', () => {
  const words = (count: number) =>
    lastRunWords('reschedule-cancelled', run({ count }), now, zone).replace('Today 09:00, ', '')
  expect([0, 1, 5].map(words)).toEqual([
    'no free time to fill',
    'one free time looked at',
    '5 free times looked at',
  ])
})

it('says when it runs next, on the clinic’s clock', () => {
  expect(nextRunWords(null, now, zone)).toBe('Not planned')
  expect(nextRunWords(now, now, zone)).toBe('Within minutes')
  expect(nextRunWords(new Date('2026-03-13T06:00Z'), now, zone)).toBe('Tomorrow 07:00')
})

it('says the schedule', () => {
  const schedule = { on: true, at: '09:00', daysAhead: 2 }
  expect(scheduleWords('confirm-upcoming', schedule, zone)).toBe(
    'Every day at 09:00 (Europe/Berlin), for visits up to 2 days ahead',
  )
  expect(scheduleWords('confirm-upcoming', { ...schedule, daysAhead: 0 }, zone)).toContain(
    'for visits of the same day',
  )
  expect(scheduleWords('reschedule-cancelled', { ...schedule, on: false }, zone)).toBe(
    'Off: it runs by hand only',
  )
})
