import { expect, test } from 'vitest'
import { pauseFor } from './pause'

test.each([
  [1, 2000],
  [14_300, 16_000],
  [15_000, 16_000],
  [3_600_000, 3_601_000],
])(
  '%i ms are slept off in %i, which is a whole number of seconds and not too soon by half of one',
  (waitMs, pause) => {
    expect(pauseFor(waitMs)).toBe(pause)
    expect(pause - 500).toBeGreaterThan(waitMs)
  },
)
