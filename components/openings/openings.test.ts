import { expect, test } from 'vitest'
import type { OpeningDetails, PastOffer } from '@/db/queries/opening/details'
import type { ActiveOpening, ClosedOpening } from '@/db/queries/opening/openings'
import type { OfferEnding } from '@/lib/domain/endings'
import type { Candidate } from '@/lib/domain/matching'
import { noWishes } from '@/lib/domain/wishes'
import { openingsHref, readAddress } from './address'
import { reasonWords, unsuitedGroups } from './reasons'
import { storyOf } from './story'
import { closedWords, freeWords, gainWords, momentWords, ordinal, whenWords } from './words'

const zone = 'Europe/Berlin'
const clock = { zone, now: new Date('2026-03-12T09:48:00Z') }
const at = (iso: string) => new Date(`2026-${iso}:00Z`)

test('times carry their day', () => {
  expect(whenWords(at('03-12T13:40'), clock)).toBe('Today 14:40')
  expect(whenWords(at('03-13T07:00'), clock)).toBe('Tomorrow 08:00')
  expect(whenWords(at('03-16T08:00'), clock)).toBe('Mon 16 Mar 09:00')
  expect(momentWords(at('03-12T11:00'), clock)).toBe('12:00')
  expect(momentWords(at('03-13T00:30'), clock)).toBe('tomorrow 01:30')
  expect(momentWords(at('03-16T08:00'), clock)).toBe('Mon 16 Mar 09:00')
  expect([1, 2, 3, 4, 11, 12, 21, 22, 103].map(ordinal).join(' ')).toBe(
    '1st 2nd 3rd 4th 11th 12th 21st 22nd 103rd',
  )
  expect(gainWords(at('03-31T07:40'), at('03-12T13:40'), zone)).toBe('19 days')
  expect(gainWords(at('03-12T15:10'), at('03-12T13:40'), zone)).toBe('1 h 30 min')
})

const free = {
  startsAt: at('03-13T15:15'),
  exhaustedAt: at('03-12T09:00'),
  resumesAt: null,
  answers: { asked: 0, declined: 0, expired: 0 },
} satisfies Partial<ActiveOpening>
const plan = { offersOn: true, mailFailsSince: null, nextLook: at('03-13T06:00'), daysAhead: 14 }

test.each([
  ['nobody suits', {}, {}, 'Nobody suits yet; Medcal looks again tomorrow 07:00'],
  [
    'a look today',
    {},
    { nextLook: at('03-12T10:00') },
    'Nobody suits yet; Medcal looks again at 11:00',
  ],
  [
    'a look that is due',
    {},
    { nextLook: clock.now },
    'Nobody suits yet; Medcal looks again within minutes',
  ],
  [
    'no look before it',
    { startsAt: at('03-12T15:15') },
    {},
    'Nobody suits yet; it begins before Medcal looks again',
  ],
  [
    'no looks at all',
    {},
    { nextLook: null },
    'Nobody suits yet; it begins before Medcal looks again',
  ],
  [
    'beyond the looks',
    { startsAt: at('04-20T15:15') },
    {},
    'Nobody suits yet; Medcal looks again 14 days before it',
  ],
  ['just freed', { exhaustedAt: null }, {}, 'Medcal is looking for a patient'],
  [
    'between two offers',
    { exhaustedAt: null, answers: { asked: 1, declined: 1, expired: 0 } },
    {},
    'The next patient is being asked',
  ],
  [
    'all asked',
    { answers: { asked: 3, declined: 2, expired: 1 } },
    {},
    'All 3 who suit were asked: 2 declined, 1 no answer',
  ],
  [
    'one asked',
    { answers: { asked: 1, declined: 0, expired: 1 } },
    {},
    'The one who suits was asked, no answer',
  ],
  ['offers off', {}, { offersOn: false }, 'Offers are switched off in the settings'],
  [
    'no mail goes out',
    { exhaustedAt: null },
    { mailFailsSince: at('03-12T08:00') },
    'No mail goes out: nobody is asked until it does',
  ],
  [
    'quiet hours',
    { exhaustedAt: null, resumesAt: at('03-13T06:00') },
    {},
    'Quiet hours: the next patient is asked tomorrow 07:00',
  ],
])('a free time says why: %s', (_, opening, change, words) => {
  expect(freeWords({ ...free, ...opening }, { ...plan, ...change }, clock)).toBe(words)
})

const closed: ClosedOpening = {
  id: 'a',
  state: 'filled',
  source: 'cancellation',
  startsAt: at('03-12T10:40'),
  createdAt: at('03-11T08:00'),
  closedAt: at('03-11T09:27'),
  closedWhy: 'accepted',
  practitionerName: 'Dr. Marlene Köhler',
  leftByName: 'Sabine Reuter',
  filledByName: 'Giulia De Santis',
  answers: { asked: 2, declined: 1, expired: 0 },
  turn: 2,
  fromStartsAt: at('03-26T14:20'),
}

test.each([
  ['accepted', {}, '1 h 27 min, 2nd asked'],
  ['by hand', { closedWhy: 'by-hand', turn: null }, '1 h 27 min, by hand'],
  [
    'lapsed, unasked',
    { state: 'lapsed', createdAt: at('03-12T10:00'), answers: free.answers },
    'Freed 40 min before; nobody suited',
  ],
  [
    'lapsed, offers off',
    { state: 'lapsed', closedWhy: 'offers-off', answers: free.answers },
    'Freed 26 h 40 min before; offers were switched off',
  ],
  [
    'lapsed, quiet hours',
    { state: 'lapsed', closedWhy: 'quiet-hours', answers: free.answers },
    'Freed 26 h 40 min before; quiet hours until it began',
  ],
  [
    'lapsed, no mail',
    { state: 'lapsed', closedWhy: 'mail-down', answers: free.answers },
    'Freed 26 h 40 min before; no mail went out',
  ],
  [
    'lapsed, asked until offers were off',
    {
      state: 'lapsed',
      closedWhy: 'offers-off',
      answers: { asked: 2, declined: 1, expired: 0 },
    },
    '2 asked: 1 declined, then offers were switched off',
  ],
  [
    'lapsed, asked',
    { state: 'lapsed', answers: { asked: 5, declined: 3, expired: 2 } },
    '5 asked: 3 declined, 2 did not answer in time',
  ],
  [
    'taken out',
    { state: 'withdrawn', closedWhy: 'by-staff' },
    'Taken out by staff; the time stayed free',
  ],
  ['away', { state: 'withdrawn', closedWhy: 'practitioner-away' }, 'Dr. Köhler is away then'],
  [
    'reinstated',
    { state: 'withdrawn', closedWhy: 'visit-reinstated' },
    'Sabine Reuter has the visit again',
  ],
] satisfies [string, Partial<ClosedOpening>, string][])(
  'a closed time says how: %s',
  (_, change, words) => {
    expect(closedWords({ ...closed, ...change })).toBe(words)
  },
)

const wishes = { ...noWishes, weekdays: [4], times: ['afternoon' as const], noticeMinutes: 240 }

test('what spoke for a patient is said by their wishes', () => {
  expect(
    reasonWords(['own-practitioner', 'weekday', 'time-of-day', 'notice'], wishes, 'Dr. Köhler'),
  ).toEqual(['own practitioner', 'Thursdays', 'afternoons', '4 h notice'])
  expect(
    reasonWords(
      ['practitioner', 'weekday', 'any-time-of-day'],
      { ...wishes, weekdays: [5, 4] },
      'Dr. Köhler',
    ),
  ).toEqual(['Dr. Köhler', 'Thu, Fri', 'any time'])
  expect(reasonWords(['any-practitioner', 'any-weekday', 'any-time-of-day'], noWishes, '')).toEqual(
    ['any time'],
  )
})

const candidate = (
  appointmentId: string,
  change: Partial<Candidate['wishes']> = {},
): Candidate => ({
  entryId: appointmentId,
  appointmentId,
  patientId: appointmentId,
  typeId: 't',
  practitionerId: 'p',
  ...{ durationMinutes: 30, bufferBeforeMinutes: 0, bufferAfterMinutes: 0 },
  start: at('03-31T07:40'),
  wishes: { ...noWishes, ...change },
  priority: 0,
  since: at('02-01T08:00'),
  lastOfferedAt: null,
  rankKey: 0,
  offersLately: 0,
  consents: true,
  alreadyOffered: false,
  pendingOfferElsewhere: false,
  reachable: true,
  busyThen: false,
})

test('who does not suit is counted once, by what tells most, the most frequent first', () => {
  const groups = unsuitedGroups(
    [
      { candidate: candidate('a', { times: ['morning'] }), misfits: ['other-time-of-day'] },
      { candidate: candidate('b', { noticeMinutes: 1440 }), misfits: ['too-short-notice'] },
      {
        candidate: candidate('c', { noticeMinutes: 1440 }),
        misfits: ['too-short-notice', 'clash'],
      },
      { candidate: candidate('d'), misfits: ['being-offered-another', 'already-offered'] },
    ],
    (id) => (id === 'd' ? 'declined' : undefined),
  )
  expect(groups.map(({ reason, people }) => [people.length, reason])).toEqual([
    [2, 'need a day’s notice'],
    [1, 'declined this time'],
    [1, 'mornings only'],
  ])
  expect(groups[0]?.people[1]?.all).toEqual(['need a day’s notice', 'have another visit then'])
})

const offer: PastOffer = {
  id: 'o1',
  state: 'declined',
  turn: 1,
  why: { reasons: ['own-practitioner'] },
  lastOfferedBefore: null,
  fromStartsAt: at('03-31T07:40'),
  offeredAt: at('03-12T08:12'),
  expiresAt: at('03-12T10:12'),
  closedAt: at('03-12T08:59'),
  closedWhy: 'by-patient',
  appointmentId: 'v1',
  patientName: 'Henrik Dahl',
  wishes: noWishes,
}
const opening: OpeningDetails = {
  id: 'x',
  state: 'offering',
  practitionerId: 'p',
  practitionerName: 'Dr. Marlene Köhler',
  typeId: 't',
  typeName: 'Consultation',
  startsAt: at('03-12T13:40'),
  endsAt: at('03-12T14:10'),
  createdAt: at('03-12T08:12'),
  exhaustedAt: null,
  resumesAt: null,
  source: 'cancellation',
  closedAt: null,
  closedWhy: null,
  leftBy: 'left',
  parentId: null,
  madeOf: [],
  leftByName: 'Sabine Reuter',
  filledBy: null,
  filledByName: null,
  onward: null,
  offers: [
    offer,
    {
      ...offer,
      ...{
        id: 'o2',
        state: 'pending',
        patientName: 'Amara Diallo',
        closedAt: null,
        closedWhy: null,
      },
      offeredAt: at('03-12T09:00'),
    },
  ],
  trail: [],
}
const opened = {
  id: 1,
  at: at('03-12T08:12'),
  actorKind: 'patient' as const,
  actorName: 'Sabine Reuter',
  action: 'opening.opened' as const,
  openingId: opening.id,
  details: {},
}
const texts = (change: Partial<OpeningDetails>) =>
  storyOf({ ...opening, ...change }, clock).map(({ text }) => text)

test('the story begins with who left the time and how', () => {
  expect(texts({ trail: [opened] })).toEqual([
    'Sabine Reuter cancelled by mail',
    'Henrik Dahl declined',
    'Offered to Amara Diallo',
  ])
  const byStaff = { ...opened, actorKind: 'staff' as const, actorName: 'Jana Petersen' }
  expect(texts({ trail: [byStaff] })[0]).toBe('Jana Petersen cancelled the visit of Sabine Reuter')
  expect(texts({ trail: [] })[0]).toBe('Sabine Reuter cancelled')
  const accepted = { source: 'accepted', parentId: 'before' } as const
  expect(storyOf({ ...opening, ...accepted }, clock)[0]).toMatchObject({
    text: 'Sabine Reuter took an earlier time',
    openingId: 'before',
  })
})

test('of a time that was laid out anew, the story begins with who left what it was made of', () => {
  const byMedcal = { ...opened, id: 2, actorKind: 'system' as const, actorName: 'Medcal' }
  const replaced = { ...opened, openingId: 'replaced', at: at('03-11T10:00') }
  const made = { ...opening, madeOf: ['replaced', 'other'], trail: [replaced, byMedcal] }
  expect(storyOf(made, clock)[0]).toMatchObject({
    text: 'Sabine Reuter cancelled by mail',
    at: replaced.at,
  })
})

test('the story ends with who ended it', () => {
  const ended: PastOffer = { ...offer, state: 'withdrawn', closedWhy: 'by-staff' }
  const row = { ...opened, actorKind: 'staff' as const, actorName: 'Jana Petersen' }
  const withdrawn = {
    ...row,
    action: 'offer.withdrawn' as const,
    openingId: 'x',
    details: { offerId: 'o1' },
  }
  expect(texts({ offers: [ended], trail: [withdrawn] })[1]).toBe(
    'Jana Petersen ended the offer to Henrik Dahl',
  )
  const end = { closedAt: at('03-12T09:30'), offers: [] }
  const filled = { ...row, action: 'opening.filled' as const, openingId: 'x' }
  expect(
    texts({
      ...end,
      state: 'filled',
      closedWhy: 'by-hand',
      filledByName: 'Theo Janssen',
      trail: [filled],
    })[1],
  ).toBe('Jana Petersen booked Theo Janssen by hand')
  expect(texts({ ...end, state: 'lapsed', closedWhy: 'begun' })[1]).toBe(
    'It began, and nobody had taken it',
  )
  expect(texts({ state: 'open', exhaustedAt: at('03-12T09:30') }).at(-1)).toBe('Nobody else suits')
})

test('who filled it by an offer leads on to what they left', () => {
  const filled: OpeningDetails = {
    ...opening,
    ...{ state: 'filled', closedWhy: 'accepted', closedAt: at('03-12T09:30'), offers: [] },
    filledByName: 'Amara Diallo',
    onward: { id: 'next', startsAt: at('03-31T07:40') },
  }
  expect(storyOf(filled, clock).at(-1)).toMatchObject({
    text: 'Amara Diallo left Tue 31 Mar 09:40',
    openingId: 'next',
  })
  expect(storyOf({ ...filled, onward: null }, clock)).toHaveLength(1)
})

const whys: Record<OfferEnding, string> = {
  late: 'Henrik Dahl accepted, after the time to answer',
  'by-patient': 'Henrik Dahl declined',
  'no-answer': 'Henrik Dahl did not answer',
  'given-to-another': 'Amara Diallo was quicker than Henrik Dahl',
  undeliverable: 'The mail to Henrik Dahl did not arrive',
  'not-taken': 'The mail to Henrik Dahl was not taken in time',
  'visit-cancelled': 'The visit of Henrik Dahl was cancelled',
  'visit-moved': 'The visit of Henrik Dahl was moved',
  'visit-attended': 'The visit of Henrik Dahl has begun',
  'left-waitlist': 'Henrik Dahl no longer wants an earlier time',
  clash: 'Henrik Dahl has another visit at that time now',
  'by-staff': 'The offer to Henrik Dahl was ended',
  accepted: 'The offer to Henrik Dahl ended: Amara Diallo accepted',
  'by-hand': 'The offer to Henrik Dahl ended: the time was booked by hand',
  begun: 'The offer to Henrik Dahl ended: it began, and nobody had taken it',
  'offers-off': 'The offer to Henrik Dahl ended: it began while offers were switched off',
  'quiet-hours': 'The offer to Henrik Dahl ended: it began before the quiet hours were over',
  'mail-down': 'The offer to Henrik Dahl ended: it began while no mail went out',
  'practitioner-away': 'The offer to Henrik Dahl ended: Dr. Köhler is away then',
  'outside-hours': 'The offer to Henrik Dahl ended: Dr. Köhler does not work then any more',
  'part-taken': 'The offer to Henrik Dahl ended: part of its time was taken',
  'visit-reinstated': 'The offer to Henrik Dahl ended: Sabine Reuter has the visit again',
  'visit-moved-back': 'The offer to Henrik Dahl ended: the visit of Sabine Reuter was moved back',
  'no-show-undone': 'The offer to Henrik Dahl ended: Sabine Reuter is expected after all',
  reshaped: 'The offer to Henrik Dahl ended: made into times for other visits',
}
test.each(Object.entries(whys))('the story says why an offer ended: %s', (why, words) => {
  const closedWhy = why as OfferEnding
  const ended: PastOffer = { ...offer, state: 'withdrawn', closedWhy }
  expect(texts({ filledByName: 'Amara Diallo', offers: [ended] })[1]).toBe(words)
})

test('several who were asked at once answer in the order of their answers', () => {
  const slower: PastOffer = {
    ...offer,
    state: 'withdrawn',
    closedWhy: 'given-to-another',
    closedAt: at('03-12T08:31'),
  }
  const quicker: PastOffer = {
    ...offer,
    ...{ id: 'o2', turn: 2, patientName: 'Amara Diallo', state: 'accepted', closedWhy: null },
    closedAt: at('03-12T08:30'),
  }
  expect(texts({ filledByName: 'Amara Diallo', offers: [slower, quicker] }).slice(1)).toEqual([
    'Amara Diallo accepted',
    'Amara Diallo was quicker than Henrik Dahl',
  ])
})

test('the address holds whose openings and which one; nonsense counts as nothing', () => {
  const id = 'c1064cc5-0000-4000-8000-000000000001'
  expect(readAddress({ with: id, opening: [id, 'x'] })).toEqual({
    practitionerId: id,
    openingId: id,
    chains: null,
    looked: null,
  })
  expect(readAddress({ with: 'x', opening: "'", chains: '-3' })).toEqual({
    practitionerId: null,
    openingId: null,
    chains: null,
    looked: null,
  })
  expect(readAddress({ chains: '10' }).chains).toBe(10)
  expect(readAddress({ chains: '99' }).chains).toBe(50)
  expect(openingsHref({ chains: 10, openingId: id })).toBe(`/openings?opening=${id}&chains=10`)
  expect(openingsHref({ practitionerId: id, openingId: null })).toBe(`/openings?with=${id}`)
  expect(openingsHref({ openingId: id, looked: 9_000 })).toBe(`/openings?opening=${id}&looked=5000`)
  expect(openingsHref({})).toBe('/openings')
})
