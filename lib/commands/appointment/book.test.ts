import { sql } from 'drizzle-orm'
import postgres from 'postgres'
import { expect, test, vi } from 'vitest'
import { inngest } from '@/inngest/client'
import { hashToken, tokenFor } from '@/lib/tokens'
import { granted, makeClinic } from '@/local/testing/factories'
import { ownDatabase } from '@/local/testing/world'

const database = ownDatabase()

test('a booking writes the visit, its slot with buffers, audit, mail and event, all once', async () => {
  const world = await makeClinic({ type: { bufferBeforeMinutes: 5, bufferAfterMinutes: 10 } })
  const patientId = await world.patient()
  database.sent.length = 0
  const id = await world.book({ patientId, inHours: 48, openToEarlier: { weekdays: [1, 2] } })

  const appointment = await world.appointment(id)
  expect(appointment).toMatchObject({
    patientId,
    startsAt: world.at(48),
    endsAt: world.at(48.5),
    firstStartsAt: world.at(48),
    status: 'booked',
    version: 1,
  })
  expect(await world.wait(id)).toMatchObject({
    ...{ patientId, typeId: world.typeId, earlierThan: world.at(48), until: null },
    ...{ wishWeekdays: [1, 2], wishNoticeMinutes: 0 },
  })
  expect(await taken(world)).toEqual([
    { kind: 'busy', from: world.at(48 - 5 / 60), to: world.at(48 + 40 / 60), of: id },
  ])
  expect(await world.audit()).toMatchObject([
    {
      action: 'appointment.booked',
      appointmentId: id,
      actorKind: 'staff',
      actorName: 'Ines Staff',
    },
  ])
  const [message, ...others] = await world.messages(id)
  expect(others).toEqual([])
  expect(message).toMatchObject({ kind: 'booked', appointmentVersion: 1, state: 'queued' })
  const [entry, ...more] = await world.outbox()
  expect(more).toEqual([])
  expect(entry).toMatchObject({
    name: 'message/queued',
    data: { clinicId: world.clinicId, messageId: message?.id },
  })
  expect(entry?.sentAt).not.toBeNull()
  expect(database.sent).toEqual([{ id: entry?.id, name: 'message/queued', data: entry?.data }])
})

test('the link of a booking is known by its hash, and its token lies nowhere', async () => {
  const world = await makeClinic()
  const id = await world.book()
  const token = tokenFor('visit', id, 1)
  const hits = async (text: string) => {
    const sql = postgres(database.superuserUrl, { max: 1 })
    const tables = await sql`select tablename from pg_tables where schemaname = 'public'`
    const found: string[] = []
    for (const { tablename } of tables) {
      const rows = await sql`select 1 from ${sql(tablename)} t where t::text like ${`%${text}%`}`
      if (rows.length > 0) found.push(tablename)
    }
    await sql.end()
    return found
  }
  expect(await hits(hashToken(token).toString('hex'))).toEqual(['tokens'])
  expect(await hits(token)).toEqual([])
  expect(await hits(Buffer.from(token).toString('hex'))).toEqual([])
})

test('when the events do not get out, the booking stands and its event waits', async () => {
  const world = await makeClinic()
  vi.mocked(inngest.send).mockRejectedValueOnce(new Error('no server'))
  const id = await world.book()
  expect((await world.appointment(id)).status).toBe('booked')
  expect(await world.outbox()).toMatchObject([{ name: 'message/queued', sentAt: null }])
})

test('an Inngest that does not answer keeps nobody waiting, and its late answer still counts', async () => {
  const world = await makeClinic()
  let answer = (_: { ids: string[] }) => {}
  vi.mocked(inngest.send).mockImplementationOnce(
    () =>
      new Promise((resolve) => {
        answer = resolve
      }),
  )
  const id = await world.book()
  expect((await world.appointment(id)).status).toBe('booked')
  expect(await world.outbox()).toMatchObject([{ sentAt: null }])
  answer({ ids: [] })
  await expect.poll(() => world.outbox()).toMatchObject([{ sentAt: expect.any(Date) }])
})

test('a refused booking leaves nothing behind', async () => {
  const nine = { weekday: 1, startsAt: '09:00', endsAt: '09:10' }
  const world = await makeClinic({ hours: [nine] })
  const free = await world.practitioner()
  const past = await world.tryBook({ practitionerId: free, inHours: -1 })
  expect(past).toEqual({ ok: false, reason: 'past' })
  expect(await world.tryBook()).toEqual({ ok: false, reason: 'outside-hours' })
  expect(await world.appointments()).toEqual([])
  expect(await world.outbox()).toEqual([])
  expect(await world.audit()).toEqual([])
})

test.each(['patientId', 'practitionerId', 'typeId'] as const)(
  'an unknown %s, or one of another clinic, is not found',
  async (name) => {
    const world = await makeClinic()
    const other = await makeClinic()
    const foreign = { ...other, patientId: await other.patient() }[name]
    for (const id of [crypto.randomUUID(), foreign]) {
      expect(await world.tryBook({ [name]: id })).toEqual({ ok: false, reason: 'not-found' })
    }
  },
)

test('a type or practitioner that is out of use is not found', async () => {
  const world = await makeClinic()
  const typeId = await world.type({ active: false })
  expect(await world.tryBook({ typeId })).toEqual({ ok: false, reason: 'not-found' })
  const practitionerId = await world.practitioner({ active: false })
  expect(await world.tryBook({ practitionerId })).toEqual({ ok: false, reason: 'not-found' })
})

test('a time is taken once; times that touch are two', async () => {
  const world = await makeClinic()
  await world.book({ inHours: 48 })
  for (const inHours of [48, 48.25, 47.75]) {
    expect(await world.tryBook({ inHours })).toEqual({ ok: false, reason: 'taken' })
  }
  await world.book({ inHours: 48.5 })
  await world.book({ inHours: 47.5 })
  const other = await world.practitioner()
  await world.book({ inHours: 48, practitionerId: other })
})

test('buffers of either visit keep the other away, down to the minute', async () => {
  const world = await makeClinic()
  const wide = await world.type({ bufferBeforeMinutes: 15, bufferAfterMinutes: 20 })
  await world.book({ inHours: 48, typeId: wide })
  const after = 48.5 + 20 / 60
  const before = 48 - 15 / 60 - 0.5
  const minute = 1 / 60
  for (const inHours of [after - minute, before + minute]) {
    expect(await world.tryBook({ inHours })).toEqual({ ok: false, reason: 'taken' })
  }
  await world.book({ inHours: after })
  await world.book({ inHours: before })
})

test('of fifty who book one time at once, one has it and the others are told that it is taken', async () => {
  const world = await makeClinic()
  const patients = await Promise.all(Array.from({ length: 50 }, () => world.patient()))
  const answers = await Promise.all(patients.map((patientId) => world.tryBook({ patientId })))
  const said = answers.map((answer) => (answer.ok ? 'ok' : answer.reason)).sort()
  expect(said).toEqual(['ok', ...Array(49).fill('taken')])
  expect(await world.appointments()).toHaveLength(1)
  expect(await taken(world)).toHaveLength(1)
})

test('a time that is held for a patient is refused, with the end of the hold', async () => {
  const world = await makeClinic({ clinic: { timeZone: 'UTC' } })
  const { offer } = await world.pending()
  const refused = await world.tryBook({ inHours: 48 })
  const detail = { until: offer.expiresAt, zone: 'UTC' }
  expect(refused).toEqual({ ok: false, reason: 'held', detail })
  expect((await world.offer(offer.id)).state).toBe('pending')
})

test('a hold that is over keeps nobody away, before anything has closed its offer', async () => {
  const world = await makeClinic()
  const { openingId, offer } = await world.pending()
  await world.mailed()
  await world.execute(sql`
    update offers set offered_at = now() - interval '2 hours', expires_at = now()`)
  const id = await world.book({ inHours: 48 })
  expect(await world.offer(offer.id)).toMatchObject({ state: 'expired', closedWhy: 'no-answer' })
  expect(await world.opening(openingId)).toMatchObject({ state: 'filled', filledBy: id })
})

test('booking over a hold ends the offer, fills the opening and tells the patient', async () => {
  const world = await makeClinic()
  const { openingId, appointmentId, offer } = await world.pending()
  database.sent.length = 0
  const id = await world.book({ inHours: 48, overHold: true })
  expect(await world.offer(offer.id)).toMatchObject({ state: 'withdrawn', closedWhy: 'by-hand' })
  expect(await world.opening(openingId)).toMatchObject({ state: 'filled', filledBy: id })
  expect(await taken(world)).toMatchObject([{ of: id }, { of: appointmentId }])
  expect(await world.messages(appointmentId, 'offer-closed')).toMatchObject([{ offerId: offer.id }])
  expect(database.sent.map((event) => event.name).sort()).toEqual([
    'message/queued',
    'message/queued',
    'offer/closed',
  ])
})

test('booking over a hold that does not succeed leaves the offer as it was', async () => {
  const world = await makeClinic()
  const long = await world.type({ durationMinutes: 60 })
  await world.book({ inHours: 48.5 })
  const { offer } = await world.pending()
  const refused = await world.tryBook({ inHours: 48, typeId: long, overHold: true })
  expect(refused).toEqual({ ok: false, reason: 'taken' })
  expect((await world.offer(offer.id)).state).toBe('pending')
  expect((await world.slots()).map((slot) => slot.kind)).toContain('busy-tentative')
})

test('booking into an opening that nobody holds fills it', async () => {
  const world = await makeClinic()
  const openingId = await world.opened({ inHours: 48 })
  const id = await world.book({ inHours: 48.25 })
  expect(await world.opening(openingId)).toMatchObject({
    state: 'filled',
    closedWhy: 'by-hand',
    filledBy: id,
  })
})

test('a booking that needs the buffers of a held time is refused as held, and over it ends the opening', async () => {
  const world = await makeClinic({ type: { bufferAfterMinutes: 20 } })
  const { openingId } = await world.pending()
  const plain = await world.type()
  const refused = await world.tryBook({ inHours: 48.5, typeId: plain })
  expect(refused).toMatchObject({ ok: false, reason: 'held' })
  await world.book({ inHours: 48.5, typeId: plain, overHold: true })
  expect(await world.opening(openingId)).toMatchObject({
    state: 'withdrawn',
    closedWhy: 'part-taken',
    filledBy: null,
  })
})

test('a booking that takes the buffers of an opening ends it, since it cannot be held any more', async () => {
  const world = await makeClinic({ type: { bufferBeforeMinutes: 20 } })
  const openingId = await world.opened()
  await world.book({ inHours: 47.5, typeId: await world.type() })
  expect((await world.opening(openingId)).closedWhy).toBe('part-taken')
})

async function taken(world: Awaited<ReturnType<typeof makeClinic>>) {
  return (await world.slots()).map((slot) => {
    const [from = '', to = ''] = slot.during.replace(/[[)"]/g, '').split(',')
    const of = slot.appointmentId ?? slot.openingId ?? slot.absenceId
    return { kind: slot.kind, from: new Date(from), to: new Date(to), of }
  })
}

test('booked over a hold and taken back, the time is offered again, to the same patient too', async () => {
  const world = await makeClinic()
  const { openingId, appointmentId: waiting } = await world.pending()
  expect(granted(await world.tryBook({ inHours: 60 })).fillsOpening).toBe(false)
  const booked = granted(await world.tryBook({ inHours: 48, overHold: true }))
  expect(booked.fillsOpening).toBe(true)
  expect(await world.opening(openingId)).toMatchObject({ state: 'filled' })
  await world.cancel(booked.appointmentId, booked.fillsOpening)
  const again = (await world.openings()).at(-1)
  expect(again).toMatchObject({ state: 'open', startsAt: world.at(48), endsAt: world.at(48.5) })
  expect((await world.offered(again?.id ?? '')).appointmentId).toBe(waiting)
})

test('a booking ends the offer that the patient holds of the same time, and no other', async () => {
  const world = await makeClinic()
  const { openingId, appointmentId, offer } = await world.pending()
  const { patientId } = await world.appointment(appointmentId)
  const practitionerId = await world.practitioner()
  await world.book({ inHours: 48.5, patientId, practitionerId })
  expect((await world.offer(offer.id)).state).toBe('pending')
  await world.book({ inHours: 48, practitionerId, patientId })
  expect(await world.offer(offer.id)).toMatchObject({ state: 'withdrawn', closedWhy: 'clash' })
  expect((await world.opening(openingId)).state).toBe('open')
  expect(await world.messages(appointmentId, 'offer-closed')).toEqual([])
})
