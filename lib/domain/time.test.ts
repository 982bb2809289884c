import fc from 'fast-check'
import { Temporal } from 'temporal-polyfill'
import { describe, expect, it } from 'vitest'
import { changeDays, clock, utc, wallTime, wallTimeAt, zonedInstant, zones } from './fixtures'
import {
  addDays,
  contains,
  dayOf,
  dayRange,
  daysBetween,
  instantAt,
  instantAtOrAfter,
  isDay,
  isoWeek,
  isZone,
  merge,
  minutesOfDay,
  mondayOf,
  monthDays,
  overlaps,
  type Range,
  subtract,
  wallTimeOf,
  weekdayOf,
  weekdaysBetween,
} from './time'

const minute = 60_000

describe('days and zones', () => {
  it.each([
    ['2026-03-12', true],
    ['2024-02-29', true],
    ['2026-02-29', false],
    ['2026-04-31', false],
    ['2026-3-12', false],
    ['12.03.2026', false],
    ['2026-03-12T10:00', false],
    ['', false],
    ['1900-01-01', true],
    ['2199-12-31', true],
    // The weeks around these would reach into years that do not sort as text.
    ['0001-01-01', false],
    ['9999-12-31', false],
  ])('isDay(%j) is %j', (s, expected) => {
    expect(isDay(s)).toBe(expected)
  })

  it.each([
    ['2026-03-12', '2026-03-12', [4]],
    ['2026-03-14', '2026-03-16', [6, 7, 1]],
    ['2026-03-09', '2026-04-09', [1, 2, 3, 4, 5, 6, 7]],
    ['2026-03-12', '2026-03-11', []],
  ])('the weekdays from %s to %s are %j', (first, last, expected) => {
    expect(weekdaysBetween(first, last)).toEqual(expected)
  })

  it.each<[string, boolean]>([
    ...zones.map((zone): [string, boolean] => [zone, true]),
    ['America/Argentina/Buenos_Aires', true],
    ['America/Port-au-Prince', true],
    ['UTC', true],
    ['Europe/Hamburg', false],
    ['+01:00', false],
    ['europe/berlin', false],
    ['CET', false],
    ['', false],
  ])('isZone(%j) is %j', (s, expected) => {
    expect(isZone(s)).toBe(expected)
  })

  it.each([
    ['2026-03-12', 4],
    ['2026-03-15', 7],
    ['2026-03-16', 1],
  ])('weekdayOf(%s) is %i', (day, weekday) => {
    expect(weekdayOf(day)).toBe(weekday)
  })

  it.each([
    ['2026-03-15', '2026-03-09'],
    ['2026-03-16', '2026-03-16'],
    ['2026-01-01', '2025-12-29'],
  ])('mondayOf(%s) is %s', (day, monday) => {
    expect(mondayOf(day)).toBe(monday)
  })

  it.each([
    ['2026-01-31', 1, '2026-02-01'],
    ['2026-03-01', -1, '2026-02-28'],
    ['2026-03-28', 2, '2026-03-30'],
    ['2024-02-28', 1, '2024-02-29'],
  ])('addDays(%s, %i) is %s', (day, n, expected) => {
    expect(addDays(day, n)).toBe(expected)
  })

  it('covers a month with whole weeks', () => {
    const march = monthDays('2026-03-12')
    expect([march.length, march[0], march.at(-1)]).toEqual([42, '2026-02-23', '2026-04-05'])
    // August 2026 ends on a Monday.
    expect(monthDays('2026-08-12').at(-1)).toBe('2026-09-06')
    expect(monthDays('2021-02-14')).toHaveLength(28)
    expect(monthDays('2021-02-14')[0]).toBe('2021-02-01')
  })

  it('numbers weeks as ISO 8601 does, at the turn of every year', () => {
    expect(isoWeek('2026-03-12')).toEqual({ year: 2026, week: 11 })
    expect(isoWeek('2027-01-01')).toEqual({ year: 2026, week: 53 })
    expect(isoWeek('2024-12-30')).toEqual({ year: 2025, week: 1 })
    fc.assert(
      fc.property(fc.integer({ min: -20_000, max: 40_000 }), (n) => {
        const day = addDays('1970-01-01', n)
        const { yearOfWeek, weekOfYear } = Temporal.PlainDate.from(day)
        expect(isoWeek(day)).toEqual({ year: yearOfWeek, week: weekOfYear })
      }),
    )
  })
})

describe('the local clock', () => {
  it('is the one that Intl shows, wherever the server stands', () => {
    fc.assert(
      fc.property(zonedInstant, ({ zone, instant }) => {
        const [day, time] = clock(instant, zone).split(' ')
        expect(dayOf(instant, zone)).toBe(day)
        expect(wallTimeOf(instant, zone)).toBe(time)
        expect(wallTimeAt(minutesOfDay(instant, zone))).toBe(time)
      }),
    )
  })

  it('counts calendar days, not 24 hours', () => {
    const zone = 'Europe/Berlin'
    const eve = utc('2026-03-28T23:30+01:00')
    expect(daysBetween(eve, utc('2026-03-29T00:10+01:00'), zone)).toBe(1)
    expect(daysBetween(eve, utc('2026-03-30T00:00+02:00'), zone)).toBe(2)
    expect(daysBetween(utc('2026-03-30T00:00+02:00'), eve, zone)).toBe(-2)
    expect(daysBetween(utc('2026-03-12T09:00Z'), utc('2026-03-31T07:00Z'), zone)).toBe(19)
    // The same two instants are one day apart or none, depending on where they are looked at.
    expect(daysBetween(utc('2026-03-12T20:00Z'), utc('2026-03-13T04:30Z'), 'Asia/Kolkata')).toBe(0)
  })
})

describe('instantAt', () => {
  it.each([
    ['2026-03-12', '10:48', 'Europe/Berlin', '2026-03-12T09:48Z'],
    ['2026-07-12', '10:48:00', 'Europe/Berlin', '2026-07-12T08:48Z'],
    ['2026-03-12', '10:48', 'Asia/Kolkata', '2026-03-12T05:18Z'],
    ['2026-03-29', '01:59', 'Europe/Berlin', '2026-03-29T00:59Z'],
    ['2026-03-29', '03:00', 'Europe/Berlin', '2026-03-29T01:00Z'],
    ['2026-10-25', '03:00', 'Europe/Berlin', '2026-10-25T02:00Z'],
  ])('%s %s in %s is %s', (day, time, zone, expected) => {
    expect(instantAt(day, time, zone)).toEqual(utc(expected))
  })

  it.each(changeDays)('refuses what $zone skips or doubles on $day, and nothing else', (change) => {
    const [from, until] = 'skipped' in change ? change.skipped : change.doubled
    for (let m = 0; m < 1440; m++) {
      const time = wallTimeAt(m)
      const odd = from <= time && time < until
      expect(instantAt(change.day, time, change.zone) === null, time).toBe(odd)
    }
  })

  it('is the way back from the local clock, but for the doubled times', () => {
    fc.assert(
      fc.property(zonedInstant, ({ zone, instant }) => {
        const wall = clock(instant, zone)
        const doubled = [-60, -30, 30, 60].some(
          (m) => clock(new Date(+instant + m * minute), zone) === wall,
        )
        const [day = '', time = ''] = wall.split(' ')
        expect(instantAt(day, time, zone)).toEqual(doubled ? null : instant)
      }),
    )
  })

  it('throws on what is no day or no time', () => {
    expect(() => instantAt('2026-02-30', '10:00', 'Europe/Berlin')).toThrow(RangeError)
    expect(() => instantAt('2026-02-20', '25:00', 'Europe/Berlin')).toThrow(RangeError)
  })
})

describe('instantAtOrAfter', () => {
  it.each([
    [
      'a skipped time runs at the change',
      '2026-03-29',
      '02:30',
      'Europe/Berlin',
      '2026-03-29T01:00Z',
    ],
    ['so does the first skipped one', '2026-03-29', '02:00', 'Europe/Berlin', '2026-03-29T01:00Z'],
    [
      'a doubled time runs the first time',
      '2026-10-25',
      '02:30',
      'Europe/Berlin',
      '2026-10-25T00:30Z',
    ],
    ['half an hour skipped', '2026-10-04', '02:15', 'Australia/Lord_Howe', '2026-10-03T15:30Z'],
    ['a skipped midnight', '2018-11-04', '00:00', 'America/Sao_Paulo', '2018-11-04T03:00Z'],
    ['a skipped whole day', '2011-12-30', '09:00', 'Pacific/Apia', '2011-12-30T10:00Z'],
    ['24:00 is the next midnight', '2026-03-12', '24:00', 'Europe/Berlin', '2026-03-12T23:00Z'],
  ])('%s', (_, day, time, zone, expected) => {
    expect(instantAtOrAfter(day, time, zone)).toEqual(utc(expected))
  })

  it('is the first minute at which the clock shows that time or a later one', () => {
    fc.assert(
      fc.property(zonedInstant, wallTime, ({ zone, instant }, time) => {
        const day = clock(instant, zone).slice(0, 10)
        const found = instantAtOrAfter(day, time, zone)
        expect(clock(found, zone) >= `${day} ${time}`).toBe(true)
        for (const m of [1, 29, 30, 31, 59, 60, 61, 90, 120, 600]) {
          expect(clock(new Date(+found - m * minute), zone) < `${day} ${time}`).toBe(true)
        }
      }),
    )
  })
})

describe('dayRange', () => {
  it.each(changeDays)('is $hours hours long in $zone on $day', ({ zone, day, hours }) => {
    const { start, end } = dayRange(day, zone)
    expect((+end - +start) / 3_600_000).toBe(hours)
  })

  it('holds every instant of its day, and days follow without a gap', () => {
    fc.assert(
      fc.property(zonedInstant, ({ zone, instant }) => {
        const day = dayOf(instant, zone)
        const { start, end } = dayRange(day, zone)
        expect(start <= instant && instant < end).toBe(true)
        expect(dayRange(addDays(day, 1), zone).start).toEqual(end)
      }),
    )
  })

  it('is empty for a day that the zone skipped', () => {
    const { start, end } = dayRange('2011-12-30', 'Pacific/Apia')
    expect(start).toEqual(end)
  })
})

describe('ranges', () => {
  const range = (start: number, end: number): Range => ({
    start: new Date(start * minute),
    end: new Date(end * minute),
  })
  const someRange = fc
    .tuple(fc.integer({ min: 0, max: 40 }), fc.integer({ min: 0, max: 8 }))
    .map(([start, length]) => range(start, start + length))
  const someRanges = fc.array(someRange, { maxLength: 8 })
  const minutesIn = (ranges: readonly Range[]) =>
    new Set(
      ranges.flatMap(({ start, end }) =>
        Array.from({ length: (+end - +start) / minute }, (_, i) => +start / minute + i),
      ),
    )
  const tidy = (ranges: readonly Range[]) =>
    ranges.every(({ start, end }, i) => {
      const next = ranges[i + 1]
      return start < end && (!next || end < next.start)
    })

  it('touching ranges do not overlap, and empty ones never do', () => {
    expect(overlaps(range(0, 10), range(10, 20))).toBe(false)
    expect(overlaps(range(0, 11), range(10, 20))).toBe(true)
    expect(overlaps(range(0, 10), range(5, 5))).toBe(false)
  })

  it('overlap means a shared minute, either way round', () => {
    fc.assert(
      fc.property(someRange, someRange, (a, b) => {
        const shared = [...minutesIn([a])].some((m) => minutesIn([b]).has(m))
        expect(overlaps(a, b)).toBe(shared)
        expect(overlaps(b, a)).toBe(shared)
      }),
    )
  })

  it('contains its own bounds and no more', () => {
    expect(contains(range(0, 10), range(0, 10))).toBe(true)
    expect(contains(range(0, 10), range(0, 11))).toBe(false)
    expect(contains(range(1, 10), range(0, 10))).toBe(false)
  })

  it('merges to the same minutes in fewest ranges, and leaves its input alone', () => {
    fc.assert(
      fc.property(someRanges, (ranges) => {
        const before = structuredClone(ranges)
        const merged = merge(ranges)
        expect(minutesIn(merged)).toEqual(minutesIn(ranges))
        expect(tidy(merged)).toBe(true)
        expect(ranges).toEqual(before)
      }),
    )
  })

  it('subtracts minute by minute', () => {
    fc.assert(
      fc.property(someRanges, someRanges, (ranges, taken) => {
        const left = subtract(ranges, taken)
        const gone = minutesIn(taken)
        expect(minutesIn(left)).toEqual(new Set([...minutesIn(ranges)].filter((m) => !gone.has(m))))
        expect(tidy(left)).toBe(true)
      }),
    )
  })
})
