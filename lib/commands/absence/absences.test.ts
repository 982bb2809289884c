import { sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { bookedVisitsOf } from '@/db/queries/absence/absences'
import { absencePreview } from '@/db/queries/absence/preview'
import { absenceRange, absenceTimes } from '@/lib/domain/absence'
import { dayOf, type Range } from '@/lib/domain/time'
import { granted, makeClinic, type World } from '@/local/testing/factories'
import { ownDatabase } from '@/local/testing/world'
import { lockPractitioners } from '../slots'
import { addAbsence } from './add'
import { editAbsence } from './edit'
import { removeAbsence } from './remove'

ownDatabase()
const zone = 'UTC'
const inUtc = { clinic: { timeZone: zone } }

/** An absence from and to so many hours from the world's beginning. */
const away = (world: World, from: number, to: number, knownVisits: string[] = []) => ({
  times: absenceTimes({ start: world.at(from), end: world.at(to) }, zone),
  note: 'Training',
  knownVisits,
})

const add = (world: World, ...given: [from: number, to: number, knownVisits?: string[]]) =>
  addAbsence(world.context, { practitionerId: world.practitionerId, ...away(world, ...given) })

const edit = (
  world: World,
  absenceId: string,
  ...given: [from: number, to: number, knownVisits?: string[]]
) => editAbsence(world.context, { absenceId, ...away(world, ...given) })

/** What is taken, in hours from the world's beginning. */
async function taken(world: World) {
  const hours = (instant: Date) => (+instant - +world.at(0)) / 3_600_000
  return (await world.slots())
    .map(({ kind, during }) => {
      const [from = '', to = ''] = during.replace(/[[)"]/g, '').split(',')
      return { kind, from: hours(new Date(from)), to: hours(new Date(to)) }
    })
    .sort((a, b) => a.from - b.from)
}

test('an absence takes its whole time, and nothing can be booked in it', async () => {
  const world = await makeClinic(inUtc)
  granted(await add(world, 40, 50))
  expect(await taken(world)).toEqual([{ kind: 'busy-unavailable', from: 40, to: 50 }])
  expect(await world.tryBook({ inHours: 45 })).toEqual({ ok: false, reason: 'taken' })
  await world.book({ inHours: 50 })
  expect(await world.audit('absence.added')).toMatchObject([{ details: { visits: 0 } }])
})

test('a visit inside it must have been shown; it stays, and the absence takes what is free', async () => {
  const world = await makeClinic({ ...inUtc, type: { bufferAfterMinutes: 30 } })
  const visit = await world.book({ inHours: 45 })
  expect(await add(world, 40, 50)).toEqual({ ok: false, reason: 'changed-meanwhile' })
  expect((await taken(world)).map((slot) => slot.kind)).toEqual(['busy'])
  granted(await add(world, 40, 50, [visit]))
  expect(await taken(world)).toEqual([
    { kind: 'busy-unavailable', from: 40, to: 45 },
    { kind: 'busy', from: 45, to: 46 },
    { kind: 'busy-unavailable', from: 46, to: 50 },
  ])
  expect((await world.appointment(visit)).status).toBe('booked')
})

test('a visit that is cancelled later leaves its time to the absence', async () => {
  const world = await makeClinic(inUtc)
  const visit = await world.book({ inHours: 45 })
  granted(await add(world, 40, 50, [visit]))
  expect(await world.cancel(visit)).toBeNull()
  expect((await taken(world)).every((slot) => slot.kind === 'busy-unavailable')).toBe(true)
  expect(await world.tryBook({ inHours: 45 })).toEqual({ ok: false, reason: 'taken' })
})

test('two absences over one visit share its time without a gap when it is cancelled', async () => {
  const world = await makeClinic({ ...inUtc, type: { durationMinutes: 60 } })
  const visit = await world.book({ inHours: 41.5 })
  granted(await add(world, 41, 42.25, [visit]))
  granted(await add(world, 42, 43, [visit]))
  expect(await world.cancel(visit)).toBeNull()
  const pieces = await taken(world)
  expect(pieces.map(({ from }) => from)).toEqual([41, 41.5, 42.25, 42.5])
  expect(pieces.map(({ to }) => to)).toEqual([41.5, 42.25, 42.5, 43])
})

test('a hold inside it ends: the opening is withdrawn and the patient told', async () => {
  const world = await makeClinic(inUtc)
  const { openingId, appointmentId, offer } = await world.pending()
  granted(await add(world, 40, 50))
  expect(await world.offer(offer.id)).toMatchObject({
    state: 'withdrawn',
    closedWhy: 'practitioner-away',
  })
  expect((await world.opening(openingId)).state).toBe('withdrawn')
  expect(await world.messages(appointmentId, 'offer-closed')).toHaveLength(1)
  expect(await taken(world)).toEqual([
    { kind: 'busy-unavailable', from: 40, to: 50 },
    { kind: 'busy', from: 96, to: 96.5 },
  ])
})

test('the preview names the visits, and whom a time is held for', async () => {
  const world = await makeClinic(inUtc)
  const patientId = await world.patient({ givenName: 'Ida', familyName: 'Sørensen' })
  const waiting = await world.patient({ givenName: 'Amara', familyName: 'Diallo' })
  const visit = await world.book({ inHours: 47, patientId })
  await world.pending({ patientId: waiting })
  const range: Range = { start: world.at(40), end: world.at(50) }
  const clinic = { id: world.clinicId, timeZone: zone }
  const found = await world.run((tx) => absencePreview(tx, clinic, world.practitionerId, range))
  expect(found.visits).toMatchObject([
    { id: visit, patient: 'Ida Sørensen', day: dayOf(world.at(47), zone) },
  ])
  expect(found.openings).toMatchObject([{ heldFor: 'Amara Diallo' }])
})

test('the preview names an opening of which only a buffer is in it, as saving withdraws it', async () => {
  const world = await makeClinic({
    ...inUtc,
    type: { bufferBeforeMinutes: 15, bufferAfterMinutes: 30 },
  })
  const clinic = { id: world.clinicId, timeZone: zone }
  const id = await world.opened({ inHours: 41 })
  const preview = (from: number, to: number) =>
    world.run((tx) =>
      absencePreview(tx, clinic, world.practitionerId, {
        start: world.at(from),
        end: world.at(to),
      }),
    )
  expect((await preview(42, 50)).openings).toEqual([])
  expect((await preview(30, 40.75)).openings).toEqual([])
  expect((await preview(30, 40.8)).openings).toMatchObject([{ id }])
  expect((await preview(41.75, 50)).openings).toMatchObject([{ id, heldFor: null }])
  granted(await add(world, 41.75, 50))
  expect((await world.opening(id)).state).toBe('withdrawn')
})

test('the preview names an opening once that is held for several', async () => {
  const world = await makeClinic({ clinic: { timeZone: zone, batchSize: 2 } })
  const clinic = { id: world.clinicId, timeZone: zone }
  const openingId = await world.opened()
  for (const givenName of ['Ida', 'Amara']) {
    const patientId = await world.patient({ givenName, familyName: 'Diallo' })
    await world.book({ inHours: givenName === 'Ida' ? 96 : 97, openToEarlier: true, patientId })
  }
  await world.offered(openingId)
  const range = { start: world.at(40), end: world.at(50) }
  const found = await world.run((tx) => absencePreview(tx, clinic, world.practitionerId, range))
  expect(found.openings).toHaveLength(1)
  expect(found.openings[0]?.heldFor).toMatch(/^(Ida|Amara) Diallo and 1 other$/)
})

test('removed, its time is free but for what another absence covers', async () => {
  const world = await makeClinic(inUtc)
  const first = granted(await add(world, 40, 50))
  granted(await add(world, 45, 60))
  granted(await removeAbsence(world.context, first))
  expect(await taken(world)).toEqual([
    { kind: 'busy-unavailable', from: 45, to: 50 },
    { kind: 'busy-unavailable', from: 50, to: 60 },
  ])
  await world.book({ inHours: 44 })
  expect(await removeAbsence(world.context, first)).toEqual({ ok: false, reason: 'not-found' })
})

test('shortened, what it no longer covers is free, or another absence’s', async () => {
  const world = await makeClinic(inUtc)
  const { absenceId } = granted(await add(world, 40, 50))
  granted(await add(world, 48, 60))
  granted(await edit(world, absenceId, 42, 46))
  expect(await taken(world)).toEqual([
    { kind: 'busy-unavailable', from: 42, to: 46 },
    { kind: 'busy-unavailable', from: 48, to: 50 },
    { kind: 'busy-unavailable', from: 50, to: 60 },
  ])
  await world.book({ inHours: 41 })
  await world.book({ inHours: 47 })
  expect(await world.audit('absence.edited')).toMatchObject([
    { details: { absenceId, before: { to: world.at(50).toISOString() }, visits: 0 } },
  ])
})

test('shortened, what is free again is opened for those who wait, and nothing else', async () => {
  const world = await makeClinic({
    clinic: { timeZone: zone, openingSources: ['shortened-absence'], gridMinutes: 5 },
  })
  await world.book({ inHours: 100, openToEarlier: true })
  await world.book({ inHours: 101, openToEarlier: true })
  const { absenceId } = granted(await add(world, 48, 52))
  granted(await edit(world, absenceId, 50, 53))
  const openings = await world.openings()
  expect(openings).toHaveLength(2)
  for (const { source, startsAt, endsAt } of openings) {
    expect(source).toBe('shortened-absence')
    expect(+startsAt).toBeGreaterThanOrEqual(+world.at(48))
    expect(+endsAt).toBeLessThanOrEqual(+world.at(50))
  }
})

test('lengthened over a visit or a hold, both are asked about as for a new absence', async () => {
  const world = await makeClinic(inUtc)
  const old = await world.book({ inHours: 41 })
  const { absenceId } = granted(await add(world, 40, 43, [old]))
  const fresh = await world.book({ inHours: 46 })
  const { openingId, offer } = await world.pending()
  const clinic = { id: world.clinicId, timeZone: zone }
  const range = { start: world.at(40), end: world.at(50) }
  const before = { start: world.at(40), end: world.at(43) }
  const found = await world.run((tx) =>
    absencePreview(tx, clinic, world.practitionerId, range, before),
  )
  expect(found.visits.map(({ id }) => id)).toEqual([fresh])
  expect(found.openings.map(({ id }) => id)).toEqual([openingId])
  expect(await edit(world, absenceId, 40, 50)).toEqual({ ok: false, reason: 'changed-meanwhile' })
  expect((await world.offer(offer.id)).state).toBe('pending')
  granted(await edit(world, absenceId, 40, 50, [fresh]))
  expect(await world.offer(offer.id)).toMatchObject({ closedWhy: 'practitioner-away' })
  expect((await taken(world)).slice(0, 5)).toEqual([
    { kind: 'busy-unavailable', from: 40, to: 41 },
    { kind: 'busy', from: 41, to: 41.5 },
    { kind: 'busy-unavailable', from: 41.5, to: 46 },
    { kind: 'busy', from: 46, to: 46.5 },
    { kind: 'busy-unavailable', from: 46.5, to: 50 },
  ])
})

test('edited and removed at once, no time of it stays taken', async () => {
  const world = await makeClinic(inUtc)
  const { absenceId } = granted(await add(world, 40, 50))
  const [, removed] = await Promise.all([
    edit(world, absenceId, 42, 60),
    removeAbsence(world.context, { absenceId }),
  ])
  expect(removed.ok).toBe(true)
  expect(await taken(world)).toEqual([])
})

test('bookings and an absence at once: each time belongs to one of them', async () => {
  const world = await makeClinic(inUtc)
  const patients = await Promise.all([1, 2, 3, 4, 5].map(() => world.patient()))
  const [absence, ...bookings] = await Promise.all([
    add(world, 40, 50),
    ...patients.map((patientId, i) => world.tryBook({ patientId, inHours: 41 + i })),
  ])
  const booked = bookings.filter((booking) => booking.ok).length
  const range = { start: world.at(40), end: world.at(50) }
  const visits = await world.run((tx) =>
    bookedVisitsOf(tx, world.clinicId, world.practitionerId, range),
  )
  expect(visits).toHaveLength(booked)
  // Whoever came first, no visit was booked into an absence, nor an absence over an unseen visit.
  expect(absence?.ok).toBe(booked === 0)
})

test('an absence waits for whoever is changing the practitioner’s time', async () => {
  const world = await makeClinic(inUtc)
  let done = false
  let absence: ReturnType<typeof add> | undefined
  await world.run(async (tx) => {
    await lockPractitioners(tx, world.practitionerId)
    absence = add(world, 40, 50).finally(() => {
      done = true
    })
    const waiting = async () => {
      const [row] = await tx.execute(sql`
        select from pg_locks where locktype = 'advisory' and not granted
          and database = (select oid from pg_database where datname = current_database())`)
      return row !== undefined
    }
    while (!done && !(await waiting()));
    expect(done).toBe(false)
  })
  expect((await absence)?.ok).toBe(true)
})

test.each([
  ['one that is over', -5, -2, 'past'],
  ['one that ends as it begins', 40, 40, 'no-such-wall-time'],
])('refuses %s', async (_, from, to, reason) => {
  const world = await makeClinic(inUtc)
  expect(await add(world, from, to)).toEqual({ ok: false, reason })
})

test('refuses a practitioner of another clinic', async () => {
  const world = await makeClinic(inUtc)
  const other = await makeClinic(inUtc)
  const practitionerId = other.practitionerId
  expect(await add({ ...world, practitionerId }, 40, 50)).toEqual({
    ok: false,
    reason: 'not-found',
  })
  const theirs = granted(await add(other, 40, 50))
  expect(await removeAbsence(world.context, theirs)).toEqual({ ok: false, reason: 'not-found' })
  expect(await edit(world, theirs.absenceId, 41, 42)).toEqual({ ok: false, reason: 'not-found' })
  expect(await taken(other)).toHaveLength(1)
})

test('weeks away are one piece', async () => {
  const world = await makeClinic(inUtc)
  granted(await add(world, 24, 24 + 21 * 24))
  expect(await taken(world)).toHaveLength(1)
  const range = absenceRange(
    { firstDay: '2026-01-01', firstTime: null, lastDay: '2026-01-21', lastTime: null },
    zone,
  )
  expect(range && +range.end - +range.start).toBe(21 * 24 * 3_600_000)
})
