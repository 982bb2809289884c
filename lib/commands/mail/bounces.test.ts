import { eq, sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { patients } from '@/db/schema'
import { granted, makeClinic, type World } from '@/local/testing/factories'
import { ownDatabase } from '@/local/testing/world'
import { trustAddress } from '../patient/trust-address'
import { noteBounce } from './note-bounce'
import { recordBounce } from './record-bounce'
import { AddressRefused, type Post, sendMessage } from './send'

const database = ownDatabase()

const taking: Post = async ({ patient }) => ({ sentTo: patient?.email ?? '' })
const refusing: Post = () => Promise.reject(new AddressRefused('550'))

async function sent(world: World, appointmentId: string, kind: 'booked' | 'offer', post = taking) {
  const [message] = await world.messages(appointmentId, kind)
  granted(await sendMessage(world.clinicId, message?.id ?? '', post))
  return message?.id ?? ''
}

const patientOf = (world: World, appointmentId: string) =>
  world.run(async (tx) => {
    const { patientId } = await world.appointment(appointmentId)
    const [patient] = await tx.select().from(patients).where(eq(patients.id, patientId))
    if (!patient) throw new Error('The patient is gone')
    return patient
  })

const hard = { permanent: true, reason: '550 5.1.1 no such user' }

test('a mail that came back for good marks the address, ends its offer and sends the next one asking, once', async () => {
  const world = await makeClinic()
  const { openingId, appointmentId, offer } = await world.pending()
  const messageId = await sent(world, appointmentId, 'offer')
  database.sent.length = 0
  expect(granted(await recordBounce({ messageId, ...hard }))).toEqual({ recorded: true })
  expect(await patientOf(world, appointmentId)).toMatchObject({
    bouncedAt: expect.any(Date),
    bouncedWhy: 'came-back',
  })
  expect(await world.messages(appointmentId, 'offer')).toMatchObject([
    { state: 'failed', why: 'came-back', serverSaid: '550 5.1.1 no such user' },
  ])
  expect(await world.offer(offer.id)).toMatchObject({
    state: 'withdrawn',
    closedWhy: 'undeliverable',
  })
  expect(database.sent).toMatchObject([{ name: 'offer/closed', data: { openingId } }])
  expect((await world.wait(appointmentId)).lastOfferedAt).toBeNull()
  await expect(world.offered(openingId)).rejects.toThrow('exhausted')

  const trail = await world.audit()
  expect(trail.map(({ action }) => action)).toEqual(
    expect.arrayContaining(['message.came-back', 'patient.bounced', 'offer.withdrawn']),
  )
  expect(JSON.stringify(trail)).not.toContain('no such user')
  expect(granted(await recordBounce({ messageId, ...hard }))).toEqual({ recorded: false })
  expect(await world.audit('message.came-back')).toHaveLength(1)
})

test('a full mailbox ends the offer and marks nobody', async () => {
  const world = await makeClinic()
  const { appointmentId, offer } = await world.pending()
  const messageId = await sent(world, appointmentId, 'offer')
  granted(await recordBounce({ messageId, permanent: false, reason: '' }))
  expect((await patientOf(world, appointmentId)).bouncedAt).toBeNull()
  expect(await world.offer(offer.id)).toMatchObject({ closedWhy: 'not-taken' })
})

test('another address than the one it came back from stays trusted, and may be offered the same time', async () => {
  const world = await makeClinic()
  const { openingId, appointmentId } = await world.pending()
  const messageId = await sent(world, appointmentId, 'offer')
  await world.execute(sql`update patients set email = 'new@patients.test'`)
  granted(await recordBounce({ messageId, ...hard }))
  expect((await patientOf(world, appointmentId)).bouncedAt).toBeNull()
  expect((await world.offered(openingId)).appointmentId).toBe(appointmentId)
})

test('whatever mail it is that an address does not take, what its patient is offered goes to the next', async () => {
  for (const refuse of [
    async (world: World, appointmentId: string) => {
      const messageId = await sent(world, appointmentId, 'booked')
      granted(await recordBounce({ messageId, ...hard }))
    },
    (world: World, appointmentId: string) => sent(world, appointmentId, 'booked', refusing),
  ]) {
    const world = await makeClinic()
    const { openingId, appointmentId, offer } = await world.pending()
    await sent(world, appointmentId, 'offer')
    await refuse(world, appointmentId)
    expect(await world.offer(offer.id)).toMatchObject({
      state: 'withdrawn',
      closedWhy: 'undeliverable',
    })
    expect((await world.wait(appointmentId)).lastOfferedAt).toBeNull()
    await expect(world.offered(openingId)).rejects.toThrow('exhausted')
  }
})

test('an address that is corrected while the old one is refused stays trusted, with what is offered there', async () => {
  const world = await makeClinic()
  const { appointmentId, offer } = await world.pending()
  await sent(world, appointmentId, 'booked', async (letter) => {
    await world.execute(sql`update patients set email = 'new@patients.test'`)
    return refusing(letter)
  })
  expect((await patientOf(world, appointmentId)).bouncedAt).toBeNull()
  expect((await world.offer(offer.id)).state).toBe('pending')
})

test('only a mail that was sent comes back', async () => {
  const world = await makeClinic()
  const id = await world.book()
  const [message] = await world.messages(id, 'booked')
  const bounce = { messageId: message?.id ?? '', ...hard }
  expect(granted(await recordBounce(bounce))).toEqual({ recorded: false })
  expect((await patientOf(world, id)).bouncedAt).toBeNull()
  const unknown = { messageId: crypto.randomUUID(), ...hard }
  expect(await recordBounce(unknown)).toEqual({ ok: false, reason: 'not-found' })
})

test('staff note that mail comes back, whose offer then goes to the next, and that it arrives again', async () => {
  const world = await makeClinic()
  const { openingId, appointmentId, offer } = await world.pending()
  const { id: patientId, email } = await patientOf(world, appointmentId)
  const other = { patientId, email: 'other@patients.test' }
  expect(await noteBounce(world.context, other)).toMatchObject({ reason: 'changed-meanwhile' })
  for (let time = 0; time < 2; time++)
    granted(await noteBounce(world.context, { patientId, email }))
  expect(await world.offer(offer.id)).toMatchObject({ closedWhy: 'undeliverable' })
  await expect(world.offered(openingId)).rejects.toThrow('exhausted')
  for (let time = 0; time < 2; time++) granted(await trustAddress(world.context, { patientId }))
  expect((await world.offered(openingId)).appointmentId).toBe(appointmentId)
  for (const action of ['patient.bounced', 'patient.trusted'] as const) {
    expect(await world.audit(action)).toMatchObject([
      { actorKind: 'staff', details: { patientId } },
    ])
  }
  const elsewhere = (await makeClinic()).context
  expect(await noteBounce(elsewhere, { patientId, email })).toMatchObject({ reason: 'not-found' })
  expect(await trustAddress(elsewhere, { patientId })).toMatchObject({ reason: 'not-found' })
})

test('staff note that mail comes back while an offer is being mailed there', async () => {
  const world = await makeClinic()
  const { appointmentId, offer } = await world.pending()
  const { id: patientId, email } = await patientOf(world, appointmentId)
  await sent(world, appointmentId, 'offer', async (letter) => {
    granted(await noteBounce(world.context, { patientId, email }))
    return taking(letter)
  })
  expect(await world.offer(offer.id)).toMatchObject({ closedWhy: 'undeliverable' })
  expect(await world.messages(appointmentId, 'offer')).toMatchObject([{ state: 'sent' }])
  expect((await patientOf(world, appointmentId)).bouncedWhy).toBe('came-back')
})

test('that a refused address takes a mail clears its mark; where mail came back it says nothing', async () => {
  for (const [why, cleared] of [
    ['refused', true],
    ['came-back', false],
  ] as const) {
    const world = await makeClinic()
    const patientId = await world.patient()
    const visits = [await world.book({ patientId }), await world.book({ patientId, inHours: 50 })]
    const [first = '', second = ''] = visits
    const messageId = await sent(world, first, 'booked', why === 'refused' ? refusing : taking)
    if (why === 'came-back') granted(await recordBounce({ messageId, ...hard }))
    expect((await patientOf(world, first)).bouncedWhy).toBe(why)
    await sent(world, second, 'booked')
    expect((await patientOf(world, first)).bouncedAt === null).toBe(cleared)
    expect(await world.audit('patient.trusted')).toHaveLength(cleared ? 1 : 0)
  }
})
