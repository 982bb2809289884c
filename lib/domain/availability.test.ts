import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  fits,
  freeStarts,
  gridWithin,
  nextOnGrid,
  slotRange,
  spread,
  visitRange,
  workingRanges,
} from './availability'
import { changeDays, clock, utc, wallTimeAt, zonedInstant } from './fixtures'
import { contains, dayOf, dayRange, overlaps, weekdayOf } from './time'

const minute = 60_000
const berlin = 'Europe/Berlin'
const long = { durationMinutes: 30, bufferBeforeMinutes: 5, bufferAfterMinutes: 10 }
const plain = { durationMinutes: 30, bufferBeforeMinutes: 0, bufferAfterMinutes: 0 }
const longAgo = utc('2000-01-01T00:00Z')

/** Hours of every weekday. */
const daily = (startsAt: string, endsAt: string) =>
  [1, 2, 3, 4, 5, 6, 7].map((weekday) => ({ weekday, startsAt, endsAt }))

const times = (starts: readonly Date[], zone: string) =>
  starts.map((start) => clock(start, zone).slice(11))

describe('workingRanges', () => {
  it('takes the hours of that weekday, joined and in order', () => {
    const hours = [
      { weekday: 4, startsAt: '13:00', endsAt: '17:00' },
      { weekday: 4, startsAt: '08:00:00', endsAt: '10:00:00' },
      { weekday: 4, startsAt: '10:00', endsAt: '12:00' },
      { weekday: 5, startsAt: '06:00', endsAt: '20:00' },
    ]
    expect(workingRanges('2026-03-12', hours, berlin)).toEqual([
      { start: utc('2026-03-12T07:00Z'), end: utc('2026-03-12T11:00Z') },
      { start: utc('2026-03-12T12:00Z'), end: utc('2026-03-12T16:00Z') },
    ])
    expect(workingRanges('2026-03-14', hours, berlin)).toEqual([])
  })

  it('keeps the wall-clock hours on both sides of a clock change', () => {
    for (const day of ['2026-03-28', '2026-03-29', '2026-10-24', '2026-10-25']) {
      const [range] = workingRanges(day, daily('08:00', '17:00'), berlin)
      expect(range && times([range.start, range.end], berlin)).toEqual(['08:00', '17:00'])
    }
  })

  it('works to the end of the day, written either way', () => {
    for (const end of ['24:00', '24:00:00']) {
      const [range] = workingRanges('2026-03-12', daily('20:00', end), berlin)
      expect(range?.end).toEqual(utc('2026-03-12T23:00Z'))
    }
  })

  it('is empty for hours that the day skips whole', () => {
    expect(workingRanges('2026-03-29', daily('02:00', '02:45'), berlin)).toEqual([])
  })
})

describe('the time a visit takes', () => {
  const start = utc('2026-03-12T09:00Z')

  it('is its length, and with its buffers what goes into slots', () => {
    expect(visitRange(start, long)).toEqual({ start, end: utc('2026-03-12T09:30Z') })
    expect(slotRange(start, long)).toEqual({
      start: utc('2026-03-12T08:55Z'),
      end: utc('2026-03-12T09:40Z'),
    })
  })
})

describe('freeStarts', () => {
  const ask = {
    day: '2026-03-12',
    zone: berlin,
    hours: daily('08:00', '10:00'),
    taken: [],
    length: plain,
    gridMinutes: 15,
    now: longAgo,
  }

  it('fills the working hours to their last minute', () => {
    const all = ['08:00', '08:15', '08:30', '08:45', '09:00', '09:15', '09:30']
    expect(times(freeStarts(ask), berlin)).toEqual(all)
  })

  it('starts on the grid of the day, not of the hours', () => {
    const odd = { ...ask, hours: daily('08:05', '09:00'), gridMinutes: 20 }
    expect(times(freeStarts(odd), berlin)).toEqual(['08:20'])
  })

  it('lets buffers out of working hours but not into taken time', () => {
    const taken = [{ start: utc('2026-03-12T08:00Z'), end: utc('2026-03-12T08:20Z') }]
    expect(times(freeStarts({ ...ask, length: long, taken }), berlin)).toEqual([
      '08:00',
      '08:15',
      '09:30',
    ])
  })

  it('minds what reaches into a buffer alone, before the first visit and after the last', () => {
    const taken = [
      { start: utc('2026-03-12T06:56Z'), end: utc('2026-03-12T06:57Z') },
      { start: utc('2026-03-12T09:05Z'), end: utc('2026-03-12T09:06Z') },
    ]
    const starts = freeStarts({ ...ask, length: long, taken })
    expect(times(starts, berlin)).toEqual(['08:15', '08:30', '08:45', '09:00', '09:15'])
  })

  it('is later than now, not at it', () => {
    const now = utc('2026-03-12T08:15Z')
    expect(times(freeStarts({ ...ask, now }), berlin)).toEqual(['09:30'])
  })

  it('does not bridge a break, but does bridge hours that touch', () => {
    const hours = (gap: string) => [
      { weekday: 4, startsAt: '08:00', endsAt: '08:45' },
      { weekday: 4, startsAt: gap, endsAt: '09:30' },
    ]
    expect(times(freeStarts({ ...ask, hours: hours('09:00') }), berlin)).toEqual([
      '08:00',
      '08:15',
      '09:00',
    ])
    expect(times(freeStarts({ ...ask, hours: hours('08:45') }), berlin)).toHaveLength(5)
  })

  it('runs over midnight where the practitioner works on', () => {
    const night = { ...ask, hours: [...daily('23:00', '24:00'), ...daily('00:00', '01:00')] }
    expect(times(freeStarts(night), berlin)).toEqual([
      '00:00',
      '00:15',
      '00:30',
      '23:00',
      '23:15',
      '23:30',
      '23:45',
    ])
  })

  it.each(changeDays)('offers no skipped or doubled time: $zone, $day', (change) => {
    const starts = freeStarts({
      ...ask,
      ...change,
      hours: daily('00:00', '24:00'),
      gridMinutes: 30,
    })
    const [from, until] = 'skipped' in change ? change.skipped : change.doubled
    const expected = Array.from({ length: 48 }, (_, i) => wallTimeAt(i * 30)).filter(
      (time) => time < from || time >= until,
    )
    expect(times(starts, change.zone)).toEqual(expected)
  })

  it('is every grid time of the day that fits, and no other', () => {
    const someHours = fc
      .tuple(fc.integer({ min: 1, max: 7 }), fc.nat(95), fc.integer({ min: 1, max: 40 }))
      .map(([weekday, from, length]) => ({
        weekday,
        startsAt: wallTimeAt(from * 15),
        endsAt: from + length >= 96 ? '24:00' : wallTimeAt((from + length) * 15),
      }))
    fc.assert(
      fc.property(
        zonedInstant,
        fc.array(someHours, { minLength: 4, maxLength: 14 }),
        fc.array(fc.tuple(fc.integer({ min: -60, max: 1500 }), fc.integer({ min: 1, max: 300 })), {
          maxLength: 5,
        }),
        fc.record({
          durationMinutes: fc.integer({ min: 5, max: 120 }),
          bufferBeforeMinutes: fc.nat(20),
          bufferAfterMinutes: fc.nat(20),
        }),
        fc.constantFrom(5, 10, 15, 20, 30, 60, 7),
        fc.boolean(),
        ({ zone, instant }, hours, away, length, gridMinutes, past) => {
          const day = dayOf(instant, zone)
          const { start, end } = dayRange(day, zone)
          const now = past ? longAgo : instant
          const taken = away.map(([from, minutes]) => ({
            start: new Date(+start + from * minute),
            end: new Date(+start + (from + minutes) * minute),
          }))
          const expected: Date[] = []
          for (let t = +start; t < +end; t += minute) {
            const at = new Date(t)
            const wall = clock(at, zone)
            const [h = 0, m = 0] = wall.slice(11).split(':').map(Number)
            const twice = [-60, -30, 30, 60].some(
              (d) => clock(new Date(t + d * minute), zone) === wall,
            )
            if ((h * 60 + m) % gridMinutes !== 0 || twice) continue
            if (fits({ start: at, zone, hours, taken, length, now }) === 'fits') expected.push(at)
          }
          expect(freeStarts({ day, zone, hours, taken, length, gridMinutes, now })).toEqual(
            expected,
          )
        },
      ),
      { numRuns: 60 },
    )
  })

  it.each([0, -15, 7.5])('refuses a grid of %d minutes', (gridMinutes) => {
    expect(() => freeStarts({ ...ask, gridMinutes })).toThrow(RangeError)
  })
})

describe('fits', () => {
  const ask = {
    zone: berlin,
    hours: daily('08:00', '10:00'),
    taken: [{ start: utc('2026-03-12T08:00Z'), end: utc('2026-03-12T08:20Z') }],
    length: long,
    now: utc('2026-03-12T07:00Z'),
  }

  it.each([
    ['2026-03-12T07:15Z', 'fits'],
    ['2026-03-12T07:20Z', 'fits'],
    ['2026-03-12T07:21Z', 'taken'],
    ['2026-03-12T08:24Z', 'taken'],
    ['2026-03-12T08:25Z', 'fits'],
    ['2026-03-12T08:30Z', 'fits'],
    ['2026-03-12T08:31Z', 'outside-hours'],
    ['2026-03-13T06:59Z', 'outside-hours'],
    ['2026-03-12T07:00Z', 'past'],
    ['2026-03-11T08:00Z', 'past'],
  ])('%s: %s', (start, expected) => {
    expect(fits({ ...ask, start: utc(start) })).toBe(expected)
  })

  it('is what it says: inside the hours, clear of what is taken, to come', () => {
    const anyHours = daily('00:00', '24:00')
    fc.assert(
      fc.property(
        zonedInstant,
        fc.integer({ min: -200, max: 200 }),
        fc.integer({ min: 1, max: 7 }),
        ({ zone, instant }, offset, weekday) => {
          const taken = [{ start: instant, end: new Date(+instant + 60 * minute) }]
          const start = new Date(+instant + offset * minute)
          const hours = anyHours.filter((h) => h.weekday === weekday)
          const verdict = fits({ start, zone, hours, taken, length: long, now: longAgo })
          const visit = visitRange(start, long)
          const inside =
            weekdayOf(dayOf(start, zone)) === weekday &&
            contains(dayRange(dayOf(start, zone), zone), visit)
          const clear = !taken.some((range) => overlaps(range, slotRange(start, long)))
          expect(verdict).toBe(inside ? (clear ? 'fits' : 'taken') : 'outside-hours')
        },
      ),
    )
  })
})

describe('nextOnGrid', () => {
  it.each([
    ['between two', '2026-03-12T10:07+01:00', 15, '2026-03-12T10:15+01:00'],
    ['on the grid, the one after', '2026-03-12T10:15+01:00', 15, '2026-03-12T10:30+01:00'],
    ['over midnight', '2026-03-12T23:50+01:00', 20, '2026-03-13T00:00+01:00'],
    ['past times that are skipped', '2026-03-29T01:55+01:00', 10, '2026-03-29T03:00+02:00'],
    ['past times that come twice', '2026-10-25T01:50+02:00', 20, '2026-10-25T03:00+01:00'],
  ])('%s', (_, after, grid, next) => {
    expect(nextOnGrid(utc(after), grid, berlin)).toEqual(utc(next))
  })
})

it('the grid within a range is every next on it from its start on, its end excluded', () => {
  fc.assert(
    fc.property(
      zonedInstant,
      fc.integer({ min: 1, max: 2000 }),
      fc.constantFrom(5, 15, 60),
      ({ zone, instant: start }, minutes, grid) => {
        const range = { start, end: new Date(+start + minutes * minute) }
        const expected: Date[] = []
        let next = nextOnGrid(new Date(+start - 1), grid, zone)
        while (next < range.end) {
          expected.push(next)
          next = nextOnGrid(next, grid, zone)
        }
        expect(gridWithin(range, grid, zone)).toEqual(expected)
      },
    ),
    { numRuns: 10 },
  )
})

describe('spread', () => {
  it.each([
    [0, []],
    [1, ['a']],
    [2, ['a', 'g']],
    [3, ['a', 'd', 'g']],
    [4, ['a', 'c', 'e', 'g']],
    [7, ['a', 'b', 'c', 'd', 'e', 'f', 'g']],
    [9, ['a', 'b', 'c', 'd', 'e', 'f', 'g']],
  ])('picks %i', (n, expected) => {
    expect(spread(['a', 'b', 'c', 'd', 'e', 'f', 'g'], n)).toEqual(expected)
  })

  it('picks as many as asked, in order, none twice, no two steps far from equal', () => {
    fc.assert(
      fc.property(fc.nat(60), fc.nat(20), (length, n) => {
        const all = Array.from({ length }, (_, i) => i)
        const picked = spread(all, n)
        expect(picked).toHaveLength(Math.min(length, n))
        const steps = picked.slice(1).map((value, i) => value - (picked[i] ?? 0))
        expect(Math.min(...steps, Infinity)).toBeGreaterThan(0)
        if (steps.length > 0) expect(Math.max(...steps) - Math.min(...steps)).toBeLessThan(2)
      }),
    )
  })
})
