import { sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { nextOnGrid } from '@/lib/domain/availability'
import { granted, hour, makeClinic, type World } from '@/local/testing/factories'
import { ownDatabase } from '@/local/testing/world'
import { offerOpening } from '../offer/offer-opening'
import { confirmAppointment } from './confirm'
import { type MoveAppointment, moveAppointment } from './move'

ownDatabase()

const move = (world: World, appointmentId: string, inHours: number, more: Partial<Move> = {}) =>
  moveAppointment(world.context, {
    appointmentId,
    version: 1,
    practitionerId: world.practitionerId,
    start: world.at(inHours),
    overHold: false,
    ...more,
  })

type Move = MoveAppointment

test('a moved visit is the same visit: id and first time stay, the version counts, the old time is free', async () => {
  const world = await makeClinic()
  const id = await world.book({ inHours: 48 })
  granted(await confirmAppointment(world.context, { appointmentId: id, version: 1 }))
  expect(granted(await move(world, id, 72))).toEqual({
    version: 2,
    from: { start: world.at(48), practitionerId: world.practitionerId },
  })
  expect(await world.appointment(id)).toMatchObject({
    startsAt: world.at(72),
    endsAt: world.at(72.5),
    firstStartsAt: world.at(48),
    version: 2,
    status: 'booked',
    confirmedAt: null,
  })
  expect(await world.slots()).toMatchObject([{ appointmentId: id }])
  expect(await world.messages(id, 'moved')).toMatchObject([
    {
      appointmentVersion: 2,
      facts: {
        from: world.at(48).toISOString(),
        fromPractitionerId: world.practitionerId,
        by: 'clinic',
      },
    },
  ])
  expect(await world.audit('appointment.moved')).toHaveLength(1)
  await world.book({ inHours: 48 })
})

test('the links of the old time are dead', async () => {
  const world = await makeClinic()
  const id = await world.book()
  granted(await move(world, id, 72))
  const old = await confirmAppointment(world.patientContext, { appointmentId: id, version: 1 })
  expect(old).toEqual({ ok: false, reason: 'changed-meanwhile' })
  granted(await confirmAppointment(world.patientContext, { appointmentId: id, version: 2 }))
})

test('a visit that somebody else has moved, or cancelled, is not moved', async () => {
  const world = await makeClinic()
  const id = await world.book()
  granted(await move(world, id, 72))
  const stale = { ok: false, reason: 'changed-meanwhile' }
  expect(await move(world, id, 74)).toEqual(stale)
  await world.cancel(id)
  expect(await move(world, id, 74, { version: 2 })).toEqual(stale)
  expect(await world.slots()).toEqual([])
})

test('a visit can move by less than its own length', async () => {
  const world = await makeClinic({ type: { bufferAfterMinutes: 30 } })
  const id = await world.book({ inHours: 48 })
  granted(await move(world, id, 48.25))
  expect((await world.appointment(id)).startsAt).toEqual(world.at(48.25))
  expect(await world.slots()).toHaveLength(1)
})

test('when the new time is taken, everything is as before', async () => {
  const world = await makeClinic()
  const { appointmentId: id, offer } = await world.pending()
  const other = await world.book({ inHours: 72 })
  const before = await everything(world)
  expect(await move(world, id, 72.25)).toEqual({ ok: false, reason: 'taken' })
  expect(await move(world, other, 48)).toMatchObject({ ok: false, reason: 'held' })
  expect(await move(world, id, -1)).toEqual({ ok: false, reason: 'past' })
  expect(await everything(world)).toEqual(before)
  expect((await world.offer(offer.id)).state).toBe('pending')
})

test('a visit can move to another practitioner, and needs their hours', async () => {
  const world = await makeClinic()
  const other = await world.practitioner()
  const away = await world.practitioner({}, [])
  const gone = await world.practitioner({ active: false })
  const id = await world.book({ inHours: 48 })
  const to = (practitionerId: string) => move(world, id, 48, { practitionerId })
  expect(await to(away)).toEqual({ ok: false, reason: 'outside-hours' })
  expect(await to(gone)).toEqual({ ok: false, reason: 'not-found' })
  const foreign = await makeClinic()
  expect(await to(foreign.practitionerId)).toEqual({ ok: false, reason: 'not-found' })
  granted(await to(other))
  expect(await world.slots()).toMatchObject([{ appointmentId: id, practitionerId: other }])
})

test('who moves a visit that is being offered an earlier time ends the offer', async () => {
  const world = await makeClinic()
  const { openingId, appointmentId, offer } = await world.pending()
  granted(await move(world, appointmentId, 120))
  expect(await world.offer(offer.id)).toMatchObject({
    state: 'withdrawn',
    closedWhy: 'visit-moved',
  })
  expect((await world.opening(openingId)).state).toBe('open')
  expect(await world.slots()).toHaveLength(1)
})

test('a visit moves into the very time that is held for its patient', async () => {
  const world = await makeClinic()
  const { openingId, appointmentId } = await world.pending()
  granted(await move(world, appointmentId, 48))
  expect(await world.opening(openingId)).toMatchObject({
    state: 'filled',
    filledBy: appointmentId,
  })
})

test('of two who move one visit at once, one does; of two visits moved to one time, one is there', async () => {
  const world = await makeClinic()
  const id = await world.book({ inHours: 48 })
  const other = await world.book({ inHours: 50 })
  const same = await Promise.all([move(world, id, 72), move(world, id, 74)])
  expect(said(same)).toEqual(['changed-meanwhile', 'ok'])
  const both = await Promise.all([move(world, id, 60, { version: 2 }), move(world, other, 60.25)])
  expect(said(both)).toEqual(['ok', 'taken'])
  expect(await world.slots()).toHaveLength(2)
})

test('two visits that trade practitioners at once do not wait for each other for good', async () => {
  const world = await makeClinic()
  const other = await world.practitioner()
  const [here, there] = [
    await world.book({ inHours: 48 }),
    await world.book({ inHours: 50, practitionerId: other }),
  ]
  const both = await Promise.all([
    move(world, here, 52, { practitionerId: other }),
    move(world, there, 54),
  ])
  expect(said(both)).toEqual(['ok', 'ok'])
})

test('the time that a visit leaves is opened to those who wait, but not to the visit itself', async () => {
  const world = await makeClinic()
  // On the grid, where times are laid out anew for who waits.
  const startsAt = nextOnGrid(world.at(48), 15, 'UTC')
  const id = await world.book({ start: startsAt, openToEarlier: true })
  granted(await move(world, id, 72))
  const [opening] = await world.openings()
  expect(opening).toMatchObject({
    state: 'open',
    source: 'move',
    ...{ leftBy: id, leftByVersion: 1 },
    startsAt,
    endsAt: new Date(+startsAt + 0.5 * hour),
    depth: 0,
  })
  const openingId = opening?.id ?? ''
  expect(await world.audit('opening.opened')).toMatchObject([{ openingId, appointmentId: id }])
  const offer = () => offerOpening(world.context, { openingId }).then(granted)
  // Whoever wakes up a moment too soon is told how long it may still be taken back.
  expect(await offer()).toEqual({ state: 'early', waitMs: expect.any(Number) })
  await world.due()
  expect(await offer()).toEqual({ state: 'exhausted' })
  const waiting = await world.book({ inHours: 96, openToEarlier: true })
  expect(await world.offered(openingId)).toMatchObject({ appointmentId: waiting })
})

test('what is left is opened only where the clinic wants it, it is to come, and all of it is free', async () => {
  const unwanted = await makeClinic({ clinic: { openingSources: ['cancellation'] } })
  granted(await move(unwanted, await unwanted.book(), 72))
  expect(await unwanted.openings()).toEqual([])

  const world = await makeClinic({ type: { bufferAfterMinutes: 30 } })
  granted(await move(world, await world.book({ inHours: 48 }), 48.25))
  granted(await move(world, await world.book({ inHours: 60 }), 59.25))
  expect(await world.openings()).toEqual([])
  const id = await world.book({ inHours: 49.5 })
  granted(await world.absent(49, 51, [id]))
  granted(await move(world, id, 72))
  expect(await world.openings()).toEqual([])
  const begun = await world.book({ inHours: 55 })
  await world.execute(
    sql`update appointments set starts_at = now() - interval '1 minute',
      ends_at = now() + interval '29 minutes' where id = ${begun}`,
  )
  granted(await move(world, begun, 80))
  expect(await world.openings()).toEqual([])
})

test('moved back, the opening ends, who holds an offer of it is told, and nothing else is open', async () => {
  const world = await makeClinic()
  const id = await world.book({ inHours: 48 })
  const waiting = await world.book({ inHours: 96, openToEarlier: true })
  granted(await move(world, id, 72))
  const [opening] = await world.openings()
  const offer = await world.offered(opening?.id ?? '')
  granted(await move(world, id, 48, { version: 2 }))
  expect(await world.openings()).toMatchObject([
    { id: opening?.id, state: 'withdrawn', closedWhy: 'visit-moved-back', filledBy: null },
  ])
  expect(await world.offer(offer.id)).toMatchObject({ state: 'withdrawn' })
  expect(await world.messages(waiting, 'offer-closed')).toHaveLength(1)
  expect(await world.slots()).toMatchObject([{ appointmentId: id }, { appointmentId: waiting }])
})

test('moved back only in part, it fills nothing either', async () => {
  const world = await makeClinic()
  const id = await world.book({ inHours: 48 })
  granted(await move(world, id, 72))
  granted(await move(world, id, 48.25, { version: 2 }))
  expect(await world.openings()).toMatchObject([
    { startsAt: world.at(48), state: 'withdrawn', closedWhy: 'part-taken', filledBy: null },
    { startsAt: world.at(72), state: 'open', source: 'move' },
  ])
})

test('moved back out of an opening, that time is open again', async () => {
  const world = await makeClinic()
  await world.opened({ inHours: 72 })
  const id = await world.book({ inHours: 48 })
  granted(await move(world, id, 72))
  granted(await move(world, id, 48, { version: 2 }))
  expect(await world.openings()).toMatchObject([
    { startsAt: world.at(72), state: 'filled', filledBy: id },
    { startsAt: world.at(48), state: 'withdrawn' },
    { startsAt: world.at(72), state: 'open', source: 'move', leftBy: id },
  ])
})

test('a time that somebody has taken meanwhile is not had back', async () => {
  const world = await makeClinic()
  const id = await world.book({ inHours: 48 })
  granted(await move(world, id, 72))
  const other = await world.book({ inHours: 48 })
  expect(await move(world, id, 48, { version: 2 })).toEqual({ ok: false, reason: 'taken' })
  expect(await world.openings()).toMatchObject([{ state: 'filled', filledBy: other }])
})

function said(answers: Awaited<ReturnType<typeof moveAppointment>>[]) {
  return answers.map((answer) => (answer.ok ? 'ok' : answer.reason)).sort()
}

async function everything(world: World) {
  return [
    await world.appointments(),
    await world.slots(),
    await world.openings(),
    await world.offers(),
    await world.audit(),
    await world.outbox(),
  ]
}

const moveSelf = (world: World, appointmentId: string, inHours: number) =>
  moveAppointment(world.patientContext, {
    appointmentId,
    version: 1,
    practitionerId: world.practitionerId,
    start: world.at(inHours),
    overHold: false,
  })

test('patients move their visit as far as the clinic lets them, and are told that they did', async () => {
  const world = await makeClinic({ clinic: { selfMoveHours: 24, confirmDaysAhead: 2 } })
  const near = await world.book({ inHours: 23 })
  expect(await moveSelf(world, near, 200)).toMatchObject({ ok: false, reason: 'too-late' })
  granted(await move(world, near, 22))

  const id = await world.book({ inHours: 25 })
  expect(await moveSelf(world, id, 23.5)).toMatchObject({ ok: false, reason: 'too-late' })
  granted(await moveSelf(world, id, 24 * 9))
  expect(await world.appointment(id)).toMatchObject({ version: 2, status: 'booked' })
  expect(await world.messages(id, 'moved')).toMatchObject([{ facts: { by: 'patient' } }])

  const soon = await world.book({ inHours: 24 * 10 })
  granted(await moveSelf(world, soon, 26))
  expect(await world.appointment(soon)).toMatchObject({ status: 'confirmed' })

  const never = await makeClinic({ clinic: { selfMoveHours: null } })
  const visit = await never.book({ inHours: 200 })
  expect(await moveSelf(never, visit, 300)).toMatchObject({ ok: false, reason: 'not-allowed' })
})
