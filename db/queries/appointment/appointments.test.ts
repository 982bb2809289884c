import { expect, test } from 'vitest'
import { cancelledWords } from '@/components/status/cancelled-words'
import { cancelAppointment } from '@/lib/commands/appointment/cancel'
import { granted, makeClinic, type World } from '@/local/testing/factories'
import { ownDatabase } from '@/local/testing/world'
import { type AppointmentFilter, countAppointments, listAppointments } from './appointments'

ownDatabase()

const everything: AppointmentFilter = {
  text: '',
  statuses: [],
  practitionerIds: [],
  typeIds: [],
  from: null,
  until: null,
  openToEarlier: false,
}

const page = { by: 'day', direction: 'asc', limit: 50, offset: 0 } as const

/** The ids that a filter means; the count must agree. */
async function meant(world: World, filter: Partial<AppointmentFilter>) {
  return world.run(async (tx) => {
    const whole = { ...everything, ...filter }
    const rows = await listAppointments(tx, world.clinicId, whole, page)
    expect(await countAppointments(tx, world.clinicId, whole)).toBe(rows.length)
    return rows.map((row) => row.id)
  })
}

test('each filter leaves out the others’ appointments', async () => {
  const world = await makeClinic()
  const patientId = await world.patient({ givenName: 'Özlem', familyName: 'Aydın' })
  const first = await world.book({ inHours: 24, patientId })
  const second = await world.book({ inHours: 48, openToEarlier: true })
  const typeId = await world.type()
  const practitionerId = await world.practitioner()
  const third = await world.book({ inHours: 72, typeId, practitionerId })
  await world.cancel(third)

  expect(await meant(world, {})).toEqual([first, second, third])
  expect(await meant(world, { text: 'aydın' })).toEqual([first])
  expect(await meant(world, { statuses: ['cancelled'] })).toEqual([third])
  expect(await meant(world, { statuses: ['booked', 'cancelled'] })).toHaveLength(3)
  expect(await meant(world, { practitionerIds: [practitionerId] })).toEqual([third])
  expect(await meant(world, { typeIds: [typeId] })).toEqual([third])
  expect(await meant(world, { from: world.at(48) })).toEqual([second, third])
  expect(await meant(world, { until: world.at(48) })).toEqual([first])
  expect(await meant(world, { openToEarlier: true })).toEqual([second])
  expect(await meant(await makeClinic(), {})).toEqual([])
})

test('a row says who cancelled it, what is offered to it, and what it gained', async () => {
  const world = await makeClinic()
  const { appointmentId, offer } = await world.pending()
  const rows = await world.run((tx) => listAppointments(tx, world.clinicId, everything, page))
  const [cancelled, waiting] = rows
  expect(cancelled).toMatchObject({
    status: 'cancelled',
    cancelledBy: 'staff',
    offeredAt: null,
    cancelledFor: 'clinic',
  })
  expect(waiting).toMatchObject({
    id: appointmentId,
    cancelledBy: null,
    cancelledFor: null,
    offerExpiresAt: offer.expiresAt,
    movedEarlier: false,
    askedAt: null,
  })
})

test('a row says whose wish a cancellation was, whoever made it', async () => {
  const world = await makeClinic()
  for (const [by, patientAsked] of [
    [world.patientContext, false],
    [world.context, true],
    [world.context, false],
  ] as const) {
    const appointmentId = await world.book({ inHours: 24 })
    const how = { appointmentId, version: 1, reason: '', patientAsked, offerOnward: false }
    granted(await cancelAppointment(by, how))
  }
  const order = { ...page, by: 'changed' } as const
  const rows = await world.run((tx) => listAppointments(tx, world.clinicId, everything, order))
  expect(rows.map(cancelledWords)).toEqual([
    'Cancelled by patient',
    'Cancelled for patient',
    'Cancelled by clinic',
  ])
})

test('orders by patient, and pages without losing or doubling anybody', async () => {
  const world = await makeClinic()
  const names = ['Ahrens', 'Brandt', 'Conrad']
  for (const [i, familyName] of names.entries()) {
    const patientId = await world.patient({ familyName })
    await world.book({ patientId, inHours: 100 - i })
  }
  const pageOf = (offset: number) =>
    world.run(async (tx) => {
      const order = { by: 'patient', direction: 'desc', limit: 2, offset } as const
      return (await listAppointments(tx, world.clinicId, everything, order)).map(
        (row) => row.familyName,
      )
    })
  expect([...(await pageOf(0)), ...(await pageOf(2))]).toEqual(names.toReversed())
})
