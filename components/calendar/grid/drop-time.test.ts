import { describe, expect, it } from 'vitest'
import { makeAxis } from './axis'
import { startAt } from './drop-time'

const pieces = (day: string) => makeAxis([day], 'Europe/Berlin').days[0]?.pieces ?? []
const iso = (start: ReturnType<typeof startAt>) =>
  start && `${new Date(start.ms).toISOString()} ${start.label}`

describe('the start that is pointed at', () => {
  it('is the one on the grid at or before it', () => {
    expect(iso(startAt(pieces('2026-03-12'), 10 * 60 + 18, 10))).toBe(
      '2026-03-12T09:10:00.000Z 10:10',
    )
  })

  it('is the second of two on the day with a repeated hour', () => {
    const day = pieces('2026-10-25')
    expect(iso(startAt(day, 150, 15))).toBe('2026-10-25T00:30:00.000Z 02:30')
    expect(iso(startAt(day, 210, 15))).toBe('2026-10-25T01:30:00.000Z 02:30')
  })

  it('follows the wall clock after a skipped hour', () => {
    expect(iso(startAt(pieces('2026-03-29'), 8 * 60, 30))).toBe('2026-03-29T07:00:00.000Z 09:00')
  })

  it('is none beyond the day', () => {
    expect(startAt(pieces('2026-03-12'), 1440, 15)).toBeNull()
    expect(startAt(pieces('2026-03-12'), -1, 15)).toBeNull()
  })
})
