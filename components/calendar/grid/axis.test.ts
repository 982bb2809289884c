import { describe, expect, it } from 'vitest'
import { changeDays } from '@/lib/domain/fixtures'
import { addDays, dayRange, instantAt, mondayOf } from '@/lib/domain/time'
import { makeAxis, positionOf, spanOf, stretchFor, visibleSpan } from './axis'

const berlin = 'Europe/Berlin'
const at = (iso: string) => new Date(iso)
const labels = (days: string[], zone = berlin) =>
  makeAxis(days, zone)
    .rungs.slice(0, 6)
    .map((rung) => `${rung.at} ${rung.label}${rung.again ? ' again' : ''}`)

function dayOn(days: string[], day: string, zone = berlin) {
  const found = makeAxis(days, zone).days.find((one) => one.day === day)
  if (!found) throw new Error(`${day} is not on the axis`)
  return found
}

const weekOf = (day: string) => Array.from({ length: 7 }, (_, i) => addDays(mondayOf(day), i))

describe('an ordinary day', () => {
  const day = dayOn(['2026-03-12'], '2026-03-12')

  it('counts minutes from midnight', () => {
    expect(positionOf(day, at('2026-03-12T10:48:00+01:00'))).toBe(648)
  })

  it('keeps what lies outside at its edges', () => {
    expect(positionOf(day, at('2026-03-11T20:00:00+01:00'))).toBe(0)
    expect(positionOf(day, at('2026-03-13T09:00:00+01:00'))).toBe(1440)
  })

  it('shows the part of a range that lies on it', () => {
    const night = { start: at('2026-03-12T23:30:00+01:00'), end: at('2026-03-13T00:30:00+01:00') }
    expect(spanOf(day, night)).toEqual({ from: 1410, to: 1440 })
    expect(spanOf(dayOn(['2026-03-14'], '2026-03-14'), night)).toBeNull()
  })
})

describe('the day on which the clocks go back', () => {
  const day = '2026-10-25'

  it('has the repeated hour twice', () => {
    expect(labels([day])).toEqual([
      '0 00:00',
      '60 01:00',
      '120 02:00',
      '180 02:00 again',
      '240 03:00',
      '300 04:00',
    ])
  })

  it('lays both passes of the hour under one another', () => {
    const axis = dayOn([day], day)
    expect(positionOf(axis, at('2026-10-25T02:30:00+02:00'))).toBe(150)
    expect(positionOf(axis, at('2026-10-25T02:30:00+01:00'))).toBe(210)
    expect(positionOf(axis, at('2026-10-25T09:00:00+01:00'))).toBe(600)
  })

  it('leaves the second row empty on the other days of its week', () => {
    const monday = dayOn(weekOf(day), '2026-10-19')
    expect(positionOf(monday, at('2026-10-19T02:59:00+02:00'))).toBe(179)
    expect(positionOf(monday, at('2026-10-19T03:00:00+02:00'))).toBe(240)
    const sunday = dayOn(weekOf(day), day)
    expect(positionOf(sunday, at('2026-10-25T03:00:00+01:00'))).toBe(240)
  })
})

describe('the day on which the clocks go forward', () => {
  const day = '2026-03-29'

  it('does not have the skipped hour', () => {
    expect(labels([day]).slice(0, 4)).toEqual(['0 00:00', '60 01:00', '120 03:00', '180 04:00'])
    expect(positionOf(dayOn([day], day), at('2026-03-29T03:00:00+02:00'))).toBe(120)
  })

  it('keeps the row beside days that have the hour', () => {
    expect(labels(weekOf(day))[2]).toBe('120 02:00')
    const sunday = dayOn(weekOf(day), day)
    expect(positionOf(sunday, at('2026-03-29T01:59:00+01:00'))).toBe(119)
    expect(positionOf(sunday, at('2026-03-29T03:00:00+02:00'))).toBe(180)
  })
})

describe.each(changeDays)('$day in $zone', ({ day, zone }) => {
  it.each([{ days: [day] }, { days: weekOf(day) }])(
    'never runs backwards or stands still',
    ({ days }) => {
      const axis = dayOn(days, day, zone)
      const { start, end } = dayRange(day, zone)
      let last = -1
      for (let ms = +start; ms <= +end; ms += 5 * 60_000) {
        const position = positionOf(axis, new Date(ms))
        expect(position).toBeGreaterThan(last)
        last = position
      }
    },
  )

  it('writes nine in the morning at the row of 09:00, whatever the day', () => {
    const axis = makeAxis(weekOf(day), zone)
    const nine = axis.rungs.find((rung) => rung.label === '09:00')
    for (const one of axis.days) {
      const instant = instantAt(one.day, '09:00', zone)
      expect(instant && positionOf(one, instant)).toBe(nine?.at)
    }
  })
})

describe('what is shown', () => {
  it('leaves a quarter of an hour around the earliest and the latest', () => {
    expect(
      visibleSpan([
        { from: 450, to: 1050 },
        { from: 480, to: 1066 },
      ]),
    ).toEqual({
      from: 435,
      to: 1095,
    })
  })

  it('never begins before the day', () => {
    expect(visibleSpan([{ from: 0, to: 60 }]).from).toBe(0)
  })

  it('stretches the hours for cards that are shorter than a line of text', () => {
    expect(stretchFor([])).toBe(1)
    expect(stretchFor([{ from: 0, to: 15 }])).toBe(1)
    expect(stretchFor([{ from: 0, to: 10 }])).toBeCloseTo(96 / 72)
    expect(stretchFor([{ from: 0, to: 1 }])).toBeCloseTo(192 / 72)
  })
})
