import { eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { patients } from '@/db/schema'
import { granted, makeClinic, type World } from '@/local/testing/factories'
import { ownDatabase } from '@/local/testing/world'
import { cancelAppointment } from '../appointment/cancel'
import { reinstateAppointment } from '../appointment/reinstate'
import { offerOpening } from '../offer/offer-opening'
import { setWaitlist } from './set'
import { resumeOffers, stopOffers } from './stop-offers'

ownDatabase()

async function consentOf(world: World, patientId: string) {
  const [row] = await world.run((tx) =>
    tx.select().from(patients).where(eq(patients.id, patientId)),
  )
  if (!row) throw new Error('The patient is gone')
  const { offersAgreedAt, offersAgreedBy, offersStoppedAt, offersStoppedBy } = row
  return {
    agreed: offersAgreedAt && offersAgreedBy,
    stopped: offersStoppedAt && offersStoppedBy,
  }
}

const nothing = { agreed: null, stopped: null }

const wait = (world: World, appointmentId: string, on: boolean, who = world.context) =>
  setWaitlist(who, { appointmentId, openToEarlier: on, wishes: null, priority: null })

const turnOf = async (world: World, openingId: string) =>
  granted(await offerOpening(world.context, { openingId })).state

test('a patient agrees to nothing by being there or by a visit, and by the tick to offers', async () => {
  const world = await makeClinic()
  const patientId = await world.patient()
  const plain = await world.book({ patientId, inHours: 96 })
  expect(await consentOf(world, patientId)).toEqual(nothing)
  expect(await turnOf(world, await world.opened())).toBe('exhausted')

  granted(await wait(world, plain, true))
  expect(await consentOf(world, patientId)).toEqual({ agreed: 'staff', stopped: null })
  granted(await wait(world, plain, true, world.patientContext))
  expect(await consentOf(world, patientId)).toEqual({ agreed: 'patient', stopped: null })

  const other = await world.patient()
  await world.book({ patientId: other, inHours: 97, openToEarlier: true })
  expect(await consentOf(world, other)).toEqual({ agreed: 'staff', stopped: null })
})

test('who waits with no visit any more agrees to nothing; with another one still waiting they do', async () => {
  const world = await makeClinic()
  const patientId = await world.patient()
  const [one, two] = [
    await world.book({ patientId, inHours: 96, openToEarlier: true }),
    await world.book({ patientId, inHours: 120, openToEarlier: true }),
  ]
  granted(await wait(world, one, false))
  expect(await consentOf(world, patientId)).toEqual({ agreed: 'staff', stopped: null })
  granted(await wait(world, two, false, world.patientContext))
  expect(await consentOf(world, patientId)).toEqual(nothing)
})

test.each(['patient', 'staff'] as const)(
  'a stop by %s ends every wait and the offer that is held, once',
  async (by) => {
    const world = await makeClinic()
    const patientId = await world.patient()
    const { openingId, appointmentId, offer } = await world.pending({ patientId })
    const second = await world.book({ patientId, inHours: 120, openToEarlier: true })
    const next = await world.book({ inHours: 130, openToEarlier: true })
    const who = by === 'patient' ? world.patientContext : world.context
    for (let time = 0; time < 2; time++) granted(await stopOffers(who, { patientId }))

    expect(await consentOf(world, patientId)).toEqual({ agreed: null, stopped: by })
    for (const id of [appointmentId, second]) {
      expect(await world.waits(id)).toBe(false)
    }
    expect(await world.offer(offer.id)).toMatchObject({
      state: 'withdrawn',
      closedWhy: 'left-waitlist',
    })
    expect(await world.audit('offers.stopped')).toMatchObject([{ details: { patientId } }])
    expect(await world.audit('waitlist.left')).toHaveLength(2)
    expect((await world.offered(openingId)).appointmentId).toBe(next)
  },
)

test('staff put nobody on the waitlist who has stopped offers; a booking that would is not made', async () => {
  const world = await makeClinic()
  const patientId = await world.patient()
  const visit = await world.book({ patientId, inHours: 96 })
  granted(await stopOffers(world.patientContext, { patientId }))
  const refused = { ok: false, reason: 'offers-stopped' }
  expect(await wait(world, visit, true)).toEqual(refused)
  expect(await world.waits(visit)).toBe(false)
  expect(await world.tryBook({ patientId, inHours: 100, openToEarlier: true })).toEqual(refused)
  expect(await world.appointments()).toHaveLength(1)
  granted(await world.tryBook({ patientId, inHours: 100 }))
})

test('the patient’s own tick lifts their stop, of that visit alone', async () => {
  const world = await makeClinic()
  const patientId = await world.patient()
  const [one, two] = [
    await world.book({ patientId, inHours: 96, openToEarlier: true }),
    await world.book({ patientId, inHours: 120, openToEarlier: true }),
  ]
  granted(
    await setWaitlist(world.patientContext, {
      ...{ appointmentId: one, version: 1, openToEarlier: false, stop: true },
      ...{ wishes: null, priority: null },
    }),
  )
  expect(await consentOf(world, patientId)).toEqual({ agreed: null, stopped: 'patient' })
  granted(await wait(world, two, true, world.patientContext))
  expect(await consentOf(world, patientId)).toEqual({ agreed: 'patient', stopped: null })
  expect(await world.waits(one)).toBe(false)
})

test('staff note that a patient agrees again, and then may tick for them', async () => {
  const world = await makeClinic()
  const patientId = await world.patient()
  const visit = await world.book({ patientId, inHours: 96 })
  granted(await stopOffers(world.context, { patientId }))
  for (let time = 0; time < 2; time++) granted(await resumeOffers(world.context, { patientId }))
  expect(await consentOf(world, patientId)).toEqual({ agreed: 'staff', stopped: null })
  expect(await world.audit('offers.resumed')).toHaveLength(1)
  expect(await world.waits(visit)).toBe(false)
  granted(await wait(world, visit, true))
})

test('a visit that is reinstated after a stop does not wait again', async () => {
  const world = await makeClinic()
  const patientId = await world.patient()
  const visit = await world.book({ patientId, inHours: 96, openToEarlier: true })
  const cancel = { appointmentId: visit, version: 1, reason: '', offerOnward: false }
  granted(await cancelAppointment(world.context, cancel))
  granted(await stopOffers(world.patientContext, { patientId }))
  granted(await reinstateAppointment(world.context, { appointmentId: visit }))
  expect(await world.waits(visit)).toBe(false)
})

test('a tick and a stop at once leave nobody waiting who wants no offers', async () => {
  const world = await makeClinic()
  for (let round = 0; round < 8; round++) {
    const patientId = await world.patient()
    const visit = await world.book({ patientId, inHours: 96 + round })
    await Promise.all([
      wait(world, visit, true),
      stopOffers(world.patientContext, { patientId }),
      wait(world, visit, true),
    ])
    const { stopped } = await consentOf(world, patientId)
    expect({ stopped, waits: await world.waits(visit) }).toEqual({
      stopped: 'patient',
      waits: false,
    })
  }
})

test('another clinic’s patient is not found', async () => {
  const [world, other] = [await makeClinic(), await makeClinic()]
  const patientId = await other.patient()
  for (const command of [stopOffers, resumeOffers]) {
    expect(await command(world.context, { patientId })).toEqual({ ok: false, reason: 'not-found' })
  }
  expect(await consentOf(other, patientId)).toEqual(nothing)
})

test('however often a patient has changed their mind that day, a stop counts', async () => {
  const world = await makeClinic({ clinic: { wishChangesADay: 1 } })
  const patientId = await world.patient()
  const appointmentId = await world.book({ patientId, inHours: 96 })
  granted(await wait(world, appointmentId, true, world.patientContext))
  const no = { appointmentId, openToEarlier: false, wishes: null, priority: null }
  expect(await setWaitlist(world.patientContext, no)).toMatchObject({ reason: 'wished-enough' })
  granted(await setWaitlist(world.patientContext, { ...no, stop: true }))
  expect(await consentOf(world, patientId)).toEqual({ agreed: null, stopped: 'patient' })
})
