import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { utc, zones } from './fixtures'
import {
  afterWaking,
  defaultHoldMinutes,
  type HoldPolicy,
  holdUntil,
  offersAtOnce,
  quietUntil,
  timeToAnswer,
  timeToAnswerFrom,
  wakingMinutes,
} from './holds'

const zone = 'Europe/Berlin'
const night = { from: '21:00', until: '07:00' }
const policy: HoldPolicy = {
  holdMinutes: 120,
  shortestHoldMinutes: 15,
  askAtLeast: 3,
  batchSize: 1,
  batchWithinHours: 6,
  quiet: null,
}
const minute = 60_000
const at = (s: string) => utc(`2026-03-${s}+01:00`)

describe('holdUntil', () => {
  const now = at('12T10:00')
  const hold = (latest: string, change: Partial<HoldPolicy> = {}, asked = 0) =>
    holdUntil({
      ...{ now, zone, policy: { ...policy, ...change }, asked, latest: at(latest) },
      atOnce: change.batchSize ?? 1,
    })

  it('is two hours unless the clinic says otherwise', () => {
    expect(defaultHoldMinutes).toBe(120)
    expect(hold('13T08:00')).toEqual(at('12T12:00'))
    expect(hold('13T08:00', { holdMinutes: 1 })).toEqual(at('12T10:01'))
  })

  it.each([
    ['three can be asked for two hours', '12T16:00', 0, '12T12:00'],
    ['three share what is left', '12T13:00', 0, '12T11:00'],
    ['two share it when one was asked', '12T13:00', 1, '12T11:30'],
    ['the third has all of it, but two hours', '12T13:00', 2, '12T12:00'],
    ['the tenth has no less than the third', '12T11:00', 9, '12T11:00'],
    ['nobody gets less than the shortest', '12T10:20', 0, '12T10:15'],
    ['the last has what just is enough', '12T10:15', 0, '12T10:15'],
    ['too late for the shortest', '12T10:14', 0, null],
    ['begun', '12T10:00', 0, null],
    ['in the past', '12T09:00', 0, null],
  ])('near the start: %s', (_, latest, asked, expected) => {
    expect(hold(latest, {}, asked)).toEqual(expected && at(expected))
  })

  it('shares by rounds where several are asked at once', () => {
    expect(hold('12T13:00', { batchSize: 2 })).toEqual(at('12T11:30'))
    expect(hold('12T13:00', { batchSize: 3 })).toEqual(at('12T12:00'))
  })

  it('a hold that is shorter than the shortest is taken at its word', () => {
    expect(hold('12T10:05', { holdMinutes: 5 })).toEqual(at('12T10:05'))
    expect(hold('12T10:04', { holdMinutes: 5 })).toBeNull()
  })

  it('does not run out while people sleep, and does not begin then', () => {
    const evening = (time: string, latest = '14T12:00') =>
      holdUntil({
        now: at(time),
        zone,
        policy: { ...policy, quiet: night },
        asked: 0,
        atOnce: 1,
        latest: at(latest),
      })
    expect(evening('12T18:59')).toEqual(at('12T20:59'))
    expect(evening('12T20:30')).toEqual(at('13T08:30'))
    expect(evening('12T21:00')).toBeNull()
    expect(evening('13T06:59')).toBeNull()
    expect(evening('13T07:00')).toEqual(at('13T09:00'))
    // From 20:30 to a start at 08:00 there are 90 waking minutes: 30 each.
    expect(evening('12T20:30', '13T08:00')).toEqual(at('12T21:00'))
  })

  it('is real time through a clock change', () => {
    const eve = utc('2026-03-29T01:30+01:00')
    const latest = utc('2026-03-29T22:00+02:00')
    expect(holdUntil({ now: eve, zone, policy, asked: 0, atOnce: 1, latest })).toEqual(
      utc('2026-03-29T04:30+02:00'),
    )
    const quiet = { ...policy, quiet: { from: '01:45', until: '04:30' } }
    expect(holdUntil({ now: eve, zone, policy: quiet, asked: 0, atOnce: 1, latest })).toEqual(
      utc('2026-03-29T06:15+02:00'),
    )
  })

  it('never ends after the latest, is never shorter than the shortest or longer than the hold', () => {
    const someQuiet = fc.constantFrom(null, night, { from: '12:00', until: '14:00' })
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 5000 }),
        fc.nat(12),
        fc.integer({ min: 1, max: 5 }),
        someQuiet,
        fc.constantFrom(...zones),
        fc.nat(400 * 24 * 60),
        (left, asked, atOnce, quiet, somewhere, m) => {
          const begin = new Date(+at('01T00:00') + m * minute)
          const latest = new Date(+begin + left * minute)
          const given = { now: begin, zone: somewhere, asked, atOnce, latest }
          const until = holdUntil({ ...given, policy: { ...policy, quiet } })
          if (!until) return
          expect(+until).toBeLessThanOrEqual(+latest)
          const waking = wakingMinutes({ start: begin, end: until }, quiet, somewhere)
          expect(waking).toBeGreaterThanOrEqual(15)
          expect(waking).toBeLessThanOrEqual(120)
        },
      ),
    )
  })
})

describe('quiet hours', () => {
  it.each([
    ['12T20:59', null],
    ['12T21:00', '13T07:00'],
    ['13T00:00', '13T07:00'],
    ['13T06:59', '13T07:00'],
    ['13T07:00', null],
  ])('at %s: until %s', (now, until) => {
    expect(quietUntil(at(now), night, zone)).toEqual(until && at(until))
    expect(quietUntil(at(now), null, zone)).toBeNull()
  })

  it('may lie within a day', () => {
    const noon = { from: '12:00', until: '14:00' }
    expect(quietUntil(at('12T13:00'), noon, zone)).toEqual(at('12T14:00'))
    expect(quietUntil(at('12T14:00'), noon, zone)).toBeNull()
    expect(wakingMinutes({ start: at('12T11:00'), end: at('12T15:00') }, noon, zone)).toBe(120)
  })

  it('count for as long as they last: nine hours on the night when the clock jumps', () => {
    const range = { start: utc('2026-03-28T20:00+01:00'), end: utc('2026-03-29T08:00+02:00') }
    expect(wakingMinutes(range, night, zone)).toBe(120)
    const autumn = { start: utc('2026-10-24T20:00+02:00'), end: utc('2026-10-25T08:00+01:00') }
    expect(wakingMinutes(autumn, night, zone)).toBe(120)
  })

  it('waking minutes added are waking minutes counted', () => {
    fc.assert(
      fc.property(
        fc.nat(400 * 24 * 60),
        fc.integer({ min: 1, max: 6000 }),
        fc.constantFrom(...zones),
        fc.constantFrom(
          night,
          { from: '12:00', until: '14:00' },
          { from: '07:00', until: '06:00' },
        ),
        (m, minutes, somewhere, quiet) => {
          const from = new Date(+at('01T00:00') + m * minute)
          const until = afterWaking(from, minutes, quiet, somewhere)
          expect(wakingMinutes({ start: from, end: until }, quiet, somewhere)).toBeCloseTo(minutes)
        },
      ),
    )
  })
})

it('there is time to answer from one instant on, and not a millisecond before', () => {
  fc.assert(
    fc.property(
      fc.nat(400 * 24 * 60),
      fc.integer({ min: 1, max: 1440 }),
      fc.constantFrom(...zones),
      fc.constantFrom(null, night, { from: '12:00', until: '14:00' }),
      (m, shortestHoldMinutes, somewhere, quiet) => {
        const hold = { ...policy, holdMinutes: 1440, shortestHoldMinutes, quiet }
        const now = new Date(+at('01T00:00') + m * minute)
        const end = timeToAnswerFrom(now, hold, somewhere)
        const enough = (ms: number) =>
          timeToAnswer({ start: now, end: new Date(+end + ms) }, hold, somewhere)
        expect([enough(-1), enough(0), enough(90 * minute)]).toEqual([false, true, true])
      },
    ),
  )
})

it('asks several at once only near the start', () => {
  const batch = { ...policy, batchSize: 3 }
  const start = at('12T18:00')
  expect(offersAtOnce(batch, at('12T12:00'), start)).toBe(3)
  expect(offersAtOnce(batch, at('12T11:59'), start)).toBe(1)
})
