import { expect, test } from 'vitest'
import { mailedOutcome, type OfferClosing, offerOutcome } from './offer-outcomes'
import { hasKept, toldOfOffer, toldOfVisit } from './patient-said'
import { offerView, type VisitView, visitView } from './patient-views'

const now = new Date('2026-03-12T09:00:00Z')
const hours = (n: number) => new Date(+now + n * 3_600_000)
const visit = {
  ...{ status: 'booked', version: 2, timeSinceVersion: 2, startsAt: hours(48), endsAt: hours(49) },
  cancelledFor: null as 'patient' | 'clinic' | null,
}
/** A cancellation of it was taken back since it came to its time. */
const stood = { timeSinceVersion: 1 }

test.each<[Partial<typeof visit>, number, VisitView]>([
  [{}, 2, 'ask'],
  [{ status: 'confirmed' }, 2, 'confirmed'],
  [{ status: 'arrived' }, 2, 'arrived'],
  [{ status: 'arrived', endsAt: hours(-1) }, 2, 'past'],
  [{ status: 'cancelled', cancelledFor: 'clinic' }, 2, 'cancelled-by-clinic'],
  [{ status: 'cancelled', cancelledFor: 'patient' }, 2, 'cancelled-by-patient'],
  [{ status: 'fulfilled' }, 2, 'past'],
  [{ status: 'noshow' }, 2, 'past'],
  [{ endsAt: now }, 2, 'past'],
  [{}, 1, 'moved'],
  [{ status: 'cancelled', cancelledFor: 'clinic' }, 1, 'moved'],
  [stood, 1, 'stands-again'],
  [{ ...stood, status: 'confirmed' }, 1, 'stands-again'],
  [{ ...stood, status: 'cancelled', cancelledFor: 'clinic' }, 1, 'cancelled-by-clinic'],
  [{ ...stood, status: 'arrived' }, 1, 'arrived'],
  [{ ...stood, endsAt: now }, 1, 'past'],
])('a visit that is %j, by a link of version %j: %s', (row, linkVersion, view) => {
  expect(visitView({ ...visit, ...row }, linkVersion, now)).toBe(view)
})

const outcomes: Record<OfferClosing, [page: string, mail: string]> = {
  'by-patient': ['declined', 'withdrawn'],
  'left-waitlist': ['declined', 'withdrawn'],
  'no-answer': ['expired', 'expired'],
  'by-staff': ['withdrawn', 'withdrawn'],
  'by-hand': ['taken', 'taken'],
  'given-to-another': ['quicker', 'quicker'],
  'visit-reinstated': ['needed-back', 'needed-back'],
  'visit-moved-back': ['needed-back', 'needed-back'],
  'no-show-undone': ['needed-back', 'needed-back'],
  'practitioner-away': ['unavailable', 'unavailable'],
  'outside-hours': ['unavailable', 'unavailable'],
  'part-taken': ['unavailable', 'unavailable'],
  reshaped: ['withdrawn', 'withdrawn'],
  clash: ['busy-then', 'busy-then'],
  begun: ['withdrawn', 'withdrawn'],
  'offers-off': ['withdrawn', 'withdrawn'],
  'quiet-hours': ['withdrawn', 'withdrawn'],
  'mail-down': ['withdrawn', 'withdrawn'],
  accepted: ['quicker', 'quicker'],
  undeliverable: ['undelivered', 'withdrawn'],
  'not-taken': ['undelivered', 'withdrawn'],
  'visit-moved': ['visit-changed', 'withdrawn'],
  'visit-cancelled': ['visit-changed', 'withdrawn'],
  'visit-attended': ['visit-changed', 'withdrawn'],
}

const closed = { state: 'withdrawn', expiresAt: hours(1), appointmentVersion: 2 }
const opening = { state: 'open', startsAt: hours(24), heldForAnother: false, busyThen: false }

test.each(Object.entries(outcomes))('closed %s: %j', (closedWhy, [page, mail]) => {
  expect(offerOutcome(closedWhy)).toBe(page)
  expect(mailedOutcome(closedWhy)).toBe(mail)
  const filled = { ...opening, state: 'filled' }
  expect(offerView({ ...closed, closedWhy }, visit, filled, now)).toBe(page)
})

test.each([
  ['late', {}],
  ['asking-another', { heldForAnother: true }],
  ['busy-then', { busyThen: true }],
  ['undelivered', { state: 'filled' }],
  ['undelivered', { startsAt: now }],
])('an offer that seemed not to arrive is %s for whoever reads its page: %j', (view, row) => {
  const offer = { ...closed, closedWhy: 'undeliverable' }
  expect(offerView(offer, visit, { ...opening, ...row }, now)).toBe(view)
})

test.each([null, '', 'a-later-word', 'toString'])('closed for %j: no reason is made up', (why) => {
  expect(offerOutcome(why)).toBe('withdrawn')
  expect(mailedOutcome(why)).toBe('withdrawn')
})

test('who declined has declined, whatever the row says beside it', () => {
  const row = { ...closed, state: 'declined', closedWhy: null }
  expect(offerView(row, visit, opening, now)).toBe('declined')
})

const asks = { view: 'ask', asked: false, begun: false } as const

test.each([
  ['wish-on', { ...asks, asked: true }, 'wish-on'],
  ['wish-on', asks, null],
  ['wishes-saved', asks, null],
  ['wish-off', asks, 'wish-off'],
  ['wish-off', { ...asks, asked: true }, null],
  ['already-started', { ...asks, begun: true }, 'begun'],
  ['already-started', asks, null],
  ['expired', asks, null],
  ['already-cancelled', asks, null],
  ['failed', asks, 'failed'],
  ['failed', { ...asks, view: 'past' }, null],
  ['toString', asks, null],
  [undefined, asks, null],
] as const)('a visit’s page that is told %j while %j says %j', (said, state, told) => {
  expect(toldOfVisit(said, state)).toBe(told)
})

test.each([
  ['expired', { view: 'pending', asked: true }, null],
  ['expired', { view: 'late', asked: true }, null],
  ['not-open', { view: 'pending', asked: true }, null],
  ['not-open', { view: 'declined', asked: true }, 'answered-before'],
  ['not-open', { view: 'accepted', asked: true }, 'answered-before'],
  ['changed-meanwhile', { view: 'accepted', asked: true }, 'answered-before'],
  ['no-times', { view: 'accepted', asked: true }, 'answered-before'],
  ['no-times', { view: 'declined', asked: true }, null],
  ['changed-meanwhile', { view: 'declined', asked: true }, null],
  ['wish-off', { view: 'declined', asked: false }, 'wish-off'],
  ['wish-off', { view: 'declined', asked: true }, null],
  ['wishes-saved', { view: 'declined', asked: true }, 'wishes-saved'],
  ['failed', { view: 'pending', asked: true }, 'failed'],
  ['failed', { view: 'visit-changed', asked: true }, null],
] as const)('an offer’s page that is told %j while %j says %j', (said, state, told) => {
  expect(toldOfOffer(said, state)).toBe(told)
})

test('only after the offer’s time does the address alone say that the time was kept', () => {
  expect(hasKept('kept', 'late')).toBe(true)
  expect(hasKept('not-a-date', 'late')).toBe(true)
  expect(hasKept('kept', 'pending')).toBe(false)
  expect(hasKept('expired', 'late')).toBe(false)
})
