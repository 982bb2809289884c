import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { changeDays, utc, wallTime, zonedInstant, zones } from './fixtures'
import { confirmWindow, nextSweep, sweepDue } from './sweeps'
import { addDays, type Day, dayOf, dayRange, instantAtOrAfter } from './time'

const minute = 60_000
const zone = 'Europe/Berlin'

describe('sweepDue', () => {
  it.each<[string, string, string, Day | null, Day | null]>([
    ['a minute early', '09:00', '2026-03-12T08:59+01:00', '2026-03-11', null],
    ['on time', '09:00', '2026-03-12T09:00+01:00', '2026-03-11', '2026-03-12'],
    ['never run before', '09:00:00', '2026-03-12T09:00+01:00', null, '2026-03-12'],
    ['never run before, early', '09:00', '2026-03-12T08:00+01:00', null, null],
    ['late, on the same day', '09:00', '2026-03-12T23:59+01:00', '2026-03-11', '2026-03-12'],
    ['a day too late: wait for today’s', '09:00', '2026-03-13T00:10+01:00', '2026-03-11', null],
    ['after a week off: one run', '09:00', '2026-03-19T10:00+01:00', '2026-03-11', '2026-03-19'],
    ['done', '09:00', '2026-03-12T09:01+01:00', '2026-03-12', null],
    ['done, then set to a later hour', '15:00', '2026-03-12T16:00+01:00', '2026-03-12', null],
    ['done in a zone further east', '09:00', '2026-03-12T23:00+01:00', '2026-03-13', null],
    ['a skipped time, before the change', '02:30', '2026-03-29T01:59+01:00', '2026-03-28', null],
    [
      'a skipped time, at the change',
      '02:30',
      '2026-03-29T03:00+02:00',
      '2026-03-28',
      '2026-03-29',
    ],
    ['a doubled time, the first', '02:30', '2026-10-25T02:30+02:00', '2026-10-24', '2026-10-25'],
    ['a doubled time, the second', '02:30', '2026-10-25T02:30+01:00', '2026-10-25', null],
  ])('%s', (_, at, now, lastDay, expected) => {
    expect(sweepDue({ at, zone, lastDay, now: utc(now) })).toBe(expected)
  })

  it('runs at midnight what a gap at the day’s end skipped', () => {
    const nuuk = { at: '23:30', zone: 'America/Nuuk' }
    const midnight = dayRange('2026-03-29', nuuk.zone).start
    const justBefore = new Date(+midnight - minute)
    expect(sweepDue({ ...nuuk, lastDay: '2026-03-27', now: justBefore })).toBe(null)
    expect(sweepDue({ ...nuuk, lastDay: '2026-03-27', now: midnight })).toBe('2026-03-28')
    expect(sweepDue({ ...nuuk, lastDay: '2026-03-28', now: midnight })).toBe(null)
  })

  it('runs once for every day, as soon as somebody looks, whatever the clocks do', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...changeDays),
        wallTime,
        fc.array(fc.integer({ min: 1, max: 45 }), { minLength: 20, maxLength: 200 }),
        (change, at, waits) => {
          const first = addDays(change.day, -1)
          let now = dayRange(first, change.zone).start
          const end = dayRange(addDays(change.day, 2), change.zone).end
          let lastDay: Day | null = addDays(first, -1)
          const runs: Day[] = []
          for (let i = 0; now < end; i++) {
            const before: Day | null = lastDay
            const day = sweepDue({ at, zone: change.zone, lastDay: before, now })
            if (day) {
              const late = +now - +instantAtOrAfter(day, at, change.zone)
              expect(late).toBeGreaterThanOrEqual(0)
              expect(late).toBeLessThan(45 * minute)
              runs.push(day)
              lastDay = day
            }
            now = new Date(+now + (waits[i % waits.length] ?? 1) * minute)
          }
          const days = [0, 1, 2, 3].map((n) => addDays(first, n))
          // Somebody who looks every 45 minutes may not look between a late `at` and midnight.
          const certain = days.filter((day) => {
            const due = instantAtOrAfter(day, at, change.zone)
            return +dayRange(day, change.zone).end - +due >= 45 * minute
          })
          expect(runs).toEqual([...new Set(runs)])
          expect(runs).toEqual(expect.arrayContaining(certain))
        },
      ),
    )
  })
})

describe('nextSweep', () => {
  it.each<[string, string, string, Day | null, string]>([
    ['today', '09:00', '2026-03-12T08:00+01:00', '2026-03-11', '2026-03-12T09:00+01:00'],
    ['tomorrow', '09:00', '2026-03-12T10:00+01:00', '2026-03-12', '2026-03-13T09:00+01:00'],
    ['now, since it is late', '09:00', '2026-03-12T10:00+01:00', null, '2026-03-12T10:00+01:00'],
    ['in summer time', '09:00', '2026-03-28T10:00+01:00', '2026-03-28', '2026-03-29T09:00+02:00'],
    ['in winter time', '09:00', '2026-10-24T10:00+02:00', '2026-10-24', '2026-10-25T09:00+01:00'],
    ['skipped', '02:30', '2026-03-28T10:00+01:00', '2026-03-28', '2026-03-29T03:00+02:00'],
    [
      'after a move east',
      '09:00',
      '2026-03-12T23:00+01:00',
      '2026-03-13',
      '2026-03-14T09:00+01:00',
    ],
  ])('%s', (_, at, now, lastDay, expected) => {
    expect(nextSweep({ at, zone, lastDay, now: utc(now) })).toEqual(utc(expected))
  })

  it('is when a run falls due, and none falls due before', () => {
    fc.assert(
      fc.property(
        zonedInstant,
        wallTime,
        fc.option(fc.integer({ min: -3, max: 1 })),
        fc.nat(999),
        (place, at, ago, permille) => {
          const { zone, instant: now } = place
          const lastDay = ago === null ? null : addDays(dayOf(now, zone), ago)
          const next = nextSweep({ at, zone, lastDay, now })
          expect(+next).toBeGreaterThanOrEqual(+now)
          expect(sweepDue({ at, zone, lastDay, now: next })).not.toBe(null)
          if (+next === +now) return
          const between = new Date(Math.floor(+now + (permille / 1000) * (+next - +now)))
          expect(sweepDue({ at, zone, lastDay, now: between })).toBe(null)
          expect(sweepDue({ at, zone, lastDay, now: new Date(+next - 1) })).toBe(null)
        },
      ),
    )
  })
})

describe('confirmWindow', () => {
  it.each([
    ['2026-03-12T09:00+01:00', 2, '2026-03-15T00:00+01:00'],
    ['2026-03-12T09:00+01:00', 0, '2026-03-13T00:00+01:00'],
    ['2026-03-28T09:00+01:00', 1, '2026-03-30T00:00+02:00'],
    ['2026-10-24T09:00+02:00', 1, '2026-10-26T00:00+01:00'],
  ])('from %s, %i days ahead, ends %s', (now, daysAhead, end) => {
    expect(confirmWindow(utc(now), daysAhead, zone)).toEqual({ start: utc(now), end: utc(end) })
  })

  it('holds the last minute of the last day, and not the next day’s first', () => {
    fc.assert(
      fc.property(zonedInstant, fc.nat(60), ({ zone, instant }, ahead) => {
        const { end } = confirmWindow(instant, ahead, zone)
        const last = addDays(dayOf(instant, zone), ahead)
        expect(dayOf(new Date(+end - 1), zone)).toBe(last)
        expect(dayOf(end, zone)).toBe(addDays(last, 1))
      }),
    )
  })
})

it('knows a change day for every zone that has one', () => {
  const changing = new Set<string>(changeDays.map((change) => change.zone))
  expect(zones.filter((name) => !changing.has(name))).toEqual(['Asia/Kolkata'])
})
