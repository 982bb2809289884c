import { describe, expect, it } from 'vitest'
import { calendarHref } from './address'
import { readAddress } from './read-address'

const today = '2026-03-12'
const some = '0b6f1c1e-8d6c-4f6f-9a57-0c6e0d3f9a11'

describe('the address of the calendar', () => {
  it('is the day view of today when it says nothing', () => {
    expect(readAddress({}, today)).toEqual({
      view: 'day',
      date: today,
      practitioner: null,
      visit: null,
    })
  })

  it('reads what it wrote', () => {
    const address = { view: 'week', date: '2026-10-25', practitioner: some, visit: some } as const
    const url = new URL(calendarHref(address), 'http://localhost')
    expect(readAddress(Object.fromEntries(url.searchParams), today)).toEqual(address)
  })

  it('takes nonsense for nothing, so that no query meets it', () => {
    const nonsense = { view: 'year', date: '2026-02-30', with: "' or 1=1", visit: ['x', some] }
    expect(readAddress(nonsense, today)).toEqual(readAddress({}, today))
  })
})
