import { sql } from 'drizzle-orm'
import postgres from 'postgres'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { closeDatabase, inClinic, openDatabase } from '@/db/client'
import { granted, makeClinic, type World } from '@/local/testing/factories'
import { type Loss, type LossyWire, lossyWire } from '@/local/testing/lossy-wire'
import { ownDatabase } from '@/local/testing/world'
import { bookAppointment } from './appointment/book'
import { cancelAppointment } from './appointment/cancel'
import { confirmAppointment } from './appointment/confirm'
import { moveAppointment } from './appointment/move'
import { createClinic } from './clinic/create'
import { type Letter, type Post, sendMessage } from './mail/send'
import { acceptOffer } from './offer/accept'
import { pruneChanges } from './sweep/prune'

const database = ownDatabase()
let superuser: postgres.Sql
beforeAll(() => {
  superuser = postgres(database.superuserUrl, { max: 1, onnotice: () => {} })
})
afterAll(() => superuser?.end())

describe('a connection that is lost around a commit', () => {
  let wire: LossyWire
  let world: World
  beforeAll(async () => {
    wire = await lossyWire(database.url)
    await closeDatabase()
    openDatabase(wire.url)
    // Somebody who is gone before the end of a slow commit does not stop it.
    await superuser.unsafe(`
      create function slow() returns trigger language plpgsql as
        'begin perform pg_sleep(0.3); return null; end';
      create constraint trigger slow after insert on changes
        deferrable initially deferred for each row execute function slow()`)
  })
  beforeEach(async () => {
    world = await makeClinic()
  })
  afterEach(() => expect(wire.left()).toBe(0))
  afterAll(async () => {
    await superuser`drop function slow() cascade`
    await closeDatabase()
    openDatabase(database.url)
    await wire.close()
  })

  const losses: { lost: Loss[] }[] = [
    { lost: ['commit'] },
    { lost: ['answer'] },
    { lost: ['patience'] },
    { lost: ['commit', 'commit', 'answer'] },
  ]

  test.each(losses)('a booking is made once and told: $lost', async ({ lost }) => {
    const patientId = await world.patient()
    wire.lose(...lost)
    const id = granted(await world.tryBook({ patientId })).appointmentId
    expect((await world.appointments()).map((one) => one.id)).toEqual([id])
    expect(await world.audit('appointment.booked')).toHaveLength(1)
    const [message, ...more] = await world.messages(id)
    expect(more).toEqual([])
    // What is to happen next is set off by whoever heard of the end.
    expect(database.sent.map(({ data }) => data.messageId)).toEqual([message?.id])
  })

  test.each(losses)('a letter is posted once: $lost', async ({ lost }) => {
    const [message] = await world.messages(await world.book())
    const { letters, post } = mailServer()
    wire.lose(...lost)
    expect(granted(await sendMessage(world.clinicId, message?.id ?? '', post)).state).toBe('sent')
    expect(letters).toHaveLength(1)
    expect(await world.execute(sql`select state, attempts from messages`)).toEqual([
      { state: 'sent', attempts: 1 },
    ])
  })

  test('a move answers what it did, its instants as instants', async () => {
    const appointmentId = await world.book()
    const { practitionerId } = world
    const to = { appointmentId, version: 1, practitionerId, start: world.at(72), overHold: false }
    wire.lose('answer')
    expect(granted(await moveAppointment(world.context, to))).toEqual({
      version: 2,
      from: { start: world.at(48), practitionerId },
    })
  })

  test('a clinic is made once, and its founder told of it', async () => {
    const founder = {
      subject: crypto.randomUUID(),
      email: 'a@clinic.test',
      name: 'Ana',
      emailVerified: true,
    }
    wire.lose('answer')
    const { clinicId } = granted(
      await createClinic(founder, {
        ...{ name: 'C', timeZone: 'UTC', address: '', phone: '', language: 'en' },
        ...{ opensAt: '08:00', closesAt: '17:00', practitioner: 'Dr. C' },
      }),
    )
    const staff =
      await superuser`select clinic_id from staff where auth_subject = ${founder.subject}`
    expect([...staff]).toEqual([{ clinic_id: clinicId }])
  })

  test('a question is asked again', async () => {
    wire.lose('commit')
    const rows = await inClinic(world.clinicId, (tx) => tx.execute(sql`select 1 as one`))
    expect([...rows]).toEqual([{ one: 1 }])
  })
})

test('what is asked for twice by one id is done once, and answers the same; by another it is new', async () => {
  const world = await makeClinic()
  const booking = {
    patientId: await world.patient(),
    typeId: world.typeId,
    practitionerId: world.practitionerId,
    start: world.at(48),
    openToEarlier: null,
    note: '',
    overHold: false,
  }
  const id = crypto.randomUUID()
  const press = (request = { id, again: true }) =>
    bookAppointment({ ...world.context, request }, booking)
  const answers = await Promise.all([press(), press(), press()])
  expect(new Set(answers.map((answer) => granted(answer).appointmentId)).size).toBe(1)
  expect(await press()).toEqual(answers[0])
  expect(await world.appointments()).toHaveLength(1)
  expect(await world.audit('appointment.booked')).toHaveLength(1)
  const fresh = { id: crypto.randomUUID(), again: false }
  expect(await press(fresh)).toMatchObject({ ok: false, reason: 'taken' })
  // A request that somebody recorded and sends anew asks for a visit of its own.
  expect(await press({ id, again: false })).toMatchObject({ ok: false, reason: 'taken' })
  const anew = { ...world.context, request: { id, again: false } }
  const later = granted(await bookAppointment(anew, { ...booking, start: world.at(72) }))
  expect(later).not.toEqual(granted(answers[0] ?? (await press())))
  expect(await press()).toEqual(answers[0])
  // An id means nothing to another clinic.
  const other = await makeClinic()
  const theirs = { ...other.context, request: { id, again: true } }
  const elsewhere = { ...booking, patientId: await other.patient(), typeId: other.typeId }
  expect(
    granted(await bookAppointment(theirs, { ...elsewhere, practitionerId: other.practitionerId })),
  ).not.toEqual(granted(answers[0] ?? (await press())))
})

test('answers of changes are kept for a day', async () => {
  const world = await makeClinic()
  await world.book()
  await superuser`update changes set created_at = now() - interval '25 hours' where clinic_id = ${world.clinicId}`
  await world.book({ inHours: 49 })
  expect(await pruneChanges()).toBe(1)
  expect(await world.execute(sql`select 1 as one from changes`)).toEqual([{ one: 1 }])
})

test('while connections are killed, people book and answer and mail goes out, and nobody sees it', async () => {
  const world = await makeClinic()
  const patientIds = await Promise.all(Array.from({ length: 8 }, () => world.patient()))
  const practitionerIds = await Promise.all(patientIds.map(() => world.practitioner()))
  const { letters, post } = mailServer()
  const offered = await world.pending()
  let killing = true
  const acknowledged = {
    booked: [] as string[],
    confirmed: [] as string[],
    cancelled: [] as string[],
  }
  const persons = patientIds.map(async (patientId, n) => {
    for (let turn = 0; killing; turn++) {
      const practitionerId = practitionerIds[n] ?? ''
      const id = await world.book({ patientId, practitionerId, inHours: 48 + turn })
      acknowledged.booked.push(id)
      const [message] = await world.messages(id, 'booked')
      expect(granted(await sendMessage(world.clinicId, message?.id ?? '', post)).state).toBe('sent')
      const seen = { appointmentId: id, version: 1 }
      if (turn % 2 === 0) {
        granted(await confirmAppointment(world.patientContext, { ...seen, openToEarlier: null }))
        acknowledged.confirmed.push(id)
      } else {
        const cancel = { ...seen, reason: '', offerOnward: false }
        granted(await cancelAppointment(world.patientContext, cancel))
        acknowledged.cancelled.push(id)
      }
    }
  })
  const kill = async () => {
    for (let round = 0; round < rounds; round++) {
      await new Promise((resolve) => setTimeout(resolve, killEveryMs))
      await superuser`
        select pg_terminate_backend(pid) from pg_stat_activity
        where datname = current_database() and pid <> pg_backend_pid()`
      if (round === 1)
        granted(await acceptOffer(world.patientContext, { offerId: offered.offer.id }))
    }
    killing = false
  }
  await Promise.all([kill(), ...persons])

  const rows = await world.appointments()
  const booked = rows.filter((row) => patientIds.includes(row.patientId))
  const inState = (status: string) =>
    booked.flatMap((row) => (row.status === status ? [row.id] : [])).sort()
  expect(booked.map((row) => row.id).sort()).toEqual(acknowledged.booked.sort())
  expect(inState('confirmed')).toEqual(acknowledged.confirmed.sort())
  expect(inState('cancelled')).toEqual(acknowledged.cancelled.sort())
  expect((await world.offer(offered.offer.id)).state).toBe('accepted')
  const posted = letters.map((letter) => letter.message.id)
  expect(posted).toHaveLength(new Set(posted).size)
  expect(posted).toHaveLength(acknowledged.booked.length)
  expect(await world.audit('appointment.booked')).toHaveLength(rows.length)
})

/** A few seconds of it here; MEDCAL_CHAOS_ROUNDS=30 MEDCAL_CHAOS_EVERY=2000 for a minute. */
const rounds = Number(process.env.MEDCAL_CHAOS_ROUNDS ?? 15)
const killEveryMs = Number(process.env.MEDCAL_CHAOS_EVERY ?? 200)

/** A mail server that takes every letter after a moment, and keeps it. */
function mailServer() {
  const letters: Letter[] = []
  const post: Post = async (letter) => {
    await new Promise((resolve) => setTimeout(resolve, 20))
    letters.push(letter)
    return { sentTo: letter.patient?.email ?? '' }
  }
  return { letters, post }
}
