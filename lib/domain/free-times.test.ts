import { describe, expect, it } from 'vitest'
import { freeTimes } from './free-times'

const zone = 'Europe/Berlin'
const utc = (text: string) => new Date(text)
const length = { durationMinutes: 30, bufferBeforeMinutes: 0, bufferAfterMinutes: 0 }
const range = (start: string, end: string) => ({ start: utc(start), end: utc(end) })

function timesOn(day: string, given: Partial<Parameters<typeof freeTimes>[0]> = {}) {
  const [only] = freeTimes({
    days: [day],
    zone,
    gridMinutes: 30,
    hours: [1, 2, 3, 4, 5, 6, 7].map((weekday) => ({
      weekday,
      startsAt: '09:00',
      endsAt: '11:00',
    })),
    taken: [],
    openings: [],
    length,
    now: utc('2026-01-01T00:00Z'),
    ...given,
  })
  return (only?.times ?? []).map((one) => ({
    ...one,
    start: one.start.toISOString().slice(11, 16),
  }))
}

const free = (start: string) => ({ start, opening: false, heldUntil: null })

describe('freeTimes', () => {
  it('leaves out what is taken, and keeps what is held, with until when', () => {
    const heldUntil = utc('2026-03-12T08:10Z')
    const taken = [
      { ...range('2026-03-12T08:00Z', '2026-03-12T08:30Z'), heldUntil: null },
      { ...range('2026-03-12T09:00Z', '2026-03-12T09:30Z'), heldUntil, heldFor: 'Amara' },
      { ...range('2026-03-12T09:00Z', '2026-03-12T09:30Z'), heldUntil, heldFor: 'Ida' },
    ]
    expect(timesOn('2026-03-12', { taken })).toEqual([
      free('08:30'),
      { start: '09:00', opening: false, heldUntil, heldFor: ['Amara', 'Ida'] },
      free('09:30'),
    ])
  })

  it('marks every start that would fill an opening, and offers its own start off the grid', () => {
    const openings = [range('2026-03-12T08:40Z', '2026-03-12T09:10Z')]
    expect(timesOn('2026-03-12', { openings })).toEqual([
      free('08:00'),
      { start: '08:30', opening: true, heldUntil: null },
      { start: '08:40', opening: true, heldUntil: null },
      { start: '09:00', opening: true, heldUntil: null },
      free('09:30'),
    ])
  })

  it('offers the start of an opening on its own day alone', () => {
    const openings = [range('2026-03-13T08:40Z', '2026-03-13T09:10Z')]
    expect(timesOn('2026-03-12', { openings })).toHaveLength(4)
    expect(timesOn('2026-03-13', { openings })).toHaveLength(5)
  })

  it('does not offer the start of an opening whose time is taken or too short', () => {
    const openings = [range('2026-03-12T08:40Z', '2026-03-12T09:10Z')]
    const taken = [{ ...range('2026-03-12T09:00Z', '2026-03-12T09:30Z'), heldUntil: null }]
    const starts = timesOn('2026-03-12', { openings, taken }).map((one) => one.start)
    expect(starts).toEqual(['08:00', '08:30', '09:30'])
  })

  it.each([
    ['2026-03-28', '08:00'],
    // Summer time: the same hour on the wall is an hour less in UTC.
    ['2026-03-29', '07:00'],
    ['2026-10-24', '07:00'],
    ['2026-10-25', '08:00'],
  ])('keeps to the wall clock where the clocks change: %s opens at %s UTC', (day, first) => {
    expect(timesOn(day)[0]).toEqual(free(first))
    expect(timesOn(day)).toHaveLength(4)
  })

  it('never offers a wall-clock time that is skipped or comes twice', () => {
    const hours = [{ weekday: 7, startsAt: '01:00', endsAt: '04:00' }]
    const at = (day: string) => timesOn(day, { hours }).map((one) => one.start)
    expect(at('2026-03-29')).toEqual(['00:00', '00:30', '01:00', '01:30'])
    // On 25 October 02:00 and 02:30 come twice.
    expect(timesOn('2026-10-25', { hours }).map((one) => one.start)).toEqual([
      '23:00',
      '23:30',
      '02:00',
      '02:30',
    ])
  })
})
