import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { utc, zones } from './fixtures'
import {
  type Candidate,
  compare,
  judge,
  type MatchContext,
  type Misfit,
  type OpeningToFill,
  rank,
  rankKey,
  type Weights,
  whenever,
} from './matching'
import { dayOf, weekdayOf } from './time'
import { noWishes, timeOfDay, type Wishes } from './wishes'

const minute = 60_000
const zone = 'Europe/Berlin'
const policy = {
  ...{ minGainDays: 0, capOffers: null },
  ...{ holdMinutes: 120, shortestHoldMinutes: 15, quiet: null },
}
const now = utc('2026-03-12T10:48+01:00')
const ctx: MatchContext = { now, zone, policy }

// A Thursday afternoon.
const opening: OpeningToFill = {
  id: 'opening',
  practitionerId: 'köhler',
  typeId: 'consultation',
  alsoFitsTypeIds: ['blood-test'],
  start: utc('2026-03-12T14:40+01:00'),
  end: utc('2026-03-12T15:10+01:00'),
  leftBy: 'left',
  ...{ bufferBeforeMinutes: 0, bufferAfterMinutes: 10 },
  askedBefore: ['asked'],
}

const amara: Candidate = {
  entryId: 'a',
  appointmentId: 'visit',
  patientId: 'amara',
  typeId: 'consultation',
  practitionerId: 'köhler',
  ...{ durationMinutes: 30, bufferBeforeMinutes: 0, bufferAfterMinutes: 0 },
  start: utc('2026-03-31T09:40+02:00'),
  wishes: noWishes,
  priority: 0,
  since: utc('2026-02-01T10:00Z'),
  lastOfferedAt: null,
  rankKey: 0,
  offersLately: 0,
  consents: true,
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
    expect(judge(opening, amara, ctx)).toEqual({
      suits: true,
      gainDays: 19,
      reasons: ['own-practitioner', 'any-weekday', 'any-time-of-day'],
    })
    const wishes = {
      practitionerIds: ['wójcik', 'köhler'],
      weekdays: [4, 5],
      times: ['afternoon' as const],
      noticeMinutes: 217,
      notBefore: null,
      minGainDays: null,
    }
    expect(judge(opening, { ...amara, practitionerId: 'wójcik', wishes }, ctx)).toEqual({
      suits: true,
      gainDays: 19,
      reasons: ['practitioner', 'weekday', 'time-of-day', 'notice'],
    })
    expect(judge(opening, { ...amara, practitionerId: 'wójcik' }, ctx)).toMatchObject({
      reasons: ['any-practitioner', 'any-weekday', 'any-time-of-day'],
    })
  })

  it('gains no day on the same day', () => {
    const later = { ...amara, start: utc('2026-03-12T17:00+01:00') }
    expect(judge(opening, later, ctx)).toMatchObject({ suits: true, gainDays: 0 })
  })

  it.each<[string, Partial<Candidate>, Misfit[]]>([
    ['another type', { typeId: 'skin-check' }, ['other-type']],
    ['a visit of exactly its length', { durationMinutes: 30 }, []],
    [
      'a visit of its length after which nothing may follow at once',
      { bufferAfterMinutes: 10 },
      [],
    ],
    ['a longer time without visits after it', { bufferAfterMinutes: 11 }, ['too-long']],
    ['a time without visits before it', { bufferBeforeMinutes: 1 }, ['too-long']],
    ['a visit that is longer into the time after it', { durationMinutes: 40 }, []],
    ['a longer visit', { durationMinutes: 41 }, ['too-long']],
    ['only another practitioner', wishing({ practitionerIds: ['wójcik'] }), ['other-practitioner']],
    ['the same time', { start: opening.start }, ['not-earlier']],
    ['an offer of what it was made of', { patientId: 'asked' }, ['already-offered']],
    ['the visit that was moved away from it', { appointmentId: 'left' }, ['left-it']],
    ['a time before it', { start: utc('2026-03-12T14:39+01:00') }, ['not-earlier']],
    ['a time a minute after it', { start: utc('2026-03-12T14:41+01:00') }, []],
    ['another weekday', wishing({ weekdays: [3, 5] }), ['other-weekday']],
    ['another time of day', wishing({ times: ['morning', 'evening'] }), ['other-time-of-day']],
    ['notice that there just is', wishing({ noticeMinutes: 217 }), []],
    ['too little time left to answer', wishing({ noticeMinutes: 218 }), ['too-little-time']],
    ['notice to the minute', wishing({ noticeMinutes: 232 }), ['too-short-notice']],
    ['an offer of this opening before', { alreadyOffered: true }, ['already-offered']],
    ['an offer of another opening', { pendingOfferElsewhere: true }, ['being-offered-another']],
    ['no way to write to them', { reachable: false }, ['not-reachable']],
    ['another visit at that time', { busyThen: true }, ['clash']],
    ['a shorter type that it fits as well', { typeId: 'blood-test', durationMinutes: 10 }, []],
    ['offers not allowed', { consents: false }, ['no-consent']],
    ['days that are gained as wished', wishing({ minGainDays: 19 }), []],
    ['a day gained too few', wishing({ minGainDays: 20 }), ['too-little-gain']],
    ['its very day wished for', wishing({ notBefore: '2026-03-12' }), []],
    ['a later day wished for', wishing({ notBefore: '2026-03-13' }), ['not-before']],
    [
      'several things at once',
      { ...wishing({ weekdays: [1], times: ['morning'] }), reachable: false },
      ['other-weekday', 'other-time-of-day', 'not-reachable'],
    ],
  ])('with %s', (_, change, misfits) => {
    const verdict = judge(opening, { ...amara, ...change }, ctx)
    expect(verdict.suits ? [] : verdict.misfits).toEqual(misfits)
  })

  it('keeps to what the clinic has set, where the patient has not', () => {
    const verdict = (change: Partial<Candidate>) =>
      judge(
        opening,
        { ...amara, ...change },
        {
          ...ctx,
          policy: { ...policy, minGainDays: 20, capOffers: 2 },
        },
      )
    expect(verdict({})).toEqual({ suits: false, misfits: ['too-little-gain'] })
    expect(verdict(wishing({ minGainDays: 0 })).suits).toBe(true)
    const capped = { ...wishing({ minGainDays: 0 }), offersLately: 2 }
    expect(verdict(capped)).toEqual({ suits: false, misfits: ['asked-too-often'] })
    expect(verdict({ ...capped, offersLately: 1 }).suits).toBe(true)
  })

  it('a misfit whenever it may start is one at every start', () => {
    const some = fc.record({
      typeId: fc.constantFrom('consultation', 'skin-check'),
      durationMinutes: fc.constantFrom(30, 60),
      wishes: fc.record({
        practitionerIds: fc.constantFrom<string[][]>([], ['wójcik']),
        weekdays: fc.constantFrom<number[][]>([], [1, 4]),
        times: fc.constantFrom<Wishes['times'][]>([], ['morning']),
        noticeMinutes: fc.constantFrom(0, 600),
        notBefore: fc.constantFrom(null, '2026-03-14'),
        minGainDays: fc.constantFrom(null, 18),
      }),
      ...{ alreadyOffered: fc.boolean(), pendingOfferElsewhere: fc.boolean() },
      ...{ consents: fc.boolean(), reachable: fc.boolean(), busyThen: fc.boolean() },
      offersLately: fc.constantFrom(0, 3),
    })
    const capped = { ...ctx, policy: { ...policy, capOffers: 2 } }
    const minutes = fc.integer({ min: -240, max: 30 * 1440 })
    fc.assert(
      fc.property(some, fc.array(minutes, { minLength: 2 }), (change, starts) => {
        const lasting = starts.map((later) => {
          const start = new Date(+opening.start + later * minute)
          const end = new Date(+opening.end + later * minute)
          const verdict = judge({ ...opening, start, end }, { ...amara, ...change }, capped)
          return verdict.suits ? [] : verdict.misfits.filter(whenever)
        })
        for (const misfits of lasting) expect(misfits).toEqual(lasting[0])
      }),
    )
  })

  it('does not offer what has begun', () => {
    expect(judge(opening, amara, { ...ctx, now: opening.start })).toEqual({
      suits: false,
      misfits: ['too-short-notice'],
    })
  })

  it('reads weekday and time of day on the clinic’s clock', () => {
    // Friday 05:10 in Kolkata, Thursday 19:40 in New York.
    const night = { ...opening, start: utc('2026-03-12T23:40Z'), end: utc('2026-03-13T00:10Z') }
    const inKolkata = { ...amara, ...wishing({ weekdays: [5], times: ['morning'] }) }
    const inNewYork = { ...amara, ...wishing({ weekdays: [4], times: ['evening'] }) }
    expect(judge(night, inKolkata, { ...ctx, zone: 'Asia/Kolkata' }).suits).toBe(true)
    expect(judge(night, inNewYork, { ...ctx, zone: 'America/New_York' }).suits).toBe(true)
    expect(judge(night, inKolkata, { ...ctx, zone: 'America/New_York' }).suits).toBe(false)
  })

  it('measures notice in real hours through a clock change', () => {
    // From Saturday 22:00 to Sunday 10:00 the clock moves 12 hours, but only 11 pass.
    const ctx = { now: utc('2026-03-28T22:00+01:00'), zone, policy }
    const start = utc('2026-03-29T10:00+02:00')
    const morning = { ...opening, start, end: new Date(+start + 30 * minute) }
    expect(judge(morning, { ...amara, ...wishing({ noticeMinutes: 645 }) }, ctx).suits).toBe(true)
    expect(judge(morning, { ...amara, ...wishing({ noticeMinutes: 646 }) }, ctx).suits).toBe(false)
  })
})

describe('compare', () => {
  const weights = { waiting: 1, contact: 1, gain: 0 }
  const ranked = (change: Partial<Candidate>, by = weights): Candidate => {
    const candidate = { ...amara, ...change }
    return { ...candidate, rankKey: rankKey(candidate, by) }
  }

  it('asks by priority, then points, then gain, then id', () => {
    const inOrder = [
      ranked({ entryId: 'z', priority: 2, since: utc('2026-03-01T00:00Z') }),
      ranked({ entryId: 'y', priority: 1, since: utc('2026-01-01T00:00Z') }),
      ranked({ entryId: 'x', since: utc('2026-01-02T00:00Z') }),
      ranked({ entryId: 'v', start: utc('2026-04-02T08:00Z') }),
      ranked({ entryId: 'b' }),
      ranked({ entryId: 'c' }),
      // Waits longer, but was asked yesterday.
      ranked({
        entryId: 'w',
        since: utc('2026-01-01T00:00Z'),
        lastOfferedAt: utc('2026-03-11T00:00Z'),
      }),
    ]
    expect([...inOrder].reverse().sort(compare)).toEqual(inOrder)
    const [one] = inOrder
    expect(one && compare(one, one)).toBe(0)
  })

  it('weighs as the clinic weighs', () => {
    const waits = { entryId: 'a', since: utc('2026-01-01T00:00Z') }
    const gains = { entryId: 'b', start: utc('2026-06-01T08:00Z') }
    const first = (by: Weights) => [ranked(gains, by), ranked(waits, by)].sort(compare)[0]
    expect(first({ waiting: 1, contact: 0, gain: 0 })?.entryId).toBe('a')
    expect(first({ waiting: 1, contact: 0, gain: 1 })?.entryId).toBe('b')
    expect(first({ waiting: 10, contact: 0, gain: 1 })?.entryId).toBe('a')
  })

  it('orders by points at every moment: waiting, since the last offer, gained', () => {
    const day = 86_400_000
    const some = fc.record({
      since: fc.integer({ min: 1, max: 90 }),
      lastOfferedAt: fc.option(fc.integer({ min: 0, max: 60 })),
      start: fc.integer({ min: 1, max: 90 }),
    })
    const by = { waiting: fc.nat(10), contact: fc.nat(10), gain: fc.nat(10) }
    fc.assert(
      fc.property(some, some, fc.record(by), (a, b, w) => {
        const [one, two] = [a, b].map(({ since, lastOfferedAt, start }) => ({
          points: w.waiting * since + w.contact * (lastOfferedAt ?? since) + w.gain * start,
          candidate: ranked(
            {
              since: new Date(+now - since * day),
              lastOfferedAt: lastOfferedAt === null ? null : new Date(+now - lastOfferedAt * day),
              start: new Date(+opening.start + start * day),
            },
            w,
          ),
        }))
        if (!one || !two || one.points === two.points) return
        expect(Math.sign(compare(one.candidate, two.candidate))).toBe(
          Math.sign(two.points - one.points),
        )
      }),
    )
  })
})

describe('rank', () => {
  const someWishes = fc.record({
    practitionerIds: fc.subarray(['köhler', 'wójcik', 'haddad']),
    weekdays: fc.subarray([1, 2, 3, 4, 5, 6, 7]),
    times: fc.subarray(['morning', 'afternoon', 'evening'] as const),
    noticeMinutes: fc.constantFrom(0, 60, 120, 240, 1440),
    notBefore: fc.constantFrom(null, '2026-03-12', '2026-03-20'),
    minGainDays: fc.constantFrom(null, 0, 7),
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
        since: fc.nat(3).map((day) => new Date(Date.UTC(2026, 0, 1 + day))),
        lastOfferedAt: fc.constant(null),
        rankKey: fc.nat(3),
        offersLately: fc.nat(2),
        consents: often,
        alreadyOffered: often.map((b) => !b),
        pendingOfferElsewhere: often.map((b) => !b),
        reachable: often,
        busyThen: fc.boolean(),
      }),
      { maxLength: 25 },
    )
    .map((all) =>
      all.map((c, i) => ({
        ...amara,
        ...c,
        entryId: `entry-${i}`,
        patientId: `patient-${i}`,
      })),
    )
  const aCase = fc.record({
    candidates: someCandidates,
    zone: fc.constantFrom(...zones),
    policy: fc.constant({ ...policy, minGainDays: 1, capOffers: 2 }),
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
          expect(gainDays).toBeGreaterThanOrEqual(wishes.minGainDays ?? 1)
          expect(candidate.offersLately).toBeLessThan(2)
          expect(candidate).toMatchObject({ alreadyOffered: false, pendingOfferElsewhere: false })
          expect(candidate).toMatchObject({
            reachable: true,
            consents: true,
            typeId: opening.typeId,
          })
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
      { ...amara, entryId: 'b' },
      { ...amara, entryId: 'a' },
    ]
    rank(opening, candidates, ctx)
    expect(candidates.map((c) => c.entryId)).toEqual(['b', 'a'])
  })
})
