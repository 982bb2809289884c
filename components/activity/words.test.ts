import { expect, test } from 'vitest'
import type { ActivityRow } from '@/db/queries/clinic/activity'
import type { AuditAction } from '@/lib/domain/audit-actions'
import { sentenceOf, sentences } from './words'

const zone = 'Europe/Berlin'

const row: ActivityRow = {
  id: 1,
  at: new Date('2026-03-12T09:00:00Z'),
  actorKind: 'staff',
  actorName: 'Jana Petersen',
  action: 'appointment.moved',
  details: {},
  appointmentId: 'visit',
  visitAt: new Date('2026-03-12T10:40:00Z'),
  patientName: 'Giulia De Santis',
  patientId: 'patient',
  openingId: null,
  openingStartsAt: null,
  practitionerName: null,
}

const said = (change: Partial<ActivityRow>) =>
  sentenceOf({ ...row, ...change }, zone)
    .map((part) => (typeof part === 'string' ? part : part.text))
    .join('')

test('no entry shows raw data, even without details, patient or opening', () => {
  const bare = { patientName: null, appointmentId: null, visitAt: null, details: {} }
  const odd = { from: {}, to: [], count: 'x', why: {}, role: 'admin', name: 3, part: null }
  for (const action of [...Object.keys(sentences), 'thing.done-newly'] as AuditAction[]) {
    for (const details of [{}, odd]) {
      const sentence = said({ ...bare, action, details: details as ActivityRow['details'] })
      expect(sentence, action).not.toMatch(/[{}[\]]|undefined|null|NaN|object| {2}|^\s*$/)
    }
  }
})

test('a move says from when to when, on the clinic’s clock', () => {
  const details = { from: '2026-03-26T14:20:00.000Z', to: '2026-03-12T10:40:00.000Z' }
  expect(said({ details })).toBe('moved Giulia De Santis from Thu 26 Mar 15:20 to Thu 12 Mar 11:40')
  expect(sentenceOf({ ...row, details }, zone)).toContainEqual({
    text: 'Giulia De Santis',
    to: 'visit',
  })
})

test('a patient’s own doing is said of their visit, staff’s by the patient’s name', () => {
  const details = { at: '2026-03-12T10:40:00.000Z', reason: 'ill' }
  const action = 'appointment.cancelled'
  expect(said({ action, details })).toBe(
    'cancelled the visit of Giulia De Santis on Thu 12 Mar 11:40 (ill)',
  )
  expect(said({ action, details, actorKind: 'patient' })).toBe(
    'cancelled their visit on Thu 12 Mar 11:40 (ill)',
  )
})

test('offers and openings lead to the opening and name its time and practitioner', () => {
  const about = {
    openingId: 'opening',
    openingStartsAt: new Date('2026-03-12T13:40:00Z'),
    practitionerName: 'Dr. Marlene Köhler',
  }
  expect(said({ ...about, action: 'offer.made' })).toBe(
    'offered Giulia De Santis Thu 12 Mar 14:40 with Dr. Marlene Köhler',
  )
  expect(said({ ...about, action: 'offer.withdrawn', details: { why: 'by-hand' } })).toBe(
    'ended the offer of Thu 12 Mar 14:40 to Giulia De Santis: the time was booked by hand',
  )
  expect(sentenceOf({ ...row, ...about, action: 'opening.exhausted' }, zone)).toContainEqual({
    text: 'Thu 12 Mar 14:40',
    to: 'opening',
  })
})

test('a patient who was quicker ended nobody’s offer, and one who moved gave up their own', () => {
  const about = {
    action: 'offer.withdrawn' as const,
    actorKind: 'patient' as const,
    openingId: 'opening',
    openingStartsAt: new Date('2026-03-12T13:40:00Z'),
  }
  expect(said({ ...about, details: { why: 'given-to-another' } })).toBe(
    'was quicker than Giulia De Santis for Thu 12 Mar 14:40',
  )
  expect(said({ ...about, details: { why: 'visit-moved' } })).toBe(
    'gave up the offer of Thu 12 Mar 14:40: the visit was moved',
  )
})

test('wishes told anew are no new wish for an earlier time', () => {
  const action = 'waitlist.joined' as const
  const again = { action, details: { again: true } }
  expect(said({ action })).toBe('noted that Giulia De Santis would like an earlier time')
  expect(said(again)).toBe('noted which earlier times suit Giulia De Santis')
  expect(said({ ...again, actorKind: 'patient' })).toBe(
    'said which earlier times suit for their visit',
  )
})

test('settings say what changed, from what to what', () => {
  const details = {
    part: 'reschedule-cancelled',
    rescheduleAt: { from: '07:00:00', to: '08:30:00' },
    rescheduleOn: { from: false, to: true },
  }
  expect(said({ action: 'automation.set', details })).toBe(
    'set the search for free times: daily run from off to on, time from 07:00 to 08:30',
  )
  expect(
    said({
      action: 'staff.changed',
      details: { name: 'Ole', role: { from: 'scheduler', to: 'admin' }, active: false },
    }),
  ).toBe('changed the role of Ole from scheduler to admin and took away the access of Ole')
  expect(said({ action: 'staff.changed', details: { name: 'Ole', address: true } })).toBe(
    'signed in with a new email address',
  )
})

test('an absence of whole days is said without its midnights', () => {
  const details = {
    name: 'Dr. Wójcik',
    from: '2026-11-24T23:00:00.000Z',
    to: '2026-11-29T23:00:00.000Z',
    visits: 28,
  }
  expect(said({ action: 'absence.added', details })).toBe(
    'noted that Dr. Wójcik is away: Wed 25 Nov to Sun 29 Nov; 28 visits lie in it',
  )
})
