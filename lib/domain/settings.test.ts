import { describe, expect, it } from 'vitest'
import {
  absenceTimesSchema,
  automationSchema,
  clinicSchema,
  createClinicSchema,
  fromCents,
  hoursOf,
  hoursProblems,
  inviteSchema,
  openingSources,
  practitionerSchema,
  quietSchema,
  toCents,
  typeSchema,
  weekOf,
} from './settings'

/** Where a schema finds something wrong: paths joined by dots. */
function wrong(schema: { safeParse: (input: unknown) => SafeParse }, input: unknown): string[] {
  const result = schema.safeParse(input)
  return (result.error?.issues ?? []).map((issue) => issue.path.join('.'))
}

type SafeParse = { error?: { issues: { path: PropertyKey[] }[] } }

const clinic = {
  name: 'Hafenpraxis',
  timeZone: 'Europe/Berlin',
  address: '',
  phone: '+49 (40) 5557-0100',
  language: 'de',
}

describe('a new clinic', () => {
  const quiet = { quietOn: true, quietFrom: '21:00', quietUntil: '07:00' }
  const hours = { opensAt: '08:00', closesAt: '17:00' }
  const input = { ...clinic, ...hours, practitioner: 'Dr. K', ...quiet }
  it.each([
    ['as it should be', {}, []],
    ['closing at midnight', { closesAt: '00:00' }, []],
    ['closing before it opens', { closesAt: '07:00' }, ['closesAt']],
    ['closing as it opens', { closesAt: '08:00' }, ['closesAt']],
    ['without a name', { name: '  ' }, ['name']],
    ['without a zone', { timeZone: '' }, ['timeZone']],
    ['nobody to visit', { practitioner: '' }, ['practitioner']],
    ['a telephone of words', { phone: 'call us' }, ['phone']],
    ['a time that is none', { opensAt: '25:00' }, ['opensAt']],
    ['quiet for no time', { quietUntil: '21:00' }, ['quietUntil']],
  ])('%s', (_, change, paths) => {
    expect(wrong(createClinicSchema, { ...input, ...change })).toEqual(paths)
  })
})

it('a clinic books on one of the known grids', () => {
  const input = { ...clinic, currency: 'EUR', gridMinutes: 15, typeInMails: false }
  expect(wrong(clinicSchema, input)).toEqual([])
  expect(wrong(clinicSchema, { ...input, gridMinutes: 7 })).toEqual(['gridMinutes'])
  expect(wrong(clinicSchema, { ...input, currency: 'XXX' })).toEqual(['currency'])
})

describe('working hours', () => {
  const range = (startsAt: string, endsAt: string) => ({ startsAt, endsAt })

  it.each([
    ['two ranges with a break', [range('08:00', '12:00'), range('13:00', '17:00')], []],
    ['ranges that touch', [range('08:00', '12:00'), range('12:00', '17:00')], []],
    ['in any order', [range('13:00', '17:00'), range('08:00', '12:00')], []],
    ['until midnight', [range('18:00', '00:00')], []],
    ['an end before its start', [range('12:00', '08:00')], ['0.endsAt']],
    ['an empty range', [range('12:00', '12:00')], ['0.endsAt']],
    ['an overlap', [range('08:00', '12:00'), range('11:55', '17:00')], ['1.startsAt']],
    ['one inside another', [range('08:00', '17:00'), range('09:00', '10:00')], ['1.startsAt']],
    [
      'an overlap up to midnight',
      [range('18:00', '00:00'), range('23:00', '23:30')],
      ['1.startsAt'],
    ],
    [
      'each problem at its place',
      [range('08:00', '12:00'), range('11:00', '10:00'), range('09:00', '10:00')],
      ['1.endsAt', '2.startsAt'],
    ],
  ])('%s', (_, ranges, places) => {
    const found = hoursProblems(ranges).map(({ index, field }) => `${index}.${field}`)
    expect(found).toEqual(places)
  })

  it('are refused at the field', () => {
    const week = weekOf([{ weekday: 3, startsAt: '08:00:00', endsAt: '12:00:00' }])
    const input = { practitionerId: null, name: 'Dr. K', week }
    expect(wrong(practitionerSchema, input)).toEqual([])
    week[2]?.ranges.push(range('11:00', '15:00'))
    expect(wrong(practitionerSchema, input)).toEqual(['week.2.ranges.1.startsAt'])
  })

  it('go to rows and back, in order, with midnight as the end of the day', () => {
    const week = weekOf([])
    week[0]?.ranges.push(range('18:00', '00:00'), range('08:00', '12:00'))
    const rows = [
      { weekday: 1, startsAt: '08:00', endsAt: '12:00' },
      { weekday: 1, startsAt: '18:00', endsAt: '24:00' },
    ]
    expect(hoursOf(week)).toEqual(rows)
    expect(hoursOf(weekOf(rows))).toEqual(rows)
    expect(weekOf(rows)[0]?.ranges[1]).toEqual(range('18:00', '00:00'))
  })
})

it.each([
  ['whole days', { firstTime: null, lastTime: null }, []],
  ['one day whole', { lastDay: '2026-08-03', firstTime: null, lastTime: null }, []],
  ['a lunch', { lastDay: '2026-08-03', firstTime: '12:00', lastTime: '13:00' }, []],
  ['from a time to the end of the day', { lastDay: '2026-08-03', firstTime: '12:00' }, []],
  ['ending before it begins', { lastDay: '2026-08-02' }, ['lastDay']],
  [
    'no time at all',
    { lastDay: '2026-08-03', firstTime: '12:00', lastTime: '12:00' },
    ['lastTime'],
  ],
  ['until the midnight it begins with', { lastDay: '2026-08-03', lastTime: '00:00' }, ['lastTime']],
  ['no such day', { lastDay: '2026-08-32' }, ['lastDay']],
  ['an empty time', { firstTime: '' }, ['firstTime']],
])('an absence: %s', (_, change, paths) => {
  const times = { firstDay: '2026-08-03', firstTime: null, lastDay: '2026-08-07', lastTime: null }
  expect(wrong(absenceTimesSchema, { ...times, ...change })).toEqual(paths)
})

it.each([
  [{ part: 'offers', on: true, holdMinutes: 1, chainDepth: 0 }, []],
  [{ part: 'offers', on: true, holdMinutes: 0, chainDepth: 0 }, ['holdMinutes']],
  [
    { part: 'offers', on: true, holdMinutes: Number.NaN, chainDepth: 21 },
    ['holdMinutes', 'chainDepth'],
  ],
  [{ part: 'confirm-upcoming', on: false, at: '09:00', daysAhead: 60 }, []],
  [{ part: 'confirm-upcoming', on: false, at: '09:00', daysAhead: 61 }, ['daysAhead']],
  [{ part: 'reschedule-cancelled', on: true, at: '9:00', daysAhead: 365 }, ['at']],
  [{ part: 'everything' }, ['part']],
])('automation %j', (input, paths) => {
  expect(wrong(automationSchema, input)).toEqual(paths)
})

it('quiet hours begin and end at different times, and only while they are on', () => {
  const quiet = { part: 'quiet', quietOn: true, quietFrom: '21:00', quietUntil: '07:00' }
  expect(wrong(automationSchema, quiet)).toEqual([])
  const none = { ...quiet, quietUntil: '21:00' }
  expect(wrong(automationSchema, none)).toEqual(['quietUntil'])
  expect(wrong(quietSchema, none)).toEqual(['quietUntil'])
  expect(wrong(automationSchema, { ...none, quietOn: false })).toEqual([])
})

it('limits, and what patients may do, are whole numbers in bounds', () => {
  const limits = { part: 'limits', capOn: false, capOffers: 3, capDays: 7, minGainDays: 0 }
  expect(wrong(automationSchema, limits)).toEqual([])
  const wild = { capOffers: 0, capDays: 0, minGainDays: 366 }
  expect(wrong(automationSchema, { ...limits, ...wild })).toEqual(Object.keys(wild))
  const numbers = { selfMoveHours: -1, selfMovesADay: 0, wishChangesADay: 101 }
  const moving = { part: 'self-service', selfMoveOn: true, ...numbers }
  expect(wrong(automationSchema, moving)).toEqual(Object.keys(numbers))
})

it('every source is on or off, points go from 0 to 10', () => {
  const sources = Object.fromEntries(openingSources.map((source) => [source, true]))
  expect(wrong(automationSchema, { part: 'sources', sources })).toEqual([])
  expect(wrong(automationSchema, { part: 'sources', sources: { move: true } })).not.toEqual([])
  const points = { part: 'weights', waiting: 0, contact: 10, gain: 11 }
  expect(wrong(automationSchema, points)).toEqual(['gain'])
  const near = { askAtLeast: 0, shortestHoldMinutes: 0, batchSize: 6, batchWithinHours: -1 }
  expect(wrong(automationSchema, { part: 'near-start', ...near })).toEqual(Object.keys(near))
})

it('an invitation goes to an address, written small', () => {
  expect(inviteSchema.parse({ email: ' Ana@Clinic.Test ', role: 'admin' }).email).toBe(
    'ana@clinic.test',
  )
  expect(wrong(inviteSchema, { email: 'ana@clinic', role: 'owner' })).toEqual(['email', 'role'])
})

it('a type lasts whole minutes and costs no less than nothing', () => {
  const input = {
    typeId: null,
    name: 'Skin check',
    durationMinutes: 20,
    bufferBeforeMinutes: 0,
    bufferAfterMinutes: 5,
    alsoFitsTypeIds: [],
    price: 86.5,
  }
  expect(wrong(typeSchema, input)).toEqual([])
  const none = { durationMinutes: 4, bufferAfterMinutes: 2.5, price: -1 }
  expect(wrong(typeSchema, { ...input, ...none })).toEqual(Object.keys(none))
})

it('amounts become cents without losing one', () => {
  expect(toCents(86.55, 'EUR')).toBe(8655)
  expect(toCents(1.005 * 100, 'EUR')).toBe(10050)
  expect(toCents(120, 'JPY')).toBe(120)
  expect(fromCents(8650, 'EUR')).toBe(86.5)
})
