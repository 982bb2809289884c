import { expect, test } from 'vitest'
import { openingNote } from './words'

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
  expect(openingNote(nobodySuited, plan, clock)).toBe('No mail goes out, nobody is asked')
})
