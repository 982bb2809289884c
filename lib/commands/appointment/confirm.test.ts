import { expect, test } from 'vitest'
import { granted, makeClinic, type World } from '@/local/testing/factories'
import { ownDatabase } from '@/local/testing/world'
import type { Context } from '../change'
import { acceptOffer } from '../offer/accept'
import { cancelAppointment } from './cancel'
import { confirmAppointment } from './confirm'
import { moveAppointment } from './move'
import { reinstateAppointment } from './reinstate'
import { unconfirmAppointment } from './unconfirm'

ownDatabase()

const how = async (world: World, id: string) => {
  const { status, confirmedBy, confirmedHow } = await world.appointment(id)
  return [status, confirmedBy, confirmedHow]
}

const confirm = async ({ appointment, context }: World, id: string, by: Context = context) => {
  const { version } = await appointment(id)
  granted(await confirmAppointment(by, { appointmentId: id, version }))
}

const move = async (world: World, id: string, inHours: number, by: Context = world.context) => {
  const { version, practitionerId } = await world.appointment(id)
  const to = { appointmentId: id, version, practitionerId, start: world.at(inHours) }
  granted(await moveAppointment(by, { ...to, overHold: false }))
}

test('a visit says who confirmed it, and how', async () => {
  const world = await makeClinic({ clinic: { selfMoveHours: 1, confirmDaysAhead: 5 } })
  const [byLink, atDesk, moved] = [
    await world.book({ inHours: 60 }),
    await world.book({ inHours: 62 }),
    await world.book({ inHours: 64 }),
  ]
  expect(await how(world, byLink)).toEqual(['booked', null, null])
  await confirm(world, byLink, world.patientContext)
  await confirm(world, atDesk)
  await move(world, moved, 66, world.patientContext)
  const { offer, appointmentId: accepted } = await world.pending()
  granted(await acceptOffer(world.patientContext, { offerId: offer.id }))
  expect(await how(world, byLink)).toEqual(['confirmed', 'patient', 'link'])
  expect(await how(world, atDesk)).toEqual(['confirmed', 'staff', 'desk'])
  expect(await how(world, moved)).toEqual(['confirmed', 'patient', 'move'])
  expect(await how(world, accepted)).toEqual(['confirmed', 'patient', 'offer'])
})

test('who confirmed twice is who did it first', async () => {
  const world = await makeClinic()
  const id = await world.book()
  await confirm(world, id, world.patientContext)
  await confirm(world, id)
  expect(await how(world, id)).toEqual(['confirmed', 'patient', 'link'])
})

test('it is forgotten with the confirmation, and comes back with it', async () => {
  const world = await makeClinic()
  const id = await world.book()
  await confirm(world, id)
  granted(await unconfirmAppointment(world.context, { appointmentId: id, version: 1 }))
  expect(await how(world, id)).toEqual(['booked', null, null])

  await confirm(world, id, world.patientContext)
  await move(world, id, 72)
  expect(await how(world, id)).toEqual(['booked', null, null])
  await move(world, id, 48)
  expect(await how(world, id)).toEqual(['confirmed', 'patient', 'link'])

  const cancel = { appointmentId: id, version: 3, reason: '', offerOnward: false }
  granted(await cancelAppointment(world.context, cancel))
  granted(await reinstateAppointment(world.context, { appointmentId: id }))
  expect(await how(world, id)).toEqual(['confirmed', 'patient', 'link'])
})

test('a confirmation of staff that came back with a move is theirs to take back', async () => {
  const world = await makeClinic()
  const id = await world.book()
  await confirm(world, id)
  await move(world, id, 72)
  await move(world, id, 48)
  granted(await unconfirmAppointment(world.context, { appointmentId: id, version: 3 }))
  expect(await how(world, id)).toEqual(['booked', null, null])
})
