import { expect, test } from 'vitest'
import { visitsOutsideHours } from '@/db/queries/absence/preview'
import {
  appointmentTypesOf,
  practitionersWithHours,
  practitionerWithHours,
} from '@/db/queries/clinic/settings'
import { firstAsked } from '@/db/queries/opening/first-asked'
import { clinics } from '@/db/schema'
import { hoursWords } from '@/lib/domain/hours-words'
import { granted, makeClinic } from '@/local/testing/factories'
import { ownDatabase } from '@/local/testing/world'
import { savePractitioner, setPractitionerActive } from '../practitioner/save'
import { requestSweep } from '../sweep/request'
import { editClinic } from './edit'
import { saveAppointmentType, setAppointmentTypeActive } from './save-appointment-type'
import { setAutomation } from './set-automation'

const database = ownDatabase()

const notFound = { ok: false, reason: 'not-found' }
const day = { weekday: 2, startsAt: '09:00', endsAt: '12:00' }

test('a practitioner is added with hours, and saving replaces the whole week', async () => {
  const world = await makeClinic()
  const two = [day, { weekday: 2, startsAt: '13:00', endsAt: '17:00' }]
  const { practitionerId } = granted(
    await savePractitioner(world.context, { practitionerId: null, name: 'Dr. New', hours: two }),
  )
  const read = () => world.run((tx) => practitionerWithHours(tx, world.clinicId, practitionerId))
  expect(hoursWords((await read())?.hours ?? [])).toBe('Tue 09:00–12:00, 13:00–17:00')
  granted(await savePractitioner(world.context, { practitionerId, name: 'Dr. N.', hours: [day] }))
  expect(await read()).toMatchObject({ name: 'Dr. N.', position: 1 })
  expect(hoursWords((await read())?.hours ?? [])).toBe('Tue 09:00–12:00')
  expect(
    await world.run((tx) => practitionersWithHours(tx, world.clinicId, new Date())),
  ).toHaveLength(2)
  expect((await world.audit()).map((row) => row.action)).toEqual([
    'practitioner.added',
    'practitioner.edited',
  ])
})

test('visits that new hours leave outside stay, and are named', async () => {
  const world = await makeClinic({ clinic: { timeZone: 'UTC' } })
  const { context, practitionerId, clinicId } = world
  const visit = await world.book({ inHours: 48 })
  const clinic = { id: clinicId, timeZone: 'UTC' }
  const outside = async () =>
    world.run(async (tx) => {
      const person = await practitionerWithHours(tx, clinicId, practitionerId)
      const hours = person?.hours ?? []
      return visitsOutsideHours(tx, clinic, practitionerId, hours, world.at(0))
    })
  expect(await outside()).toEqual([])
  granted(await savePractitioner(context, { practitionerId, name: 'Dr. Test', hours: [] }))
  expect(await outside()).toMatchObject([{ id: visit, patient: 'Pat Patient 1' }])
  expect((await world.appointment(visit)).status).toBe('booked')
})

test('a practitioner with coming visits stays active; without, openings end', async () => {
  const world = await makeClinic()
  const { practitionerId } = world
  const visit = await world.book()
  const off = () => setPractitionerActive(world.context, { practitionerId, active: false })
  expect(await off()).toEqual({ ok: false, reason: 'in-use', detail: { visits: 1 } })
  const openingId = await world.cancel(visit)
  granted(await off())
  expect((await world.opening(openingId ?? '')).state).toBe('withdrawn')
  expect(await world.tryBook()).toEqual(notFound)
  granted(await setPractitionerActive(world.context, { practitionerId, active: true }))
  await world.book()
})

test('a type is added, changed and put out of use; booked visits keep their length', async () => {
  const world = await makeClinic()
  const visit = await world.book({ inHours: 48 })
  const type = {
    name: 'Long',
    durationMinutes: 60,
    bufferBeforeMinutes: 0,
    bufferAfterMinutes: 10,
    priceCents: 8650,
    alsoFitsTypeIds: [],
  }
  granted(await saveAppointmentType(world.context, { typeId: world.typeId, ...type }))
  const { typeId } = granted(await saveAppointmentType(world.context, { typeId: null, ...type }))
  expect((await world.appointment(visit)).endsAt).toEqual(world.at(48.5))
  granted(await setAppointmentTypeActive(world.context, { typeId, active: false }))
  expect(await world.run((tx) => appointmentTypesOf(tx, world.clinicId))).toMatchObject([
    { id: world.typeId, durationMinutes: 60, active: true },
    { id: typeId, priceCents: 8650, active: false },
  ])
  expect(await world.tryBook({ typeId })).toEqual(notFound)
})

test('the clinic and its automation change, with what changed in the history', async () => {
  const world = await makeClinic()
  const edit = {
    name: 'New name',
    timeZone: 'America/New_York',
    address: '',
    phone: '',
    language: 'en',
    currency: 'USD',
    gridMinutes: 5,
    typeInMails: true,
  } as const
  expect(await editClinic(world.context, { ...edit, timeZone: 'Nowhere' })).toEqual({
    ok: false,
    reason: 'invalid',
  })
  granted(await editClinic(world.context, edit))
  for (const input of [
    { part: 'confirm-upcoming', on: false, at: '10:30', daysAhead: 3 },
    { part: 'reschedule-cancelled', on: true, at: '07:00', daysAhead: 14 },
    { part: 'offers', on: false, holdMinutes: 1, chainDepth: 0 },
  ] as const) {
    granted(await setAutomation(world.context, input))
  }
  expect(await world.run((tx) => tx.select().from(clinics))).toMatchObject([
    { ...edit, confirmOn: false, confirmAt: '10:30:00', holdMinutes: 1, offersOn: false },
  ])
  const [edited, ...set] = await world.audit()
  expect(edited?.details).toMatchObject({ name: { from: 'Testpraxis', to: 'New name' } })
  expect(edited?.details).not.toHaveProperty('address')
  expect(set.map((row) => Object.keys(row.details).sort())).toEqual([
    ['confirmAt', 'confirmDaysAhead', 'confirmOn', 'part'],
    ['part'],
    ['chainDepth', 'holdMinutes', 'offersOn', 'part'],
  ])
})

test('how earlier times are offered is set in parts, and off is none', async () => {
  const world = await makeClinic()
  const limits = {
    part: 'limits',
    capOn: true,
    capOffers: 2,
    capDays: 14,
    minGainDays: 3,
  } as const
  const quiet = { part: 'quiet', quietOn: true, quietFrom: '22:00', quietUntil: '06:30' } as const
  const own = { selfMoveHours: 48, selfMovesADay: 2, wishChangesADay: 5 }
  const moving = { part: 'self-service', selfMoveOn: true, ...own } as const
  const sources = {
    cancellation: true,
    move: false,
    'no-show': false,
    'added-hours': true,
    'shortened-absence': false,
  }
  const near = { askAtLeast: 2, shortestHoldMinutes: 10, batchSize: 3, batchWithinHours: 4 }
  for (const part of [limits, quiet, moving]) granted(await setAutomation(world.context, part))
  granted(await setAutomation(world.context, { part: 'sources', sources }))
  granted(await setAutomation(world.context, { part: 'near-start', ...near }))
  const row = () => world.run((tx) => tx.select().from(clinics))
  expect(await row()).toMatchObject([
    {
      quietFrom: '22:00:00',
      quietUntil: '06:30:00',
      capOffers: 2,
      capDays: 14,
      minGainDays: 3,
      ...own,
      openingSources: ['cancellation', 'added-hours'],
      ...near,
    },
  ])
  granted(await setAutomation(world.context, { ...limits, capOn: false }))
  granted(await setAutomation(world.context, { ...quiet, quietOn: false }))
  granted(await setAutomation(world.context, { ...moving, selfMoveOn: false }))
  expect(await row()).toMatchObject([
    { quietFrom: null, quietUntil: null, capOffers: null, selfMoveHours: null },
  ])
  granted(await setAutomation(world.context, { part: 'sources', sources }))
  expect((await world.audit('automation.set')).at(-1)?.details).toEqual({ part: 'sources' })
})

test('new weights put those who wait in their new order; the preview says it before', async () => {
  const world = await makeClinic()
  const patient = (givenName: string) => world.patient({ givenName, familyName: 'P' })
  const wait = { openToEarlier: true }
  const first = await world.book({ ...wait, inHours: 96, patientId: await patient('First') })
  const far = await world.book({ ...wait, inHours: 480, patientId: await patient('Far') })
  const preview = () =>
    world.run(async (tx) => {
      const [clinic] = await tx.select().from(clinics)
      if (!clinic) throw new Error('No clinic')
      return firstAsked(tx, clinic, new Date(), { waiting: 0, contact: 0, gain: 1 })
    })
  const near = (before: string[], after: string[]) => ({
    before: before.map((name) => ({ name })),
    after: after.map((name) => ({ name })),
  })
  expect(await preview()).toMatchObject({
    fromOpenings: false,
    rows: [
      { startsAt: world.at(96), ...near(['Far P'], ['Far P']) },
      { startsAt: world.at(480), before: [], after: [] },
    ],
  })
  const openingId = await world.opened({ inHours: 48 })
  const both = near(['First P', 'Far P'], ['Far P', 'First P'])
  expect(await preview()).toMatchObject({
    fromOpenings: true,
    rows: [{ startsAt: world.at(48), heldFor: [], ...both }],
  })
  const weights = { part: 'weights', waiting: 0, contact: 0, gain: 1 } as const
  granted(await setAutomation(world.context, weights))
  expect(await preview()).toMatchObject({ rows: [{ before: both.after }] })
  expect(await world.offered(openingId)).toMatchObject({ appointmentId: far })
  expect((await world.wait(first)).rankKey).toBeCloseTo(+world.at(96) / 86_400_000, 3)
  // Now it is held, and only the other one is left to be asked.
  expect(await preview()).toMatchObject({
    rows: [{ heldFor: ['Far P'], ...near(['First P'], ['First P']) }],
  })
})

test('the preview shares the openings out as the product does: nobody is first for two', async () => {
  const world = await makeClinic()
  const patient = (givenName: string) => world.patient({ givenName, familyName: 'P' })
  const wait = { openToEarlier: true }
  await world.book({ ...wait, inHours: 200, patientId: await patient('First') })
  await world.book({ ...wait, inHours: 201, patientId: await patient('Second') })
  const soon = await world.opened({ inHours: 48 })
  const later = await world.opened({ inHours: 72 })
  const { rows } = await world.run(async (tx) => {
    const [clinic] = await tx.select().from(clinics)
    if (!clinic) throw new Error('No clinic')
    return firstAsked(tx, clinic, new Date(), { waiting: 1, contact: 0, gain: 0 })
  })
  const shown = rows.map(({ before }) => before.map(({ name }) => name))
  expect(shown).toEqual([['First P'], ['Second P']])
  const offered = [await world.offered(soon), await world.offered(later)]
  const expected = rows.map(({ before }) => before[0]?.appointmentId)
  expect(offered.map(({ appointmentId }) => appointmentId)).toEqual(expected)
})

test('who waits with two visits has one place in the preview', async () => {
  const world = await makeClinic()
  const patient = (givenName: string) => world.patient({ givenName, familyName: 'P' })
  const wait = { openToEarlier: true }
  const twice = await patient('Twice')
  await world.book({ ...wait, inHours: 200, patientId: twice })
  await world.book({ ...wait, inHours: 201, patientId: twice })
  await world.book({ ...wait, inHours: 202, patientId: await patient('Other') })
  await world.opened({ inHours: 48 })
  const { rows } = await world.run(async (tx) => {
    const [clinic] = await tx.select().from(clinics)
    if (!clinic) throw new Error('No clinic')
    return firstAsked(tx, clinic, new Date(), { waiting: 1, contact: 0, gain: 0 })
  })
  expect(rows[0]?.before.map(({ name }) => name)).toEqual(['Twice P', 'Other P'])
})

test('of the types that may have its openings, only the clinic’s shorter ones are kept', async () => {
  const world = await makeClinic()
  const [same, brief] = [await world.type(), await world.type({ durationMinutes: 10 })]
  const foreign = (await makeClinic({ type: { durationMinutes: 10 } })).typeId
  const type = {
    typeId: world.typeId,
    name: 'Visit',
    durationMinutes: 30,
    bufferBeforeMinutes: 0,
    bufferAfterMinutes: 0,
    priceCents: 0,
  }
  const alsoFitsTypeIds = [world.typeId, same, brief, foreign]
  granted(await saveAppointmentType(world.context, { ...type, alsoFitsTypeIds }))
  const types = await world.run((tx) => appointmentTypesOf(tx, world.clinicId))
  expect(types.find(({ id }) => id === world.typeId)?.alsoFitsTypeIds).toEqual([brief])
})

test('a sweep that is asked for is an event, and a line in the history', async () => {
  const world = await makeClinic()
  granted(await requestSweep(world.context, { sweep: 'confirm-upcoming' }))
  expect(database.sent).toMatchObject([
    { name: 'sweep/requested', data: { clinicId: world.clinicId, sweep: 'confirm-upcoming' } },
  ])
  expect(await world.audit('sweep.requested')).toHaveLength(1)
})

test('nothing of another clinic can be saved', async () => {
  const world = await makeClinic()
  const { practitionerId, typeId } = await makeClinic()
  const answers = [
    await savePractitioner(world.context, { practitionerId, name: 'X', hours: [] }),
    await setPractitionerActive(world.context, { practitionerId, active: false }),
    await setAppointmentTypeActive(world.context, { typeId, active: false }),
  ]
  expect(answers).toEqual([notFound, notFound, notFound])
})
