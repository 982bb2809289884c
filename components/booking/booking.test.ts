import { describe, expect, it } from 'vitest'
import { patientSchema } from '../patients/schema'
import { chosenAt, inFull, nextFree } from './choice'
import { firstValues } from './first-values'
import type { FreeDays } from './free-days'
import { heldWords } from './held-words'
import { prefillFromSearch } from './prefill-from-search'
import { bookingSchema, freeTimesSchema, moveSchema } from './schema'
import { shortName } from './short-name'
import { daysFrom, wallClockOf } from './wall-clock'
import { firstWishes, gainDays, has, toggled } from './wishes'

const id = '0192f5a0-7c3e-4b1d-9c2a-000000000001'
const booking = {
  patientId: id,
  typeId: id,
  practitionerId: id,
  day: '2026-03-16',
  time: '10:10',
  openToEarlier: true,
  wishes: firstWishes(id),
  note: '',
  overHold: false,
}

describe('bookingSchema', () => {
  it('takes a whole booking', () => {
    expect(bookingSchema.parse(booking)).toEqual(booking)
  })

  it.each([
    ['patientId', '', 'Choose a patient, or add a new one.'],
    ['typeId', '', 'Choose the kind of visit.'],
    ['practitionerId', 'x', 'Choose who the visit is with.'],
    ['day', '', 'Choose a day.'],
    ['day', '2026-02-30', 'Choose a day.'],
    ['day', '0026-03-16', 'Choose a day of this century.'],
    ['time', '', 'Choose a time.'],
    ['time', '24:00', 'Choose a time.'],
    ['note', 'a\0b', 'Use plain text.'],
    ['note', 'x'.repeat(2001), 'Use at most 2000 characters.'],
  ])('refuses %s %j', (field, value, message) => {
    const result = bookingSchema.safeParse({ ...booking, [field]: value })
    expect(result.error?.issues[0]).toMatchObject({ path: [field], message })
  })
})

it('a move goes to a wall-clock time or to an instant, never to neither', () => {
  const move = { appointmentId: id, version: 1, practitionerId: id, overHold: false }
  const to = (where: object) => moveSchema.safeParse({ ...move, ...where })
  expect(to({ day: '2026-03-16', time: '10:10' }).success).toBe(true)
  expect(to({ start: '2026-03-16T09:10:00Z' }).data).toMatchObject({
    start: '2026-03-16T09:10:00Z',
  })
  expect(to({}).success).toBe(false)
  expect(to({ start: '2026-03-16T09:10' }).success).toBe(false)
})

it('asks for free times of at most a month', () => {
  const ask = { practitionerId: id, typeId: id, fromDay: null }
  expect(freeTimesSchema.safeParse({ ...ask, days: 31 }).success).toBe(true)
  expect(freeTimesSchema.safeParse({ ...ask, days: 32 }).success).toBe(false)
})

describe('patientSchema', () => {
  const patient = {
    givenName: ' Özlem ',
    familyName: 'Aydın',
    email: ' O.Aydin@Mail.Example ',
    phone: '+49 (0)40 5557-0188',
    birthDate: '1991-08-17',
    language: 'de',
  }

  it('trims, and writes the address small', () => {
    expect(patientSchema.parse(patient)).toMatchObject({
      givenName: 'Özlem',
      email: 'o.aydin@mail.example',
    })
    expect(patientSchema.safeParse({ ...patient, phone: '', birthDate: '' }).success).toBe(true)
  })

  it.each([
    ['givenName', '  ', 'Enter the given name.'],
    ['familyName', 'a\nb', 'Use one line of plain text.'],
    ['email', 'o.aydin@mail', 'An address has a dot after the @, like name@mail.de.'],
    ['email', ' ', 'Enter an email address: visits are confirmed by mail.'],
    ['phone', 'ask her', 'Enter digits, like +49 40 5557 0188.'],
    ['birthDate', '2199-01-01', 'A birth date lies in the past.'],
  ])('refuses %s %j', (field, value, message) => {
    const result = patientSchema.safeParse({ ...patient, [field]: value })
    expect(result.error?.issues.map((issue) => issue.message)).toContain(message)
  })
})

describe('guessed', () => {
  it.each([
    ['Özlem Aydın', { givenName: 'Özlem', familyName: 'Aydın' }],
    ['Anna Maria Kraft', { givenName: 'Anna Maria', familyName: 'Kraft' }],
    ['Aydın', { givenName: '', familyName: 'Aydın' }],
    ['o@mail.de', { email: 'o@mail.de' }],
    ['040 5557', { phone: '040 5557' }],
    ['17.8.1991', { birthDate: '1991-08-17' }],
  ])('%s goes where it belongs', (typed, fields) => {
    expect(prefillFromSearch(typed)).toEqual(fields)
  })
})

const choice = (time: string, heldUntil: string | null = null) => ({
  time,
  until: '',
  opening: false,
  heldUntil,
  shown: true,
})
const days: FreeDays = {
  today: '2026-03-12',
  durationMinutes: 30,
  workdays: [1, 2, 3, 4, 5],
  days: [
    {
      day: '2026-03-12',
      word: 'Today',
      rest: 'Thu 12 March',
      label: 'Thu 12 March',
      times: [choice('10:00'), choice('10:30', '12:00')],
    },
    {
      day: '2026-03-13',
      word: 'Tomorrow',
      rest: 'Fri 13 March',
      label: 'Fri 13 March',
      times: [choice('08:30')],
    },
  ],
}

describe('firstValues', () => {
  const zone = 'Europe/Berlin'
  const practitioners = [
    { id: 'first', name: 'Dr. Marlene Köhler' },
    { id: 'second', name: 'Samir Haddad' },
  ]
  const known = {
    clinic: { timeZone: zone, gridMinutes: 5, offersCancelled: true },
    types: [],
    practitioners,
  }
  const today = wallClockOf(new Date().toISOString(), zone).day

  it('is the day and the practitioner that are shown, where they can be booked', () => {
    const shown = firstValues(known, { day: '2199-12-01', practitionerId: 'second' })
    expect(shown).toMatchObject({ day: '2199-12-01', time: '', practitionerId: 'second' })
    expect(shown.wishes).toEqual(firstWishes('second'))
    const gone = firstValues(known, { day: '2001-12-01', practitionerId: 'former' })
    expect(gone).toMatchObject({ day: today, practitionerId: 'first' })
    expect(firstValues(known, {})).toMatchObject({ day: today, practitionerId: 'first' })
  })

  it('is the time that was pressed', () => {
    const startIso = '2199-12-01T09:10:00Z'
    expect(firstValues(known, { startIso, practitionerId: 'second' })).toMatchObject({
      ...{ day: '2199-12-01', time: '10:10', practitionerId: 'second' },
    })
  })
})

describe('choices', () => {
  it('finds a time that is free or held, and says it in full', () => {
    const held = chosenAt(days, '2026-03-12', '10:30')
    expect(held && inFull(held)).toBe('Thu 12 March, 10:30')
    expect(chosenAt(days, '2026-03-12', '08:30')).toBeNull()
    expect(chosenAt(null, '2026-03-12', '10:30')).toBeNull()
  })

  it('goes on to the next that nobody holds, on a later day at any time', () => {
    const next = (day: string, time: string) => {
      const found = nextFree(days, day, time)
      return found && inFull(found)
    }
    expect(next('2026-03-12', '')).toBe('Thu 12 March, 10:00')
    expect(next('2026-03-12', '10:00')).toBe('Fri 13 March, 08:30')
    expect(next('2026-03-13', '08:30')).toBeNull()
  })
})

describe('wishes', () => {
  const all = [1, 2, 3]

  it('any shows as all chosen; all chosen, or none, is any', () => {
    expect(has([], 2)).toBe(true)
    expect(toggled([], 2, all)).toEqual([1, 3])
    expect(toggled([1, 3], 2, all)).toEqual([])
    expect(toggled([1], 1, all)).toEqual([])
    expect(toggled([3], 1, all)).toEqual([1, 3])
  })
})

it('reads an instant on the clinic’s clock, in both halves of a year', () => {
  expect(wallClockOf('2026-03-16T09:10:00Z', 'Europe/Berlin')).toEqual({
    day: '2026-03-16',
    time: '10:10',
  })
  expect(wallClockOf('2026-07-16T22:10:00Z', 'Europe/Berlin')).toEqual({
    day: '2026-07-17',
    time: '00:10',
  })
  expect(daysFrom('2026-03-28', '2026-03-30')).toBe(2)
})

it.each([
  ['Dr. Marlene Köhler', 'Dr. Köhler'],
  ['Prof. Dr. Ada von Weiß', 'Prof. Dr. Weiß'],
  ['Samir Haddad', 'Samir Haddad'],
])('%s is short %s', (name, short) => {
  expect(shortName(name)).toBe(short)
})

it.each([
  ['', null],
  [' ', null],
  ['0', 0],
  ['14', 14],
  ['365', 365],
  ['366', null],
  ['-1', null],
  ['1.5', null],
  ['x', null],
])('“at least %j days earlier” is %j', (typed, days) => {
  expect(gainDays(typed)).toBe(days)
})

it('a time that is held names for whom, and what becomes of them', () => {
  expect(heldWords({ heldUntil: '12:00', heldFor: ['Amara Diallo'] }, null)).toEqual({
    title: 'Held for Amara Diallo until 12:00.',
    note: 'Taking it now ends the offer: the patient is told by mail and keeps their own time.',
  })
  expect(
    heldWords({ heldUntil: '12:00', heldFor: ['Amara Diallo', 'Ida Sørensen'] }, null),
  ).toEqual({
    title: 'Held for Amara Diallo and Ida Sørensen until 12:00.',
    note: 'Taking it now ends their offers: each is told by mail and keeps their own time.',
  })
})

it('a time that was refused because it is held names the button that takes it', () => {
  const held = { heldUntil: '12:00', heldFor: ['Amara Diallo'] }
  expect(heldWords(held, 'Book anyway').title).toBe(
    'That time is held for Amara Diallo until 12:00: press Book anyway to take it.',
  )
})
