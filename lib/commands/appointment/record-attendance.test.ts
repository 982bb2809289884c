import { sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { visitsWithin } from '@/db/queries/appointment/calendar'
import type { Attendance } from '@/lib/domain/attendance'
import { nextOnGrid } from '@/lib/domain/availability'
import { wallTimeOf } from '@/lib/domain/time'
import {
  type Booking,
  begin,
  granted,
  hour,
  makeClinic,
  type World,
} from '@/local/testing/factories'
import { ownDatabase } from '@/local/testing/world'
import { acceptOffer } from '../offer/accept'
import { confirmAppointment } from './confirm'
import { recordAttendance } from './record-attendance'

ownDatabase()

const record = (world: World, appointmentId: string, attendance: Attendance) =>
  recordAttendance(world.context, { appointmentId, attendance })

/** A visit of an hour that began just now; types of 15, 30 and 60 minutes; nobody needs notice. */
async function begunVisit({ clinic = {}, type = {} }: Parameters<typeof makeClinic>[0] = {}) {
  const world = await makeClinic({
    clinic: { gridMinutes: 5, ...clinic },
    type: { durationMinutes: 60, ...type },
  })
  const brief = await world.type({ durationMinutes: 15 })
  const middle = await world.type({ durationMinutes: 30 })
  const id = await world.book({ inHours: 48 })
  await world.execute(sql`
    with moved as (
      update appointments set starts_at = date_trunc('minute', now()),
        ends_at = date_trunc('minute', now()) + interval '1 hour' where id = ${id} returning *)
    update slots s set during = tstzrange(m.starts_at, m.ends_at
        + (upper(s.during) - ${world.at(49).toISOString()}::timestamptz))
      from moved m where s.appointment_id = m.id`)
  const waits = (typeId: string, more: Booking = {}) =>
    world.book({ inHours: 96, typeId, openToEarlier: { noticeMinutes: 0 }, ...more })
  const slot = async () => {
    const all = await world.execute<{ end: string }>(
      sql`select upper(during) as end from slots where appointment_id = ${id}`,
    )
    return new Date(all[0]?.end ?? 0)
  }
  return { world, brief, middle, id, waits, slot }
}

test('what a no-show leaves is opened for the longest visit that fits and that somebody waits for', async () => {
  const { world, brief, middle, id, waits, slot } = await begunVisit()
  await waits(brief, { inHours: 100 })
  const waiting = await waits(middle)
  await waits(world.typeId, { inHours: 110 })
  granted(await record(world, id, 'noshow'))
  const [opening] = await world.openings()
  const startsAt = opening?.startsAt ?? new Date(0)
  expect(opening).toMatchObject({
    source: 'no-show',
    typeId: middle,
    ...{ leftBy: id, leftByVersion: 1 },
    endsAt: new Date(+startsAt + 30 * 60_000),
  })
  const { startsAt: begun, endsAt } = await world.appointment(id)
  const inTime = new Date(+(opening?.createdAt ?? 0) + 15 * 60_000)
  expect(startsAt).toEqual(nextOnGrid(inTime, 5, 'UTC'))
  expect(+endsAt - +begun).toBe(60 * 60_000)
  expect(await slot()).toEqual(startsAt)
  const range = { start: begun, end: endsAt }
  const [drawn] = await world.run((tx) => visitsWithin(tx, world.clinicId, range))
  expect(drawn).toMatchObject({ id, endsAt: startsAt })
  expect(await world.offered(opening?.id ?? '')).toMatchObject({ appointmentId: waiting })
})

test('nobody who waits, or a clinic that does not want it: the time stays the visit’s', async () => {
  const nobody = await begunVisit()
  granted(await record(nobody.world, nobody.id, 'noshow'))
  expect(await nobody.world.openings()).toEqual([])
  expect(await nobody.slot()).toEqual((await nobody.world.appointment(nobody.id)).endsAt)

  const unwanted = await begunVisit({ clinic: { openingSources: ['cancellation'] } })
  await unwanted.waits(unwanted.brief)
  granted(await record(unwanted.world, unwanted.id, 'noshow'))
  expect(await unwanted.world.openings()).toEqual([])
  expect(await unwanted.slot()).toEqual((await unwanted.world.appointment(unwanted.id)).endsAt)
})

test('a patient who needs notice is asked about a later time of what is left', async () => {
  const { world, brief, id, waits } = await begunVisit()
  await waits(brief, { openToEarlier: { noticeMinutes: 25 } })
  granted(await record(world, id, 'noshow'))
  const [opening] = await world.openings()
  const minutes = (+(opening?.startsAt ?? 0) - +(opening?.createdAt ?? 0)) / 60_000
  expect(minutes).toBeGreaterThanOrEqual(40)
  expect(minutes).toBeLessThanOrEqual(45)
  await world.offered(opening?.id ?? '')
})

/** The clock's time in so many hours, in UTC. */
const clock = (hours: number) => wallTimeOf(new Date(Date.now() + hours * hour), 'UTC')

test('in quiet hours nobody is asked, so nothing is opened', async () => {
  const { world, brief, id, waits } = await begunVisit({
    clinic: { quietFrom: clock(-1), quietUntil: clock(3) },
  })
  await waits(brief)
  granted(await record(world, id, 'noshow'))
  expect(await world.openings()).toEqual([])
})

test('the buffers of the visit that is to come fit as well, and the buffer after is used', async () => {
  const { world, id, waits, slot } = await begunVisit({ type: { bufferAfterMinutes: 30 } })
  const buffered = await world.type({ durationMinutes: 40, bufferBeforeMinutes: 20 })
  await waits(buffered)
  granted(await record(world, id, 'noshow'))
  const [opening] = await world.openings()
  expect(opening).toMatchObject({ typeId: buffered })
  expect(await slot()).toEqual(new Date(+(opening?.startsAt ?? 0) - 20 * 60_000))
})

test('a no-show is taken back: the visit has its time again, and who was offered it is told', async () => {
  for (const attendance of ['expected', 'arrived'] as const) {
    const { world, brief, id, waits, slot } = await begunVisit()
    const waiting = await waits(brief)
    granted(await record(world, id, 'noshow'))
    const [opening] = await world.openings()
    await world.offered(opening?.id ?? '')
    granted(await record(world, id, attendance))
    expect(await world.openings()).toMatchObject([
      { state: 'withdrawn', closedWhy: 'no-show-undone' },
    ])
    expect(await world.messages(waiting, 'offer-closed')).toHaveLength(1)
    expect(await slot()).toEqual((await world.appointment(id)).endsAt)
  }
})

test('who came after all gives up an offer of that time for another visit of theirs', async () => {
  const { world, middle, id } = await begunVisit()
  granted(await record(world, id, 'noshow'))
  const { patientId } = await world.appointment(id)
  const elsewhere = { practitionerId: await world.practitioner(), typeId: middle }
  const openingId = await world.opened({ ...elsewhere, inHours: 0.5 })
  await world.book({ ...elsewhere, patientId, inHours: 24, openToEarlier: true })
  const offer = await world.offered(openingId)
  granted(await record(world, id, 'arrived'))
  expect(await world.offer(offer.id)).toMatchObject({ state: 'withdrawn', closedWhy: 'clash' })
})

test('it is not taken back once somebody has that time, and then nothing changes', async () => {
  const { world, brief, id, waits } = await begunVisit()
  await waits(brief)
  granted(await record(world, id, 'noshow'))
  const [opening] = await world.openings()
  const { id: offerId } = await world.offered(opening?.id ?? '')
  granted(await acceptOffer(world.patientContext, { offerId }))
  const refused = { ok: false, reason: 'not-free-any-more' }
  expect(await record(world, id, 'expected')).toEqual(refused)
  expect(await record(world, id, 'arrived')).toEqual(refused)
  expect(await world.appointment(id)).toMatchObject({ status: 'noshow' })
})

test('a time that an absence covers, or that is over, is not opened', async () => {
  const away = await begunVisit()
  await away.waits(away.brief)
  granted(await away.world.absent(-1, 2, [away.id]))
  granted(await record(away.world, away.id, 'noshow'))
  expect(await away.world.openings()).toEqual([])

  const late = await begunVisit()
  await late.waits(late.brief)
  await late.world.execute(sql`
    with moved as (update appointments set starts_at = starts_at - interval '50 minutes',
      ends_at = ends_at - interval '50 minutes' where id = ${late.id} returning *)
    update slots s set during = tstzrange(m.starts_at, m.ends_at) from moved m
      where s.appointment_id = m.id`)
  granted(await record(late.world, late.id, 'noshow'))
  expect(await late.world.openings()).toEqual([])
})

test('nobody has arrived on another day, or was seen before the start', async () => {
  const world = await makeClinic()
  const id = await world.book({ inHours: 8 * 24 })
  expect(await record(world, id, 'arrived')).toEqual({ ok: false, reason: 'not-its-day' })
  for (const attendance of ['fulfilled', 'noshow'] as const) {
    expect(await record(world, id, attendance)).toEqual({ ok: false, reason: 'not-begun' })
  }
  expect(await world.appointment(id)).toMatchObject({ status: 'booked', arrivedAt: null })
  expect(await world.audit('appointment.arrived')).toEqual([])
})

test('taken back, a visit is what it was before', async () => {
  const world = await makeClinic()
  const id = await world.book()
  granted(await confirmAppointment(world.context, { appointmentId: id, version: 1 }))
  await begin(world, id)
  const after = async (attendance: Attendance) => {
    granted(await record(world, id, attendance))
    const { status, arrivedAt } = await world.appointment(id)
    return [status, arrivedAt]
  }
  const [, here] = await after('arrived')
  expect(here).not.toBeNull()
  expect(await after('fulfilled')).toEqual(['fulfilled', here])
  expect(await after('expected')).toEqual(['arrived', here])
  expect(await after('expected')).toEqual(['confirmed', null])
  expect(await after('fulfilled')).toEqual(['fulfilled', null])
  expect(await after('expected')).toEqual(['confirmed', null])
  expect(await after('noshow')).toEqual(['noshow', null])
  expect(await after('expected')).toEqual(['confirmed', null])
  await after('noshow')
  await after('arrived')
  expect(await after('noshow')).toEqual(['noshow', null])
  expect((await world.audit('appointment.expected')).map(({ details }) => details)).toEqual([
    { was: 'fulfilled', is: 'arrived' },
    { was: 'arrived', is: 'confirmed' },
    { was: 'fulfilled', is: 'confirmed' },
    { was: 'noshow', is: 'confirmed' },
  ])
})
