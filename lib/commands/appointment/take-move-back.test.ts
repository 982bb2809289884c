import { sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { takeBackMs } from '@/lib/domain/messages'
import { granted, makeClinic, type World } from '@/local/testing/factories'
import { ownDatabase } from '@/local/testing/world'
import { type Post, sendMessage } from '../mail/send'
import { runSweep } from '../sweep/run'
import { confirmAppointment } from './confirm'
import { moveAppointment } from './move'
import { reinstateAppointment } from './reinstate'

const database = ownDatabase()

const post: Post = async (letter) => ({ sentTo: letter.patient?.email ?? '' })

async function move(world: World, appointmentId: string, inHours: number, context = world.context) {
  const { version, practitionerId } = await world.appointment(appointmentId)
  const start = world.at(inHours)
  const to = { appointmentId, version, practitionerId, start, overHold: false }
  return granted(await moveAppointment(context, to)).version
}

async function confirm(world: World, appointmentId: string, context = world.context) {
  const { version } = await world.appointment(appointmentId)
  granted(await confirmAppointment(context, { appointmentId, version }))
}

/** Sends what is queued to a visit's patient, as send-message does in the end. */
async function sendAll(world: World, appointmentId: string) {
  await world.due()
  for (const { id } of await world.messages(appointmentId)) {
    granted(await sendMessage(world.clinicId, id, post))
  }
}

const mails = async (world: World, appointmentId: string) =>
  (await world.messages(appointmentId)).map(({ kind, state, appointmentVersion }) => [
    ...[kind, state, appointmentVersion],
  ])

test('a move taken back at once never was: state, links and mails are as before, and nothing goes out', async () => {
  const world = await makeClinic()
  const id = await world.book({ inHours: 48 })
  await runSweep(world.clinicId, 'confirm-upcoming', { byHand: true })
  await sendAll(world, id)
  await confirm(world, id, world.patientContext)
  const before = await world.appointment(id)
  await move(world, id, 72)
  expect(await world.appointment(id)).toMatchObject({ status: 'booked', confirmedAt: null })
  expect(await move(world, id, 48)).toBe(3)
  await sendAll(world, id)

  const { version: _, timeSinceVersion: __, changedAt: ___, ...same } = before
  expect(await world.appointment(id)).toMatchObject(same)
  expect(await mails(world, id)).toEqual([
    ['booked', 'sent', 3],
    ['confirm', 'sent', 3],
    ['moved', 'skipped', 2],
  ])
  expect(
    await world.execute(sql`select distinct appointment_version as v from tokens order by v`),
  ).toEqual([{ v: 2 }, { v: 3 }])
})

test('who was asked and did not answer is not asked again', async () => {
  const world = await makeClinic()
  const id = await world.book({ inHours: 20 })
  const ask = () => runSweep(world.clinicId, 'confirm-upcoming', { byHand: true }).then(granted)
  expect(await ask()).toEqual({ count: 1 })
  await sendAll(world, id)
  await move(world, id, 22)
  await move(world, id, 20)
  expect(await ask()).toEqual({ count: 0 })
})

test('who was told of the move is told of the way back, and the state is as before all the same', async () => {
  const world = await makeClinic()
  const id = await world.book({ inHours: 48 })
  await confirm(world, id)
  await move(world, id, 72)
  await sendAll(world, id)
  await move(world, id, 48)
  expect(await world.appointment(id)).toMatchObject({ status: 'confirmed', version: 3 })
  expect((await world.messages(id, 'moved')).at(-1)).toMatchObject({
    state: 'queued',
    appointmentVersion: 3,
    facts: { from: world.at(72).toISOString(), by: 'clinic' },
  })
})

test('a booking mail that the move kept from going out is made good', async () => {
  const world = await makeClinic()
  const id = await world.book({ inHours: 48 })
  await move(world, id, 72)
  await sendAll(world, id)
  await world.execute(sql`update messages set state = 'queued' where kind = 'moved'`)
  await move(world, id, 48)
  expect(await mails(world, id)).toEqual([
    ['booked', 'skipped', 1],
    ['moved', 'queued', 2],
    ['moved', 'queued', 3],
  ])
})

test('no other move takes one back: of a confirmed visit, by a patient, elsewhere, or after another change', async () => {
  const world = await makeClinic({ clinic: { selfMoveHours: 1, confirmDaysAhead: 1 } })
  const booked = { status: 'booked', confirmedAt: null }
  const visit = async (at: number) => {
    const id = await world.book({ inHours: at })
    await confirm(world, id)
    await move(world, id, at + 100)
    return id
  }
  const agreed = await visit(48)
  await confirm(world, agreed, world.patientContext)
  await move(world, agreed, 48)
  expect(await world.appointment(agreed)).toMatchObject(booked)

  const own = await visit(50)
  await move(world, own, 50, world.patientContext)
  expect(await world.appointment(own)).toMatchObject(booked)

  const elsewhere = await visit(52)
  await move(world, elsewhere, 53)
  expect(await world.appointment(elsewhere)).toMatchObject(booked)
  await move(world, elsewhere, 52)
  expect(await world.appointment(elsewhere)).toMatchObject(booked)

  const byThemselves = await world.book({ inHours: 54 })
  await confirm(world, byThemselves)
  await move(world, byThemselves, 154, world.patientContext)
  await move(world, byThemselves, 54)
  expect(await world.appointment(byThemselves)).toMatchObject(booked)

  const cancelled = await visit(56)
  await world.cancel(cancelled)
  granted(await reinstateAppointment(world.context, { appointmentId: cancelled }))
  await move(world, cancelled, 56)
  expect(await world.appointment(cancelled)).toMatchObject(booked)
})

test('moved twice before the mail is out, it tells of the time that the patient knows', async () => {
  const world = await makeClinic()
  const id = await world.book({ inHours: 48 })
  await move(world, id, 72)
  await move(world, id, 74)
  expect((await world.messages(id, 'moved')).at(-1)?.facts).toEqual({
    from: world.at(48).toISOString(),
    fromPractitionerId: world.practitionerId,
    by: 'clinic',
  })
})

test('mail and opening of a move by staff wait; those of patients and of cancellations do not', async () => {
  const world = await makeClinic({ clinic: { selfMoveHours: 1 } })
  const [mine, theirs, gone] = [
    await world.book({ inHours: 48 }),
    await world.book({ inHours: 50 }),
    await world.book({ inHours: 52 }),
  ]
  const waits = async (act: () => Promise<unknown>) => {
    database.sent.length = 0
    await act()
    return Promise.all(
      database.sent.map(async ({ name, data }) => {
        const [row] = await world.execute<{ ms: number }>(sql`
          select extract(epoch from due_at - created_at)::int * 1000 as ms from ${sql.identifier(
            data.messageId ? 'messages' : 'openings',
          )} where id = ${data.messageId ?? data.openingId}`)
        return [name, row?.ms === takeBackMs]
      }),
    )
  }
  expect(await waits(() => move(world, mine, 72))).toEqual([
    ['message/queued', true],
    ['opening/opened', true],
  ])
  // Nor does a sweep in between begin.
  expect(
    await runSweep(world.clinicId, 'reschedule-cancelled', { byHand: true }).then(granted),
  ).toEqual({ count: 0 })
  await world.due()
  expect(
    await runSweep(world.clinicId, 'reschedule-cancelled', { byHand: true }).then(granted),
  ).toEqual({ count: 1 })
  expect(await waits(() => move(world, theirs, 74, world.patientContext))).toEqual([
    ['message/queued', false],
    ['opening/opened', false],
  ])
  expect(await waits(() => world.cancel(gone))).toEqual([
    ['message/queued', false],
    ['opening/opened', false],
  ])
})
