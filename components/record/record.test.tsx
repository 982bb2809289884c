import { renderToStaticMarkup } from 'react-dom/server'
import { expect, test } from 'vitest'
import type { PatientRecord } from '@/db/queries/patient/record'
import type { AuditAction } from '@/lib/domain/audit-actions'
import { Record } from './record'

const at = (time: string) => new Date(`2026-03-${time}Z`)

const record: PatientRecord = {
  ...{ format: 'medcal-patient', version: 2, madeAt: at('30T08:00') },
  clinic: {
    name: 'Praxis Köhler',
    address: 'Elbchaussee 14',
    phone: '',
    timeZone: 'Europe/Berlin',
  },
  patient: {
    ...{ id: 'p', givenName: 'Amara', familyName: 'Diallo', email: 'a@mail.test', phone: '' },
    ...{ birthDate: '1987-11-04', language: 'de', bouncedAt: null, bouncedWhy: null },
    ...{ offersAgreedAt: at('02T08:00'), offersAgreedBy: 'patient' as const },
    ...{ offersStoppedAt: null, offersStoppedBy: null, createdAt: at('01T08:00') },
  },
  visits: [
    {
      ...{ id: 'v', startsAt: at('29T08:00'), endsAt: at('29T08:30'), type: 'Check-up' },
      ...{ practitioner: 'Dr. Köhler', status: 'cancelled', note: 'Brings the X-ray' },
      ...{ bookedAt: at('02T08:00'), changedAt: at('02T08:00'), firstStartsAt: at('31T08:00') },
      ...{
        timesMoved: 1,
        confirmedAt: at('27T08:00'),
        arrivedAt: null,
        cancelledAt: at('28T08:00'),
      },
      ...{ confirmedBy: 'staff', confirmedHow: 'desk', beforeMove: null },
      ...{ cancelledBy: 'staff', cancelledFor: 'patient', cancelReason: 'Ill' },
      waits: [
        {
          ...{ type: 'Check-up', since: at('02T08:00'), until: at('28T08:00') },
          ...{ endedWhy: 'visit-cancelled', earlierThan: at('29T08:00') },
          ...{ priority: 0, lastOfferedAt: null },
          wishes: {
            ...{ practitioners: ['Dr. Köhler'], weekdays: [1, 3], times: ['morning'] },
            ...{ noticeMinutes: 120, notBefore: '2026-03-05', minGainDays: 2 },
          },
        },
      ],
      offers: [
        {
          ...{ startsAt: at('20T08:00'), practitioner: 'Dr. Köhler', insteadOf: at('31T08:00') },
          ...{ offeredAt: at('19T08:00'), expiresAt: at('19T10:00'), state: 'declined' },
          ...{
            closedAt: at('19T09:00'),
            closedWhy: 'by-patient',
            turn: 1,
            askedAtOnce: 1,
            why: {},
            reached: true,
            lastOfferedBefore: null,
          },
        },
      ],
      emails: [
        {
          ...{ kind: 'booked', state: 'sent', sentTo: 'a@mail.test', queuedAt: at('02T08:00') },
          ...{ sentAt: at('02T08:00'), attempts: 1, why: null, serverSaid: null, facts: {} },
        },
      ],
      links: [{ purpose: 'visit', madeAt: at('02T08:00') }],
    },
  ],
  trail: [
    {
      ...{ at: at('02T08:00'), by: 'staff', action: 'appointment.booked', visitId: 'v' },
      ...{ openingStartsAt: null, practitioner: null, details: {} },
    },
    {
      ...{
        at: at('03T08:00'),
        by: 'system',
        action: 'thing.done-newly' as AuditAction,
        visitId: null,
      },
      ...{ openingStartsAt: null, practitioner: null, details: {} },
    },
  ],
}

const textOf = (lang: 'en' | 'de', of = record) =>
  renderToStaticMarkup(<Record record={of} lang={lang} />).replaceAll(/<[^>]+>/g, ' ')

test('it says everything, on the clinic’s clock, in English', () => {
  const text = textOf('en')
  for (const said of [
    'All that Praxis Köhler keeps of Amara Diallo in Medcal, on Monday 30 March 2026.',
    'All times are on the clinic’s clock (Europe/Berlin).',
    '4 November 1987',
    // Summer time began that morning.
    'Sunday 29 March 2026, 10:00–10:30',
    'Check-up, Dr. Köhler: cancelled',
    'by us, as you told us',
    'Cancelled by  you',
    'Brings the X-ray',
    'Ill',
    'from Monday 2 March 2026, 09:00 to Saturday 28 March 2026, 09:00: with Dr. Köhler, on Monday, Wednesday, in the morning, not before 5 March 2026, known 2 h before, at least 2 days earlier',
    'Friday 20 March 2026, 09:00, Dr. Köhler: you kept your time (to be answered by Thursday 19 March 2026, 11:00)',
    'Monday 2 March 2026, 09:00: Your visit is booked, sent to a@mail.test',
    '1 was made',
    'Visit booked',
    'thing done newly',
  ]) {
    expect(text).toContain(said)
  }
})

test('and in German', () => {
  const text = textOf('de')
  for (const said of [
    'Alles, was Praxis Köhler am Montag, 30. März 2026 in Medcal über Amara Diallo gespeichert hat.',
    '4. November 1987',
    'Sonntag, 29. März 2026, 10:00–10:30 Uhr',
    'Uhr: bei Dr. Köhler, an diesen Tagen: Montag, Mittwoch, vormittags, nicht vor dem 5. März 2026, 2 Std. vorher zu erfahren, mindestens 2 Tage früher',
    'Termin gebucht',
  ]) {
    expect(text).toContain(said)
  }
})

test('a patient without visits has a record, too', () => {
  expect(textOf('en', { ...record, visits: [], trail: [] })).toContain('None')
})
