import { expect, test } from 'vitest'
import { pauseAfter } from './live-pace'

const minute = 60_000

test.each([
  [0, 2_500],
  [2 * minute - 1, 2_500],
  [2 * minute, 10_000],
  [10 * minute, 30_000],
  [30 * minute, 60_000],
  [24 * 60 * minute, 60_000],
])('idle for %i ms, it looks again after %i', (idle, pause) => {
  expect(pauseAfter(idle)).toBe(pause)
})

test('a page left alone for a day asks fewer than 1,700 times, not 34,560', () => {
  let looks = 0
  for (let idle = 0; idle < 24 * 60 * minute; idle += pauseAfter(idle)) looks++
  expect(looks).toBeLessThan(1_700)
})
