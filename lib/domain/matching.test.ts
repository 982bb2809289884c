import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { utc, zones } from './fixtures'
import { type Candidate, compare, judge, type Misfit, type OpeningToFill, rank } from './matching'
import { dayOf, weekdayOf } from './time'
import { noWishes, timeOfDay, type Wishes } from './wishes'

const minute = 60_000
const zone = 'Europe/Berlin'
const now = utc('2026-03-12T10:48+01:00')

// A Thursday afternoon.
const opening: OpeningToFill = {
  id: 'opening',
  practitionerId: 'köhler',
  typeId: 'consultation',
  start: utc('2026-03-12T14:40+01:00'),
  end: utc('2026-03-12T15:10+01:00'),
}

const amara: Candidate = {
  appointmentId: 'a',
  patientId: 'amara',
  typeId: 'consultation',
  practitionerId: 'köhler',
  durationMinutes: 30,
  start: utc('2026-03-31T09:40+02:00'),
  wishes: noWishes,
  priority: 0,
  waitlistedAt: utc('2026-02-01T10:00Z'),
  alreadyOffered: false,
  pendingOfferElsewhere: false,
  reachable: true,
  busyThen: false,
}

const wishing = (wishes: Partial<Wishes>): Partial<Candidate> => ({
  wishes: { ...noWishes, ...wishes },
})

describe('judge', () => {
  it('says how many days are gained and what spoke for it', () => {
    expect(judge(opening, amara, { now, zone })).toEqual({
      suits: true,
      gainDays: 19,
      reasons: ['own-practitioner', 'any-weekday', 'any-time-of-day'],
    })
    const wishes = {
      practitionerIds: ['wójcik', 'köhler'],
      weekdays: [4, 5],
      times: ['afternoon' as const],
      noticeMinutes: 231,
    }
    expect(judge(opening, { ...amara, practitionerId: 'wójcik', wishes }, { now, zone })).toEqual({
      suits: true,
      gainDays: 19,
      reasons: ['practitioner', 'weekday', 'time-of-day', 'notice'],
    })
    expect(judge(opening, { ...amara, practitionerId: 'wójcik' }, { now, zone })).toMatchObject({
      reasons: ['any-practitioner', 'any-weekday', 'any-time-of-day'],
    })
  })

  it('gains no day on the same day', () => {
    const later = { ...amara, start: utc('2026-03-12T17:00+01:00') }
    expect(judge(opening, later, { now, zone })).toMatchObject({ suits: true, gainDays: 0 })
  })

  it.each<[string, Partial<Candidate>, Misfit[]]>([
    ['another type', { typeId: 'skin-check' }, ['other-type']],
    ['a visit of exactly its length', { durationMinutes: 30 }, []],
    ['a longer visit', { durationMinutes: 31 }, ['too-long']],
    ['only another practitioner', wishing({ practitionerIds: ['wójcik'] }), ['other-practitioner']],
    ['the same time', { start: opening.start }, ['not-earlier']],
    ['a time before it', { start: utc('2026-03-12T14:39+01:00') }, ['not-earlier']],
    ['a time a minute after it', { start: utc('2026-03-12T14:41+01:00') }, []],
    ['another weekday', wishing({ weekdays: [3, 5] }), ['other-weekday']],
    ['another time of day', wishing({ times: ['morning', 'evening'] }), ['other-time-of-day']],
    ['notice that there just is', wishing({ noticeMinutes: 231 }), []],
    ['notice to the minute', wishing({ noticeMinutes: 232 }), ['too-short-notice']],
    ['an offer of this opening before', { alreadyOffered: true }, ['already-offered']],
    ['an offer of another opening', { pendingOfferElsewhere: true }, ['being-offered-another']],
    ['no way to write to them', { reachable: false }, ['not-reachable']],
    ['another visit at that time', { busyThen: true }, ['clash']],
    [
      'several things at once',
      { ...wishing({ weekdays: [1], times: ['morning'] }), reachable: false },
      ['other-weekday', 'other-time-of-day', 'not-reachable'],
    ],
  ])('with %s', (_, change, misfits) => {
    const verdict = judge(opening, { ...amara, ...change }, { now, zone })
    expect(verdict.suits ? [] : verdict.misfits).toEqual(misfits)
  })

  it('does not offer what has begun', () => {
    expect(judge(opening, amara, { now: opening.start, zone })).toEqual({
      suits: false,
      misfits: ['too-short-notice'],
    })
  })

  it('reads weekday and time of day on the clinic’s clock', () => {
    // Friday 05:10 in Kolkata, Thursday 19:40 in New York.
    const night = { ...opening, start: utc('2026-03-12T23:40Z'), end: utc('2026-03-13T00:10Z') }
    const inKolkata = { ...amara, ...wishing({ weekdays: [5], times: ['morning'] }) }
    const inNewYork = { ...amara, ...wishing({ weekdays: [4], times: ['evening'] }) }
    expect(judge(night, inKolkata, { now, zone: 'Asia/Kolkata' }).suits).toBe(true)
    expect(judge(night, inNewYork, { now, zone: 'America/New_York' }).suits).toBe(true)
    expect(judge(night, inKolkata, { now, zone: 'America/New_York' }).suits).toBe(false)
  })

  it('measures notice in real hours through a clock change', () => {
    // From Saturday 22:00 to Sunday 10:00 the clock moves 12 hours, but only 11 pass.
    const ctx = { now: utc('2026-03-28T22:00+01:00'), zone }
    const start = utc('2026-03-29T10:00+02:00')
    const morning = { ...opening, start, end: new Date(+start + 30 * minute) }
    expect(judge(morning, { ...amara, ...wishing({ noticeMinutes: 659 }) }, ctx).suits).toBe(true)
    expect(judge(morning, { ...amara, ...wishing({ noticeMinutes: 660 }) }, ctx).suits).toBe(false)
  })
})

describe('compare', () => {
  it('asks by priority, then waiting, then id', () => {
    const first = {
      ...amara,
      appointmentId: 'z',
      priority: 2,
      waitlistedAt: utc('2026-03-01T00:00Z'),
    }
    const second = {
      ...amara,
      appointmentId: 'y',
      priority: 1,
      waitlistedAt: utc('2026-01-01T00:00Z'),
    }
    const third = {
      ...amara,
      appointmentId: 'b',
      priority: 1,
      waitlistedAt: utc('2026-01-02T00:00Z'),
    }
    const fourth = { ...third, appointmentId: 'c' }
    expect([fourth, third, second, first].sort(compare)).toEqual([first, second, third, fourth])
    expect(compare(third, third)).toBe(0)
  })
})

describe('rank', () => {
  const someWishes = fc.record({
    practitionerIds: fc.subarray(['köhler', 'wójcik', 'haddad']),
    weekdays: fc.subarray([1, 2, 3, 4, 5, 6, 7]),
    times: fc.subarray(['morning', 'afternoon', 'evening'] as const),
    noticeMinutes: fc.constantFrom(0, 60, 120, 240, 1440),
  })
  const often = fc.integer({ min: 0, max: 5 }).map((n) => n > 0)
  const someCandidates = fc
    .array(
      fc.record({
        practitionerId: fc.constantFrom('köhler', 'wójcik'),
        typeId: often.map((same) => (same ? 'consultation' : 'skin-check')),
        durationMinutes: fc.constantFrom(20, 30, 45),
        start: fc
          .integer({ min: -500, max: 40_000 })
          .map((m) => new Date(+opening.start + m * minute)),
        wishes: someWishes,
        priority: fc.nat(2),
        waitlistedAt: fc.nat(3).map((day) => new Date(Date.UTC(2026, 0, 1 + day))),
        alreadyOffered: often.map((b) => !b),
        pendingOfferElsewhere: often.map((b) => !b),
        reachable: often,
        busyThen: fc.boolean(),
      }),
      { maxLength: 25 },
    )
    .map((all) =>
      all.map((c, i) => ({ ...c, appointmentId: `appointment-${i}`, patientId: `patient-${i}` })),
    )
  const aCase = fc.record({
    candidates: someCandidates,
    zone: fc.constantFrom(...zones),
    now: fc.integer({ min: -100, max: 3000 }).map((m) => new Date(+opening.start - m * minute)),
  })

  it('does not depend on the order in which it is given them', () => {
    fc.assert(
      fc.property(
        aCase.chain((one) =>
          fc.record({
            one: fc.constant(one),
            shuffled: fc.shuffledSubarray(one.candidates, { minLength: one.candidates.length }),
          }),
        ),
        ({ one, shuffled }) => {
          expect(rank(opening, shuffled, one)).toEqual(rank(opening, one.candidates, one))
        },
      ),
    )
  })

  it('loses nobody, and numbers the chosen in order', () => {
    fc.assert(
      fc.property(aCase, (one) => {
        const { chosen, unsuited } = rank(opening, one.candidates, one)
        const all = [...chosen, ...unsuited].map((entry) => entry.candidate)
        expect(new Set(all)).toEqual(new Set(one.candidates))
        expect(all).toHaveLength(one.candidates.length)
        expect(chosen.map((entry) => entry.place)).toEqual(chosen.map((_, i) => i + 1))
        const asked = chosen.map((entry) => entry.candidate)
        expect([...asked].sort(compare)).toEqual(asked)
      }),
    )
  })

  it('never chooses against the invariants of an offer', () => {
    fc.assert(
      fc.property(aCase, (one) => {
        for (const { candidate, gainDays } of rank(opening, one.candidates, one).chosen) {
          const { wishes } = candidate
          expect(+opening.start).toBeLessThan(+candidate.start)
          expect(+opening.start).toBeGreaterThan(+one.now + wishes.noticeMinutes * minute)
          expect(gainDays).toBeGreaterThanOrEqual(0)
          expect(candidate).toMatchObject({ alreadyOffered: false, pendingOfferElsewhere: false })
          expect(candidate).toMatchObject({ reachable: true, typeId: opening.typeId })
          expect(candidate.durationMinutes).toBeLessThanOrEqual(30)
          const { practitionerIds, weekdays, times } = wishes
          if (practitionerIds.length > 0) expect(practitionerIds).toContain('köhler')
          if (weekdays.length > 0)
            expect(weekdays).toContain(weekdayOf(dayOf(opening.start, one.zone)))
          if (times.length > 0) expect(times).toContain(timeOfDay(opening.start, one.zone))
        }
      }),
    )
  })

  it('leaves the list it is given alone', () => {
    const candidates = [
      { ...amara, appointmentId: 'b' },
      { ...amara, appointmentId: 'a' },
    ]
    rank(opening, candidates, { now, zone })
    expect(candidates.map((c) => c.appointmentId)).toEqual(['b', 'a'])
  })
})
