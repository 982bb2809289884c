import { sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { granted, makeClinic, type World } from '@/local/testing/factories'
import { ownDatabase } from '@/local/testing/world'
import { confirmAppointment } from '../appointment/confirm'
import { moveAppointment } from '../appointment/move'
import { withdrawOpening } from '../opening/end'
import { acceptOffer } from './accept'
import { declineOffer, expireOffer, withdrawOffer } from './end'
import { offerOpening } from './offer-opening'

const database = ownDatabase()

const accept = (world: World, offerId: string) => acceptOffer(world.patientContext, { offerId })
const kinds = async (world: World) => (await world.slots()).map((slot) => slot.kind)

/** Lets an offer end so many milliseconds from now, by the database's clock; its mail has gone out. */
async function endsIn(world: World, offerId: string, ms: number) {
  await world.mailed()
  await world.execute(sql`
    update offers set offered_at = clock_timestamp() - interval '1 hour',
      expires_at = clock_timestamp() + make_interval(secs => ${ms / 1000}::float8)
    where id = ${offerId}`)
}

test('accepted, the visit has the earlier time and the time it leaves is opened onward', async () => {
  const world = await makeClinic({ type: { bufferBeforeMinutes: 5 } })
  const { openingId, appointmentId, offer } = await world.pending({ inHours: 24 * 9 })
  const outboxBefore = (await world.outbox()).length
  database.sent.length = 0
  expect(granted(await accept(world, offer.id))).toEqual({ appointmentId })

  expect(await world.appointment(appointmentId)).toMatchObject({
    startsAt: world.at(48),
    endsAt: world.at(48.5),
    firstStartsAt: world.at(24 * 9),
    version: 2,
  })
  expect(await world.waits(appointmentId)).toBe(true)
  expect((await world.offer(offer.id)).state).toBe('accepted')
  expect(await world.opening(openingId)).toMatchObject({
    state: 'filled',
    filledBy: appointmentId,
    closedWhy: 'accepted',
  })
  expect(await world.slots()).toMatchObject([{ appointmentId, kind: 'busy' }])
  const [, onward] = await world.openings()
  expect(onward).toMatchObject({
    startsAt: world.at(24 * 9),
    ...{ leftBy: appointmentId, leftByVersion: 1 },
    ...{ chainId: openingId, depth: 1, parentId: openingId },
    state: 'open',
  })
  expect(await world.audit('offer.accepted')).toMatchObject([
    { appointmentId, openingId, actorKind: 'patient' },
  ])
  expect(await world.messages(appointmentId, 'accepted')).toMatchObject([
    { appointmentVersion: 2, facts: { from: world.at(24 * 9).toISOString() } },
  ])
  const names = ['message/queued', 'offer/closed', 'opening/opened']
  expect(database.sent.map((event) => event.name).sort()).toEqual(names)
  expect(await world.outbox()).toHaveLength(outboxBefore + 3)
})

test('a visit that is due soon is confirmed by the answer, one that is not must still be confirmed', async () => {
  const world = await makeClinic({ clinic: { confirmDaysAhead: 3 } })
  const { appointmentId, offer } = await world.pending()
  granted(await accept(world, offer.id))
  expect(await world.appointment(appointmentId)).toMatchObject({
    ...{ status: 'confirmed', version: 2, timeSinceVersion: 2 },
  })

  const later = await makeClinic({ clinic: { confirmDaysAhead: 0 } })
  const pending = await later.pending()
  const { appointmentId: id } = pending
  granted(await confirmAppointment(later.context, { appointmentId: id, version: 1 }))
  granted(await accept(later, pending.offer.id))
  expect(await later.appointment(id)).toMatchObject({ status: 'booked', confirmedAt: null })
})

test('a shorter visit takes its own length and leaves the rest free', async () => {
  const world = await makeClinic()
  const { appointmentId, offer } = await world.pending()
  await world.execute(
    sql`update appointments set ends_at = starts_at + interval '20 minutes' where id = ${appointmentId}`,
  )
  granted(await accept(world, offer.id))
  expect((await world.appointment(appointmentId)).endsAt).toEqual(world.at(48 + 20 / 60))
  await world.book({ inHours: 48 + 20 / 60 })
})

test('a chain goes as deep as the clinic lets it', async () => {
  const world = await makeClinic({ clinic: { chainDepth: 1 } })
  const { offer } = await world.pending()
  granted(await accept(world, offer.id))
  const next = (await world.openings())[1]?.id ?? ''
  await world.book({ inHours: 120, openToEarlier: true })
  granted(await accept(world, (await world.offered(next)).id))
  expect((await world.openings()).map(({ depth, state }) => ({ depth, state }))).toEqual([
    { depth: 0, state: 'filled' },
    { depth: 1, state: 'filled' },
  ])
})

test('a time left to an absence is not opened onward', async () => {
  const world = await makeClinic()
  const { appointmentId, offer } = await world.pending()
  granted(await world.absent(90, 100, [appointmentId]))
  granted(await accept(world, offer.id))
  expect(await world.openings()).toHaveLength(1)
  expect((await kinds(world)).sort()).toEqual([
    'busy',
    'busy-unavailable',
    'busy-unavailable',
    'busy-unavailable',
  ])
})

test('accepted twice, in turn and at once, the answer is the same and the visit moves once', async () => {
  const world = await makeClinic()
  const { appointmentId, offer } = await world.pending()
  const answers = await Promise.all(Array.from({ length: 6 }, () => accept(world, offer.id)))
  answers.push(await accept(world, offer.id))
  expect(answers).toEqual(Array(7).fill({ ok: true, value: { appointmentId } }))
  expect((await world.appointment(appointmentId)).version).toBe(2)
  expect(await world.audit('offer.accepted')).toHaveLength(1)
  expect(await world.openings()).toHaveLength(2)
})

test('what is over cannot be accepted: declined, withdrawn, overridden, past its time, of another clinic', async () => {
  const world = await makeClinic()
  const declined = await world.pending()
  granted(await declineOffer(world.patientContext, { offerId: declined.offer.id }))
  expect(await accept(world, declined.offer.id)).toEqual({ ok: false, reason: 'not-open' })

  const withdrawn = await (await makeClinic()).pending()
  expect(await accept(world, withdrawn.offer.id)).toEqual({ ok: false, reason: 'not-found' })
  const second = await makeClinic()
  const { offer } = await second.pending()
  granted(await withdrawOffer(second.context, { offerId: offer.id }))
  expect(await accept(second, offer.id)).toEqual({ ok: false, reason: 'offer-withdrawn' })

  const third = await makeClinic()
  const held = await third.pending()
  await third.book({ inHours: 48, overHold: true })
  expect(await accept(third, held.offer.id)).toEqual({ ok: false, reason: 'offer-withdrawn' })

  const fourth = await makeClinic()
  const late = await fourth.pending()
  await endsIn(fourth, late.offer.id, 0)
  await fourth.book({ inHours: 97, openToEarlier: true })
  await fourth.offered(late.openingId)
  expect(await accept(fourth, late.offer.id)).toEqual({ ok: false, reason: 'expired' })
  expect(await declineOffer(fourth.patientContext, { offerId: late.offer.id })).toEqual({
    ok: false,
    reason: 'expired',
  })
  for (const each of [world, second, third, fourth]) {
    expect((await each.audit('offer.accepted')).length).toBe(0)
  }
})

test('when the held time is lost all the same, nothing of the answer stays', async () => {
  const world = await makeClinic()
  await world.book({ inHours: 72 })
  const { openingId, appointmentId, offer } = await world.pending()
  // As if the opening had been of a time that another visit has.
  await world.execute(sql`
    update openings set starts_at = ${world.at(72).toISOString()}, ends_at = ${world.at(72.5).toISOString()}
    where id = ${openingId}`)
  const before = await world.slots()
  const refused = await accept(world, offer.id)
  expect(refused).toEqual({ ok: false, reason: 'not-free-any-more' })
  expect(await world.slots()).toEqual(before)
  expect((await world.offer(offer.id)).state).toBe('pending')
  expect(await world.appointment(appointmentId)).toMatchObject({
    version: 1,
    startsAt: world.at(96),
  })
})

test('after its end an offer can be accepted while the time is free and held for nobody else', async () => {
  for (const closed of [true, false]) {
    const world = await makeClinic()
    const { openingId, appointmentId, offer } = await world.pending()
    await endsIn(world, offer.id, 0)
    if (closed) granted(await expireOffer(world.context, { offerId: offer.id, reopen: false }))
    granted(await accept(world, offer.id))
    expect(await world.offer(offer.id)).toMatchObject({ state: 'accepted', closedWhy: 'late' })
    expect(await world.opening(openingId)).toMatchObject({
      state: 'filled',
      filledBy: appointmentId,
    })
    expect((await world.appointment(appointmentId)).startsAt).toEqual(world.at(48))
    expect(await world.messages(appointmentId, 'offer-closed')).toHaveLength(closed ? 1 : 0)
  }
})

test('a late answer gives up another offer that its visit has by now', async () => {
  const world = await makeClinic()
  const { appointmentId, offer } = await world.pending()
  await endsIn(world, offer.id, 0)
  granted(await expireOffer(world.context, { offerId: offer.id, reopen: false }))
  await world.execute(sql`update openings set exhausted_at = now()`)
  const other = await world.offered(await world.opened({ inHours: 70 }))
  expect(other.appointmentId).toBe(appointmentId)
  granted(await accept(world, offer.id))
  expect(await world.offer(other.id)).toMatchObject({
    state: 'withdrawn',
    closedWhy: 'visit-moved',
  })
})

test('a late answer ends an offer of the same time for another visit of its patient', async () => {
  const world = await makeClinic()
  const { practitionerId } = world
  const other = await world.practitioner()
  const patientId = await world.patient()
  const openingId = await world.opened()
  const wishing = (wished: string) => ({ patientId, openToEarlier: { practitionerIds: [wished] } })
  await world.book({ inHours: 96, ...wishing(practitionerId) })
  await world.book({ inHours: 120, ...wishing(other) })
  const offer = await world.offered(openingId)
  await endsIn(world, offer.id, 0)
  granted(await expireOffer(world.context, { offerId: offer.id, reopen: false }))
  const clash = await world.offered(await world.opened({ practitionerId: other }))
  granted(await accept(world, offer.id))
  expect(await world.offer(clash.id)).toMatchObject({ state: 'withdrawn', closedWhy: 'clash' })
})

test('a late answer does not bring back a visit that was cancelled', async () => {
  const world = await makeClinic()
  const { appointmentId, offer } = await world.pending()
  await endsIn(world, offer.id, 0)
  granted(await expireOffer(world.context, { offerId: offer.id, reopen: false }))
  await world.cancel(appointmentId)
  expect(await accept(world, offer.id)).toEqual({ ok: false, reason: 'changed-meanwhile' })
  expect((await world.appointment(appointmentId)).status).toBe('cancelled')
})

test('too late: begun, booked by hand, withdrawn, or the visit has moved', async () => {
  const begun = await makeClinic()
  const booked = await makeClinic()
  const taken = await makeClinic()
  const moved = await makeClinic()
  const late = async (world: World) => {
    const pending = await world.pending()
    await endsIn(world, pending.offer.id, 0)
    return pending
  }
  const first = await late(begun)
  await begun.execute(sql`
    update openings set starts_at = now() - interval '1 minute', ends_at = now()`)
  const second = await late(booked)
  await booked.book({ inHours: 48 })
  const third = await late(taken)
  granted(await withdrawOpening(taken.context, { openingId: third.openingId }))
  const fourth = await late(moved)
  granted(
    await moveAppointment(moved.context, {
      appointmentId: fourth.appointmentId,
      version: 1,
      practitionerId: moved.practitionerId,
      start: moved.at(80),
      overHold: false,
    }),
  )
  const expected = [
    [begun, first, 'expired'],
    [booked, second, 'expired'],
    [taken, third, 'offer-withdrawn'],
    [moved, fourth, 'offer-withdrawn'],
  ] as const
  for (const [world, { offer }, reason] of expected) {
    expect(await accept(world, offer.id)).toMatchObject({ ok: false, reason })
    expect(await world.audit('offer.accepted')).toEqual([])
  }
})

test('of an answer and the end of the hold in one instant, exactly one counts', async () => {
  const seen = new Set<string>()
  for (const ms of [-5, 0, 4, 8, 12, 16, 20, 30, 45, 60, 90, 150, 2_000]) {
    const world = await makeClinic()
    const { openingId, appointmentId, offer } = await world.pending()
    await world.book({ inHours: 97, openToEarlier: true })
    await endsIn(world, offer.id, ms)
    const next = () => offerOpening(world.context, { openingId })
    const [answer] = await Promise.all([accept(world, offer.id), next(), next()])
    if (!answer.ok) expect(answer.reason).toBe('expired')
    const { state } = await world.offer(offer.id)
    seen.add(state)
    expect(state).toBe(answer.ok ? 'accepted' : 'expired')
    expect((await world.opening(openingId)).state).toBe(answer.ok ? 'filled' : 'offering')
    const { startsAt, version } = await world.appointment(appointmentId)
    expect({ startsAt, version }).toEqual(
      answer.ok ? { startsAt: world.at(48), version: 2 } : { startsAt: world.at(96), version: 1 },
    )
    const pending = (await world.offers()).filter((made) => made.state === 'pending')
    expect(pending.filter((made) => made.openingId === openingId)).toHaveLength(answer.ok ? 0 : 1)
    expect(await world.audit('offer.accepted')).toHaveLength(answer.ok ? 1 : 0)
  }
  expect(seen).toEqual(new Set(['accepted', 'expired']))
})

test('of an answer and a change by staff at once, exactly one counts', async () => {
  for (let round = 0; round < 8; round++) {
    const world = await makeClinic()
    const { appointmentId, offer } = await world.pending()
    const [answer, change] = await Promise.all([
      accept(world, offer.id),
      round % 2
        ? world.tryBook({ inHours: 48, overHold: true })
        : moveAppointment(world.context, {
            appointmentId,
            version: 1,
            practitionerId: world.practitionerId,
            start: world.at(72),
            overHold: false,
          }),
    ])
    expect([answer.ok, change.ok].sort()).toEqual([false, true])
    expect((await world.offers()).filter(({ state }) => state === 'pending')).toEqual([])
    expect(new Set(await kinds(world))).toEqual(new Set(['busy']))
  }
})

test('a time at which the patient has another visit by now is not accepted, and stays held', async () => {
  const world = await makeClinic()
  const { openingId, appointmentId, offer } = await world.pending()
  const { patientId } = await world.appointment(appointmentId)
  const elsewhere = await world.practitioner()
  const clash = await world.book({ inHours: 72, patientId, practitionerId: elsewhere })
  // Past the commands, which would have ended the offer.
  await world.execute(sql`
    update appointments set starts_at = ${world.at(48.25).toISOString()}, ends_at = ${world.at(48.75).toISOString()}
    where id = ${clash}`)
  expect(await accept(world, offer.id)).toEqual({ ok: false, reason: 'clash' })
  expect((await world.offer(offer.id)).state).toBe('pending')
  expect(await world.opening(openingId)).toMatchObject({ state: 'offering' })
  expect(await world.appointment(appointmentId)).toMatchObject({ version: 1 })
})

test('a visit whose version is not the offered one is not moved', async () => {
  const world = await makeClinic()
  const { appointmentId, offer } = await world.pending()
  await world.execute(sql`update appointments set version = 2 where id = ${appointmentId}`)
  expect(await accept(world, offer.id)).toEqual({ ok: false, reason: 'changed-meanwhile' })
  expect((await world.appointment(appointmentId)).startsAt).toEqual(world.at(96))
})

test('who was helped waits anew, behind those who were not', async () => {
  const world = await makeClinic()
  const { appointmentId, offer } = await world.pending()
  const { id: _, ...before } = await world.wait(appointmentId)
  granted(await accept(world, offer.id))
  const anew = await world.wait(appointmentId)
  expect(+anew.since).toBeGreaterThan(+before.since)
  expect(anew).toMatchObject({
    ...{ ...before, since: anew.since, rankKey: anew.rankKey },
    ...{ until: null, earlierThan: world.at(48) },
  })
  const [helped] = await world.execute(sql`
    select ended_why as why, f.state from waitlist_entries e
    join offers f on f.entry_id = e.id where e.id <> ${anew.id}`)
  expect(helped).toMatchObject({ why: 'accepted', state: 'accepted' })
})

test('an offer that seemed not to arrive counts while its time is free: whoever answers was reached', async () => {
  const world = await makeClinic()
  const { appointmentId, openingId, offer } = await world.pending()
  await world.execute(sql`
    update offers set offered_at = now() - interval '2 hours', expires_at = now() where id = ${offer.id}`)
  granted(await expireOffer(world.context, { offerId: offer.id, reopen: false }))
  expect(await world.offer(offer.id)).toMatchObject({ state: 'withdrawn', closedWhy: 'not-taken' })
  granted(await acceptOffer(world.patientContext, { offerId: offer.id }))
  expect(await world.opening(openingId)).toMatchObject({
    state: 'filled',
    filledBy: appointmentId,
  })
  expect((await world.offer(offer.id)).reached).toBe(true)
})
