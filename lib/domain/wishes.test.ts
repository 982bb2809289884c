import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { clock, utc, zonedInstant } from './fixtures'
import { noWishes, timeOfDay, timesBetween, timesOfDay, wishesSchema } from './wishes'

describe('timeOfDay', () => {
  it.each([
    ['2026-03-12T00:00+01:00', 'morning'],
    ['2026-03-12T11:59+01:00', 'morning'],
    ['2026-03-12T12:00+01:00', 'afternoon'],
    ['2026-03-12T16:59+01:00', 'afternoon'],
    ['2026-03-12T17:00+01:00', 'evening'],
    ['2026-03-12T23:59+01:00', 'evening'],
    ['2026-03-29T12:00+02:00', 'afternoon'],
    ['2026-10-25T11:59+01:00', 'morning'],
  ])('%s in Berlin is %s', (instant, expected) => {
    expect(timeOfDay(utc(instant), 'Europe/Berlin')).toBe(expected)
  })

  it('lies within its bounds on the clinic’s clock', () => {
    fc.assert(
      fc.property(zonedInstant, ({ zone, instant }) => {
        const { from, until } = timesOfDay[timeOfDay(instant, zone)]
        const time = clock(instant, zone).slice(11)
        expect(from <= time && time < until).toBe(true)
      }),
    )
  })
})

describe('timesBetween', () => {
  it.each([
    ['12T09:00', '12T11:59', ['morning']],
    ['12T09:00', '12T12:00', ['morning', 'afternoon']],
    ['12T16:00', '12T23:00', ['afternoon', 'evening']],
    ['12T23:00', '13T01:00', ['morning', 'afternoon', 'evening']],
  ])('%s to %s: %j', (first, last, expected) => {
    const at = (s: string) => utc(`2026-03-${s}+01:00`)
    expect(timesBetween(at(first), at(last), 'Europe/Berlin')).toEqual(expected)
  })
})

describe('wishesSchema', () => {
  const full = {
    practitionerIds: ['6e4f4c2e-6a0c-4d8b-9a50-0d1f8f3f0001'],
    weekdays: [1, 4, 7],
    times: ['morning', 'evening'],
    noticeMinutes: 240,
    notBefore: '2026-03-12',
    minGainDays: 7,
  }

  it('takes what a patient can wish for, and no wishes at all', () => {
    expect(wishesSchema.parse(full)).toEqual(full)
    expect(wishesSchema.parse(noWishes)).toEqual(noWishes)
  })

  it.each([
    ['no such weekday', { weekdays: [0] }],
    ['no such weekday', { weekdays: [8] }],
    ['half a weekday', { weekdays: [1.5] }],
    ['no such time of day', { times: ['night'] }],
    ['no practitioner’s id', { practitionerIds: ['Dr. Köhler'] }],
    ['negative notice', { noticeMinutes: -1 }],
    ['more than 30 days of notice', { noticeMinutes: 43_201 }],
    ['no day', { notBefore: '2026-02-30' }],
    ['negative days gained', { minGainDays: -1 }],
    ['something missing', { times: undefined }],
  ])('refuses %s', (_, wrong) => {
    expect(wishesSchema.safeParse({ ...full, ...wrong }).success).toBe(false)
  })
})
