import { expect, test } from 'vitest'
import { lapsedWhy } from './endings'

const at = new Date('2026-03-12T09:48:00Z')

test.each([
  ['nobody suited', { exhaustedAt: at, resumesAt: null }, true, 'begun'],
  ['nobody suited, then offers off', { exhaustedAt: at, resumesAt: null }, false, 'begun'],
  ['nobody suited, then quiet hours', { exhaustedAt: at, resumesAt: at }, true, 'begun'],
  ['offers off', { exhaustedAt: null, resumesAt: null }, false, 'offers-off'],
  ['offers off, quiet hours before', { exhaustedAt: null, resumesAt: at }, false, 'offers-off'],
  ['quiet hours', { exhaustedAt: null, resumesAt: at }, true, 'quiet-hours'],
  ['still looking', { exhaustedAt: null, resumesAt: null }, true, 'begun'],
] as const)('an opening lapses: %s', (_, opening, offersOn, why) => {
  expect(lapsedWhy(opening, { offersOn, mailFailsSince: null })).toBe(why)
})

test.each([
  ['nobody suited before', { exhaustedAt: at, resumesAt: null }, 'begun'],
  ['somebody was still to be asked', { exhaustedAt: null, resumesAt: at }, 'mail-down'],
] as const)('an opening lapses while no mail goes out: %s', (_, opening, why) => {
  expect(lapsedWhy(opening, { offersOn: true, mailFailsSince: at })).toBe(why)
})
