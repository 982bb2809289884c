import { expect, test } from 'vitest'
import { undoSeconds } from '@/lib/domain/messages'
import { may } from '@/lib/domain/permissions'
import { dayOf, instantAtOrAfter } from '@/lib/domain/time'
import { always, granted, makeClinic, type World } from '@/local/testing/factories'
import { ownDatabase } from '@/local/testing/world'
import { bookAppointment } from '../appointment/book'
import { offerFreeTime } from './offer-free-time'

const database = ownDatabase()

const free = (
  world: World,
  inHours = 48,
  over: Partial<Parameters<typeof offerFreeTime>[1]> = {},
) => {
  const { practitionerId, typeId } = world
  return offerFreeTime(world.context, { practitionerId, typeId, start: world.at(inHours), ...over })
}
const refusal = (reason: string) => expect.objectContaining({ ok: false, reason })

test('a time that staff free is opened for those who wait, whatever else the clinic opens', async () => {
  const world = await makeClinic({ clinic: { openingSources: [] } })
  database.sent.length = 0
  const { openingId } = granted(await free(world))
  const opening = await world.opening(openingId)
  expect(opening).toMatchObject({
    ...{ state: 'open', source: 'by-hand', leftBy: null, depth: 0, chainId: openingId },
    ...{ startsAt: world.at(48), endsAt: world.at(48.5) },
  })
  // Nobody is mailed while staff are shown the way back.
  const [event] = database.sent
  expect(event).toMatchObject({ name: 'opening/opened', data: { openingId } })
  expect(+opening.dueAt).toBeGreaterThan(Date.now() + undoSeconds * 1000)
  expect(await world.audit('opening.opened')).toMatchObject([
    { openingId, actorName: 'Ines Staff', details: { source: 'by-hand' } },
  ])
  // A free time is not taken by being open.
  expect(await world.slots()).toEqual([])
  const appointmentId = await world.book({ inHours: 96, openToEarlier: true })
  expect(await world.offered(openingId)).toMatchObject({ appointmentId })
})

test('what is taken is not opened, nor are its buffers', async () => {
  const world = await makeClinic({ type: { bufferAfterMinutes: 10 } })
  await world.book({ inHours: 48 })
  await world.absent(60, 62)
  for (const inHours of [48, 48.25, 47.5, 48.5, 61]) {
    expect(await free(world, inHours), `${inHours}`).toEqual(refusal('taken'))
  }
  granted(await free(world, 49))
})

test('what is open or held already is not opened again, not even by several at once', async () => {
  const world = await makeClinic()
  const tries = await Promise.all(Array.from({ length: 8 }, () => free(world)))
  expect(tries.filter((one) => one.ok)).toHaveLength(1)
  expect(tries.filter((one) => !one.ok)).toEqual(Array(7).fill(refusal('already-open')))
  expect(await free(world, 48.25)).toEqual(refusal('already-open'))
  const { offer } = await world.pending()
  expect(offer.state).toBe('pending')
  const held = await world.opening(offer.openingId)
  expect(await offerFreeTime(world.context, { ...held, start: held.startsAt })).toEqual(
    refusal('already-open'),
  )
})

test('a visit and an opening that are made at once do not both get the time', async () => {
  const world = await makeClinic()
  const { practitionerId, typeId } = world
  const visit = {
    ...{ practitionerId, typeId, patientId: await world.patient(), start: world.at(48) },
    ...{ openToEarlier: null, note: '', overHold: false },
  }
  await Promise.all([free(world), bookAppointment(world.context, visit)])
  const open = (await world.openings()).filter(({ state }) => state === 'open')
  expect(open).toEqual([])
})

test('what is over, outside hours, or not of the clinic is not opened', async () => {
  const zone = 'UTC'
  const world = await makeClinic({
    hours: always.map((row) => ({ ...row, startsAt: '08:00', endsAt: '18:00' })),
  })
  const day = dayOf(world.at(48), zone)
  const at = (time: string) => free(world, 48, { start: instantAtOrAfter(day, time, zone) })
  expect(await at('17:45')).toEqual(refusal('outside-hours'))
  expect(await at('07:30')).toEqual(refusal('outside-hours'))
  expect(await free(world, -48)).toEqual(refusal('past'))
  const stranger = await makeClinic()
  expect(await free(world, 48, { practitionerId: stranger.practitionerId })).toEqual(
    refusal('not-found'),
  )
  expect(await free(world, 48, { typeId: stranger.typeId })).toEqual(refusal('not-found'))
  const former = await world.practitioner({ active: false })
  expect(await free(world, 48, { practitionerId: former })).toEqual(refusal('not-found'))
  const dropped = await world.type({ active: false })
  expect(await free(world, 48, { typeId: dropped })).toEqual(refusal('not-found'))
  granted(await at('17:30'))
  expect(await world.openings()).toHaveLength(1)
})

test('a practitioner’s role frees no time', () => {
  expect(may('practitioner', 'appointment.book')).toBe(false)
})
