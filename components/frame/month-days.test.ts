import { describe, expect, it } from 'vitest'
import { addDays, isoWeek, monthDays } from '@/lib/domain/time'
import { monthAfter, monthName, spokenDay, weeksOf } from './month-days'

const months = Array.from({ length: 120 }, (_, i) => monthAfter('2020-01', i))

describe('the months of the navigation', () => {
  it.each(months)('%s has the days and week numbers that the clinic counts', (month) => {
    const weeks = weeksOf(month)
    expect(weeks.flatMap(({ days }) => days)).toEqual(monthDays(`${month}-01`))
    for (const { week, days } of weeks) expect(week).toBe(isoWeek(addDays(String(days[0]), 3)).week)
  })

  it('turns over the year', () => {
    expect(monthAfter('2026-12', 1)).toBe('2027-01')
    expect(monthAfter('2026-01', -1)).toBe('2025-12')
  })

  it('is said in words', () => {
    expect(monthName('2026-03')).toBe('March 2026')
    expect(spokenDay('2026-03-12')).toBe('Thursday 12 March')
  })
})
