import { describe, expect, it } from 'vitest'
import type { ListedAppointment } from '@/db/queries/appointment/appointments'
import { listHref, queryOf, readAddress, readQuery, viewSchema } from './address'
import { csvLines } from './csv'
import { spanOf } from './filter'

const id = '0192f5a0-7c3e-4b1d-9c2a-000000000001'

describe('the address of the list', () => {
  it('is read back as it was written', () => {
    const address = readAddress({})
    expect(listHref(address)).toBe('/appointments')
    const changed = {
      q: 'weiß & co',
      status: ['booked', 'cancelled'],
      with: [id],
      visit: [id],
      when: 'past',
      from: '2026-03-01',
      until: '2026-03-31',
      earlier: true,
      sort: 'patient',
      dir: 'desc',
      page: 3,
    } as const
    const href = listHref(
      { ...address, ...changed, status: [...changed.status], with: [id], visit: [id] },
      { page: 3 },
    )
    expect(readQuery(href.split('?')[1] ?? '')).toEqual(changed)
  })

  it('leaves out what makes no sense', () => {
    const odd = readAddress({
      status: ['booked', 'lost'],
      with: 'nobody',
      when: 'never',
      from: '2026-02-30',
      sort: 'x',
      dir: 'up',
      page: '-1',
      q: ['a', 'b'],
    })
    expect(odd).toEqual({ ...readAddress({}), status: ['booked'], q: 'a' })
  })

  it('takes days in their order', () => {
    const turned = readAddress({ from: '2026-03-31', until: '2026-03-01' })
    expect(turned).toMatchObject({ from: '2026-03-01', until: '2026-03-31' })
    expect(readAddress({ until: '2026-03-01' })).toMatchObject({ from: '', until: '2026-03-01' })
  })

  it('begins again at page 1 when the filter changes, and turns the order where that helps', () => {
    const third = readAddress({ page: '3', q: 'a' })
    expect(listHref(third, { earlier: true })).toBe('/appointments?q=a&earlier=1')
    expect(readAddress({ when: 'past' }).dir).toBe('desc')
    expect(listHref(third, { sort: 'changed' })).toBe('/appointments?q=a&sort=changed')
    expect(readAddress({ sort: 'changed' }).dir).toBe('desc')
  })
})

describe('a view to keep', () => {
  it('keeps of the address what makes sense, but not the page', () => {
    const query = `page=4&with=nobody&status=booked&with=${id}&sort=changed&x=1`
    const kept = `status=booked&with=${id}&sort=changed`
    expect(viewSchema.parse({ name: ' Mine ', query })).toEqual({ name: 'Mine', query: kept })
    expect(queryOf(readQuery(kept))).toBe(kept)
  })

  it.each([
    ['', 'Give the view a name'],
    ['x'.repeat(61), 'Use at most 60 characters.'],
    ['a\nb', 'Use one line'],
  ])('is refused under the name %j', (name, message) => {
    const { error } = viewSchema.safeParse({ name, query: '' })
    expect(error?.issues[0]?.message).toContain(message)
  })
})

describe('spanOf', () => {
  const span = (given: Partial<Parameters<typeof spanOf>[0]>) =>
    spanOf({ when: 'coming', from: '', until: '', ...given }, '2026-03-29', 'Europe/Berlin')

  it('counts days on the clinic’s clock, the last one included', () => {
    const midnight = new Date('2026-03-28T23:00Z')
    expect(span({})).toEqual({ from: midnight, until: null })
    expect(span({ when: 'past' })).toEqual({ from: null, until: midnight })
    expect(span({ when: 'all' })).toEqual({ from: null, until: null })
    // The clocks go forward on the 29th: that day has 23 hours.
    expect(span({ from: '2026-03-29', until: '2026-03-29' })).toEqual({
      from: midnight,
      until: new Date('2026-03-29T22:00Z'),
    })
  })
})

describe('csvLines', () => {
  const row = {
    status: 'booked',
    start: new Date('2026-03-29T06:00Z'),
    end: new Date('2026-03-29T06:30Z'),
    givenName: '=HYPERLINK("x")',
    familyName: 'Weiß, Dr.',
    birthDate: null,
    email: 'a@b.de',
    phone: '+49 40',
    practitionerName: 'Dr. Köhler',
    typeName: 'Visit',
    waits: false,
    confirmedAt: null,
    cancelledFor: null,
  } as ListedAppointment

  it('keeps formulas from spreadsheets, quotes, and writes the clinic’s clock', () => {
    expect(csvLines([row], 'Europe/Berlin').trimEnd()).toBe(
      `"Booked","2026-03-29","08:00","08:30","'=HYPERLINK(""x"")","Weiß, Dr.","","a@b.de","'+49 40","Dr. Köhler","Visit","no","",""`,
    )
  })
})
