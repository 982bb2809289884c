import { sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { begin, granted, makeClinic, type World } from '@/local/testing/factories'
import { ownDatabase } from '@/local/testing/world'
import type { Context } from '../change'
import { acceptOffer } from '../offer/accept'
import { offerOpening } from '../offer/offer-opening'
import { cancelAppointment } from './cancel'
import { confirmAppointment } from './confirm'
import { recordAttendance } from './record-attendance'
import { reinstateAppointment } from './reinstate'

const database = ownDatabase()

const cancel = (world: World, appointmentId: string, version = 1, context?: Context) =>
  cancelAppointment(context ?? world.context, {
    appointmentId,
    version,
    reason: 'ill',
    offerOnward: true,
  })
const reinstate = (world: World, appointmentId: string) =>
  reinstateAppointment(world.context, { appointmentId })

test('a cancelled visit frees its time, keeps its patient and opens its time', async () => {
  const world = await makeClinic()
  const id = await world.book()
  const { patientId } = await world.appointment(id)
  database.sent.length = 0
  const { openingId } = granted(await cancel(world, id, 1, world.patientContext))
  expect(await world.appointment(id)).toMatchObject({
    status: 'cancelled',
    cancelReason: 'ill',
    patientId,
    version: 1,
    startsAt: world.at(48),
  })
  expect(await world.slots()).toEqual([])
  expect(await world.openings()).toMatchObject([
    {
      id: openingId,
      chainId: openingId,
      depth: 0,
      state: 'open',
      ...{ leftBy: id, leftByVersion: 1, parentId: null },
      startsAt: world.at(48),
      endsAt: world.at(48.5),
    },
  ])
  expect((await world.audit()).map((row) => row.action)).toEqual([
    'appointment.booked',
    'appointment.cancelled',
    'opening.opened',
  ])
  expect(await world.messages(id, 'cancelled')).toMatchObject([{ facts: { by: 'patient' } }])
  expect(database.sent.map((event) => event.name).sort()).toEqual([
    'message/queued',
    'opening/opened',
  ])
  await world.book({ inHours: 48 })
})

test('a visit says who cancelled it and who wanted that: staff also cancel for who rings', async () => {
  const world = await makeClinic()
  const { context, patientContext } = world
  const said = async (by: Context, patientAsked?: boolean) => {
    const id = await world.book({ inHours: 60 })
    const how = { appointmentId: id, version: 1, reason: '', patientAsked, offerOnward: false }
    granted(await cancelAppointment(by, how))
    const { cancelledBy, cancelledFor } = await world.appointment(id)
    const [mail] = await world.messages(id, 'cancelled')
    return [cancelledBy, cancelledFor, mail?.facts.by]
  }
  expect(await said(patientContext)).toEqual(['patient', 'patient', 'patient'])
  expect(await said(context, true)).toEqual(['staff', 'patient', 'patient'])
  expect(await said(context)).toEqual(['staff', 'clinic', 'clinic'])
})

test('a time that is not to be offered, or is over, makes no opening', async () => {
  const world = await makeClinic()
  expect(await world.cancel(await world.book(), false)).toBeNull()
  const id = await world.book()
  await past(world, id)
  expect(await world.cancel(id)).toBeNull()
  expect(await world.openings()).toEqual([])
})

test('where cancellations open nothing by themselves, staff may still ask for it', async () => {
  const world = await makeClinic({ clinic: { openingSources: ['move'] } })
  const byPatient = await world.book()
  expect(granted(await cancel(world, byPatient, 1, world.patientContext)).openingId).toBeNull()
  const byStaff = await world.book()
  expect(granted(await cancel(world, byStaff)).openingId).not.toBeNull()
})

test('a time inside an absence becomes the absence’s and makes no opening', async () => {
  const world = await makeClinic()
  const id = await world.book({ inHours: 48 })
  granted(await world.absent(48.25, 60, [id]))
  expect(await world.cancel(id)).toBeNull()
  expect(await world.openings()).toEqual([])
  const slots = await world.slots()
  expect(slots.map((slot) => slot.kind)).toEqual(['busy-unavailable', 'busy-unavailable'])
  expect(await world.tryBook({ inHours: 48 })).toEqual({ ok: false, reason: 'taken' })
  await world.book({ inHours: 47.75 })
})

test('cancelled twice, or at once by two, it is cancelled once', async () => {
  const world = await makeClinic()
  const id = await world.book()
  const answers = await Promise.all([cancel(world, id), cancel(world, id)])
  expect(answers.filter((answer) => answer.ok)).toHaveLength(1)
  expect(await cancel(world, id)).toEqual({ ok: false, reason: 'already-cancelled' })
  expect(await world.openings()).toHaveLength(1)
  expect(await world.messages(id, 'cancelled')).toHaveLength(1)
})

test('a visit that was moved meanwhile, or has begun to be attended, is not cancelled', async () => {
  const world = await makeClinic()
  const id = await world.book()
  expect(await cancel(world, id, 2)).toEqual({ ok: false, reason: 'changed-meanwhile' })
  await begin(world, id)
  granted(await recordAttendance(world.context, { appointmentId: id, attendance: 'arrived' }))
  expect((await cancel(world, id)).ok).toBe(false)
  expect(await world.slots()).toHaveLength(1)
})

test('cancelled while it holds an offer, the offer ends and its opening goes on to the next', async () => {
  const world = await makeClinic()
  const { openingId, appointmentId, offer } = await world.pending()
  const next = await world.book({ inHours: 100, openToEarlier: true })
  database.sent.length = 0
  await world.cancel(appointmentId)
  expect(await world.offer(offer.id)).toMatchObject({
    state: 'withdrawn',
    closedWhy: 'visit-cancelled',
  })
  expect(database.sent).toContainEqual(
    expect.objectContaining({
      name: 'offer/closed',
      data: { clinicId: world.clinicId, openingId, offerId: offer.id },
    }),
  )
  expect(await world.messages(appointmentId, 'offer-closed')).toEqual([])
  expect((await world.offered(openingId)).appointmentId).toBe(next)
})

test('a cancellation is taken back, under new links', async () => {
  const world = await makeClinic()
  const id = await world.book()
  granted(await confirmAppointment(world.context, { appointmentId: id, version: 1 }))
  const openingId = await world.cancel(id)
  expect(granted(await reinstate(world, id))).toEqual({ version: 2 })
  expect(await world.appointment(id)).toMatchObject({
    status: 'confirmed',
    version: 2,
    cancelledAt: null,
    cancelledBy: null,
    cancelledFor: null,
    cancelReason: '',
  })
  expect(await world.slots()).toMatchObject([{ appointmentId: id, kind: 'busy' }])
  expect(await world.opening(openingId ?? '')).toMatchObject({
    state: 'withdrawn',
    closedWhy: 'visit-reinstated',
  })
  expect((await world.messages(id, 'booked')).map(({ facts }) => facts)).toEqual([
    {},
    { reinstated: true },
  ])
  expect(await world.audit('appointment.reinstated')).toHaveLength(1)
  expect(await reinstate(world, id)).toEqual({ ok: false, reason: 'changed-meanwhile' })
})

test('taken back while its time is offered, the offer ends and its patient is told', async () => {
  const world = await makeClinic()
  const id = await world.book()
  const openingId = (await world.cancel(id)) ?? ''
  const waiting = await world.book({ inHours: 96, openToEarlier: true })
  const offer = await world.offered(openingId)
  granted(await reinstate(world, id))
  expect((await world.offer(offer.id)).state).toBe('withdrawn')
  expect(await world.messages(waiting, 'offer-closed')).toHaveLength(1)
  const accept = await acceptOffer(world.patientContext, { offerId: offer.id })
  expect(accept).toEqual({ ok: false, reason: 'offer-withdrawn' })
})

test('a cancellation stands when its time was booked, or or won by another patient', async () => {
  const world = await makeClinic()
  const booked = await world.book({ inHours: 48 })
  await world.cancel(booked)
  await world.book({ inHours: 48.25 })
  expect(await reinstate(world, booked)).toEqual({ ok: false, reason: 'taken' })
  expect((await world.appointment(booked)).status).toBe('cancelled')

  const won = await world.book({ inHours: 60 })
  const openingId = (await world.cancel(won)) ?? ''
  await world.book({ inHours: 96, openToEarlier: true })
  const offer = await world.offered(openingId)
  granted(await acceptOffer(world.patientContext, { offerId: offer.id }))
  expect(await reinstate(world, won)).toEqual({ ok: false, reason: 'taken' })
})

test('the cancellation of a visit that has begun is taken back while its time is free', async () => {
  const world = await makeClinic()
  const [kept, taken] = [await world.book({ inHours: 48 }), await world.book({ inHours: 50 })]
  for (const id of [kept, taken]) {
    await world.execute(sql`
      update appointments set starts_at = now() - interval '5 minutes', ends_at = now() + interval '25 minutes'
      where id = ${id}`)
    await world.cancel(id)
  }
  granted(await reinstate(world, kept))
  expect(await world.appointment(kept)).toMatchObject({ status: 'booked', cancelledAt: null })
  expect(await world.slots()).toMatchObject([{ appointmentId: kept }])
  expect(await reinstate(world, taken)).toEqual({ ok: false, reason: 'taken' })
})

test('cancel, take back, cancel and offer at once come to one end', async () => {
  for (let round = 0; round < 6; round++) {
    const world = await makeClinic()
    const id = await world.book()
    const openingId = (await world.cancel(id)) ?? ''
    await world.book({ inHours: 96, openToEarlier: true })
    const [back] = await Promise.all([
      reinstate(world, id),
      offerOpening(world.context, { openingId }),
    ])
    expect(back.ok).toBe(true)
    expect((await world.opening(openingId)).state).toBe('withdrawn')
    expect((await world.offers()).filter((offer) => offer.state === 'pending')).toEqual([])
    expect((await world.slots()).map((slot) => slot.kind)).toEqual(['busy', 'busy'])
  }
})

/** Lets a visit lie in the past, as time would. */
async function past(world: World, id: string) {
  await world.execute(sql`
    update appointments set starts_at = starts_at - interval '90 days', ends_at = ends_at - interval '90 days'
    where id = ${id}`)
}

test('a visit that has begun is cancelled by the clinic alone', async () => {
  const world = await makeClinic()
  const id = await world.book()
  await world.execute(sql`
    update appointments set starts_at = now() - interval '1 minute' where id = ${id}`)
  const refused = { ok: false, reason: 'already-started' }
  expect(await cancel(world, id, 1, world.patientContext)).toEqual(refused)
  expect((await world.appointment(id)).status).toBe('booked')
  granted(await cancel(world, id))
})
