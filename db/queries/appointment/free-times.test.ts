import { expect, test } from 'vitest'
import { inClinic } from '@/db/client'
import { dayOf } from '@/lib/domain/time'
import { makeClinic, type World } from '@/local/testing/factories'
import { ownDatabase } from '@/local/testing/world'
import { freeTimesOf } from './free-times'

ownDatabase()

/** The free times of the day that lies 48 hours ahead, between its 8 and 12 o'clock. */
async function ask(world: World, exceptAppointmentId?: string) {
  const fromDay = dayOf(world.at(48), 'UTC')
  const clinic = { id: world.clinicId, timeZone: 'UTC', gridMinutes: 30 }
  const { practitionerId, typeId } = world
  const answer = await inClinic(world.clinicId, (tx, now) =>
    freeTimesOf(tx, clinic, now, { practitionerId, typeId, fromDay, days: 1, exceptAppointmentId }),
  )
  const times = answer?.days[0]?.times ?? []
  return times.map((one) => ({ ...one, start: one.start.toISOString().slice(11, 16) }))
}

const hours = [1, 2, 3, 4, 5, 6, 7].map((weekday) => ({
  weekday,
  startsAt: '08:00',
  endsAt: '10:00',
}))

/** 08:30 on the day that lies 48 hours ahead. */
const halfPastEight = (world: World) => new Date(`${dayOf(world.at(48), 'UTC')}T08:30:00Z`)

const free = (start: string) => ({ start, opening: false, heldUntil: null })

test('taken time is left out, for a visit that moves its own counts as free but is no choice', async () => {
  const world = await makeClinic({ hours, type: { bufferAfterMinutes: 10 } })
  const id = await world.book({ start: halfPastEight(world) })
  // The visit before it needs ten minutes after it.
  expect(await ask(world)).toEqual([free('09:30')])
  expect(await ask(world, id)).toEqual([free('08:00'), free('09:00'), free('09:30')])
})

test('an opening is marked; held for a patient it says until when, and is not free', async () => {
  const world = await makeClinic({ hours })
  const openingId = await world.opened({ start: halfPastEight(world) })
  expect(await ask(world)).toEqual([
    free('08:00'),
    { start: '08:30', opening: true, heldUntil: null },
    free('09:00'),
    free('09:30'),
  ])
  await world.book({
    patientId: await world.patient({ givenName: 'Amara', familyName: 'Diallo' }),
    start: new Date(+halfPastEight(world) + 24 * 3_600_000),
    openToEarlier: true,
  })
  const offer = await world.offered(openingId)
  expect((await ask(world))[1]).toEqual({
    start: '08:30',
    opening: true,
    heldUntil: offer.expiresAt,
    heldFor: ['Amara Diallo'],
  })
})

test('another clinic’s practitioner and type are unknown', async () => {
  const [world, other] = [await makeClinic({ hours }), await makeClinic({ hours })]
  const answer = await ask({ ...other, clinicId: world.clinicId } as World)
  expect(answer).toEqual([])
})
