import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import {
  acceptance,
  casesPerCircle,
  noOffers,
  noSlots,
  type Period,
  periodOf,
  rangeOf,
  share,
  slotsLost,
  unitOf,
  wonBackRate,
} from './insights'
import { addDays } from './time'

const today = '2026-03-12'
const none = { from: null, until: null }

describe('periods', () => {
  it.each<[Parameters<typeof periodOf>[0], from: string, until: string]>([
    [{ span: '4w', ...none }, '2026-02-13', today],
    [{ span: '13w', ...none }, '2025-12-12', today],
    [{ span: '12m', ...none }, '2025-03-13', today],
    [{ span: '4w', from: '2026-01-01', until: '2026-01-31' }, '2026-01-01', '2026-01-31'],
    [{ span: '4w', from: '2026-01-31', until: '2026-01-01' }, '2026-01-01', '2026-01-31'],
    [{ span: '4w', from: '2026-03-01', until: null }, '2026-03-01', today],
    [{ span: '4w', from: '2026-04-01', until: null }, '2026-04-01', '2026-04-01'],
    [{ span: '4w', from: null, until: '2026-01-28' }, '2026-01-01', '2026-01-28'],
    [{ span: '4w', from: '1990-01-01', until: today }, '2024-03-12', today],
  ])('%o', (asked, from, until) => {
    expect(periodOf(asked, today)).toMatchObject({ from, until })
  })

  it.each([
    ['2024-03-11', true],
    ['2024-03-12', false],
  ])('from %s until today something is left out: %s', (from, cut) => {
    expect(periodOf({ span: '4w', from, until: today }, today).cut).toBe(cut)
  })

  test('the period before is as long and ends the day before', () => {
    const day = fc.integer({ min: 0, max: 1200 }).map((n) => addDays('2024-01-01', n))
    fc.assert(
      fc.property(day, day, (from, until) => {
        const period = periodOf({ span: '4w', from, until }, today)
        expect(addDays(period.before.until, 1)).toBe(period.from)
        expect(addDays(period.from, period.days - 1)).toBe(period.until)
        expect(addDays(period.before.from, period.days)).toBe(period.from)
      }),
    )
  })

  test('its instants are the clinic’s days, on both clock-change days', () => {
    const hours = (from: string) => {
      const { start, end } = rangeOf({ from, until: from }, 'Europe/Berlin')
      return (+end - +start) / 3_600_000
    }
    expect(['2026-03-29', '2026-10-25', today].map(hours)).toEqual([23, 25, 24])
  })

  it.each([
    [14, 'day'],
    [15, 'week'],
    [91, 'week'],
    [365, 'month'],
  ])('%i days are cut by %s', (days, unit) => {
    expect(unitOf({ days } as Period)).toBe(unit)
  })
})

test('a share of nothing is none', () => {
  expect(share(0, 0)).toBeNull()
  expect(share(1, 4)).toBe(0.25)
})

test('slots lost are all that stayed empty; of those offered, so many were won back', () => {
  const slots = { ...noSlots, wonBack: 3, endedEmpty: 1, undecided: 5, missed: 2, unoffered: 4 }
  expect(slotsLost(slots)).toBe(7)
  expect(wonBackRate(slots)).toBe(0.75)
})

test('offers withdrawn, open or taken by another say nothing of acceptance', () => {
  const ended = { ...noOffers, offers: 12, accepted: 1, declined: 1, expired: 2 }
  expect(acceptance({ ...ended, quicker: 3, withdrawn: 6, pending: 2 })).toBe(0.25)
  expect(acceptance({ ...noOffers, offers: 6, withdrawn: 6 })).toBeNull()
})

test('circles stand for so many that the longest row fits', () => {
  expect([0, 78, 79, 700, 5000].map((longest) => casesPerCircle(longest, 78))).toEqual([
    1, 1, 2, 10, 100,
  ])
  fc.assert(
    fc.property(fc.nat(2_000_000), (longest) => {
      expect(Math.ceil(longest / casesPerCircle(longest, 78))).toBeLessThanOrEqual(78)
    }),
  )
})
