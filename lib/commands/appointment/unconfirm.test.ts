import { sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { begin, granted, makeClinic, type World } from '@/local/testing/factories'
import { ownDatabase } from '@/local/testing/world'
import { acceptOffer } from '../offer/accept'
import { confirmAppointment } from './confirm'
import { unconfirmAppointment } from './unconfirm'

ownDatabase()

const takeBack = (world: World, appointmentId: string, version = 1) =>
  unconfirmAppointment(world.context, { appointmentId, version })

test('staff take back what they confirmed: the visit is booked again, and may be confirmed again', async () => {
  const world = await makeClinic()
  const visit = { appointmentId: await world.book(), version: 1 }
  granted(await confirmAppointment(world.context, visit))
  granted(await takeBack(world, visit.appointmentId))
  expect(await world.appointments()).toMatchObject([{ status: 'booked', confirmedAt: null }])
  expect(await world.audit('appointment.unconfirmed')).toHaveLength(1)
  granted(await confirmAppointment(world.patientContext, visit))
  expect(await world.appointments()).toMatchObject([{ status: 'confirmed' }])
})

test('what is not confirmed, or has changed since, is not taken back', async () => {
  const world = await makeClinic()
  const visit = { appointmentId: await world.book(), version: 1 }
  const refused = { ok: false, reason: 'changed-meanwhile' }
  expect(await takeBack(world, visit.appointmentId)).toEqual(refused)
  granted(await confirmAppointment(world.context, visit))
  expect(await takeBack(world, visit.appointmentId, 2)).toEqual(refused)
  const other = await makeClinic()
  expect(await takeBack(other, visit.appointmentId)).toEqual(refused)
  await begin(world, visit.appointmentId)
  expect(await takeBack(world, visit.appointmentId)).toEqual({
    ok: false,
    reason: 'already-started',
  })
})

test('what the patient confirmed or accepted stays', async () => {
  const world = await makeClinic()
  const visit = { appointmentId: await world.book(), version: 1 }
  granted(await confirmAppointment(world.patientContext, visit))
  const refused = { ok: false, reason: 'changed-meanwhile' }
  expect(await takeBack(world, visit.appointmentId)).toEqual(refused)

  const soon = await makeClinic()
  const { appointmentId, offer } = await soon.pending()
  granted(await confirmAppointment(soon.context, { appointmentId, version: 1 }))
  granted(await acceptOffer(soon.patientContext, { offerId: offer.id }))
  await soon.execute(sql`update appointments set status = 'confirmed', confirmed_at = now(),
    confirmed_by = 'patient', confirmed_how = 'offer' where id = ${appointmentId}`)
  expect(await takeBack(soon, appointmentId, 2)).toEqual(refused)
})
