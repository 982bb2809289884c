import { describe, expect, it } from 'vitest'
import { headingOf, stepped } from './heading'

describe('the heading', () => {
  it.each([
    ['day', '2026-03-12', '2026-03-12', 'Thursday 12 March'],
    ['day', '2027-03-12', '2027-03-12', 'Friday 12 March 2027'],
    ['week', '2026-03-12', '2026-03-14', '9 – 14 March'],
    ['week', '2026-03-31', '2026-04-04', '30 March – 4 April'],
    ['month', '2026-03-12', '2026-03-31', 'March 2026'],
    ['list', '2026-03-25', '2026-04-07', '25 March – 7 April'],
  ] as const)('of the %s of %s', (view, date, last, heading) => {
    expect(headingOf(view, date, last, '2026-03-12')).toBe(heading)
  })
})

describe('previous and next', () => {
  it.each([
    ['day', '2026-03-01', '2026-02-28', '2026-03-02'],
    ['week', '2026-03-12', '2026-03-05', '2026-03-19'],
    ['month', '2026-01-31', '2025-12-01', '2026-02-01'],
    ['month', '2026-02-28', '2026-01-01', '2026-03-01'],
    ['list', '2026-03-12', '2026-02-26', '2026-03-26'],
  ] as const)('of the %s of %s', (view, date, before, after) => {
    expect([stepped(view, date, -1), stepped(view, date, 1)]).toEqual([before, after])
  })
})
