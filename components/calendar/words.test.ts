import { expect, test } from 'vitest'
import { awayWords, openingNote } from './words'

const clock = { zone: 'Europe/Berlin', now: new Date('2026-03-12T10:00:00Z') }
const nobodySuited = { exhausted: true, asked: 0 }

test.each([
  ['2026-03-12T11:00:00Z', 'No match yet, again at 12:00'],
  ['2026-03-13T06:00:00Z', 'No match yet, again tomorrow 07:00'],
  ['2026-03-16T06:00:00Z', 'No match yet, again Mon 16 Mar 07:00'],
  [null, 'No match, book by hand'],
])('an opening that nobody suited: the next look is at %s', (next, words) => {
  const nextLook = next === null ? null : new Date(next)
  const plan = { offersOn: true, mailFailsSince: null, nextLook }
  expect(openingNote(nobodySuited, plan, clock)).toBe(words)
})

test('an opening says that nobody is asked while no mail goes out', () => {
  const plan = { offersOn: true, mailFailsSince: clock.now, nextLook: null }
  expect(openingNote(nobodySuited, plan, clock)).toBe('No mail goes out')
})

test.each([
  ['an hour', '2026-03-12T13:30', '2026-03-12T14:30', 'Away until 15:30'],
  ['the day', '2026-03-11T23:00', '2026-03-12T23:00', 'Away all day'],
  ['from noon on', '2026-03-12T11:00', '2026-03-12T23:00', 'Away for the rest of the day'],
  ['the last of some days', '2026-03-10T23:00', '2026-03-12T23:00', 'Away all day'],
  ['the first of some days', '2026-03-11T23:00', '2026-03-13T23:00', 'Away until Fri 13 March'],
  ['into a later day', '2026-03-12T11:00', '2026-03-13T11:00', 'Away until Fri 13 March, 12:00'],
])('a day shows an absence: %s', (_, from, to, words) => {
  const absence = { startsAt: new Date(`${from}:00Z`), endsAt: new Date(`${to}:00Z`) }
  expect(awayWords(absence, '2026-03-12', clock.zone)).toBe(words)
})
