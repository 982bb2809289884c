import { expect, test } from 'vitest'
import { closedOpenings, latestChains } from '@/db/queries/opening/openings'
import type { WorkingHours } from '@/lib/domain/availability'
import { addDays, dayOf, instantAt, weekdayOf } from '@/lib/domain/time'
import { granted, makeClinic, type World } from '@/local/testing/factories'
import { ownDatabase } from '@/local/testing/world'
import { removeAbsence } from '../absence/remove'
import { acceptOffer } from '../offer/accept'
import { savePractitioner } from '../practitioner/save'
import { withdrawOpening } from './end'

ownDatabase()

const every = ['added-hours', 'shortened-absence'] as const
const wanting = { clinic: { openingSources: [...every] } }

const onGrid = { clinic: { ...wanting.clinic, gridMinutes: 5 } }

async function removedAbsence(world: World, from: number, to: number) {
  const { absenceId } = granted(await world.absent(from, to))
  return removeAbsence(world.context, { absenceId })
}

test('a removed absence is opened for those who wait, the rest stays free', async () => {
  const world = await makeClinic(onGrid)
  const long = await world.type({ durationMinutes: 60 })
  await world.book({ inHours: 100, openToEarlier: true })
  await world.book({ inHours: 101, typeId: long, openToEarlier: true })
  await world.book({
    inHours: 102,
    openToEarlier: { weekdays: [weekdayOf(dayOf(world.at(96), 'UTC'))] },
  })
  granted(await removedAbsence(world, 48, 51))
  const openings = await world.openings()
  expect(openings.map(({ typeId }) => typeId)).toEqual([world.typeId, long])
  for (const opening of openings) {
    expect(opening).toMatchObject({ source: 'shortened-absence', leftBy: null, depth: 0 })
    expect(+opening.startsAt).toBeGreaterThanOrEqual(+world.at(48))
    expect(+opening.endsAt).toBeLessThanOrEqual(+world.at(51))
  }
  expect(openings[1]?.startsAt).toEqual(openings[0]?.endsAt)
  expect(await world.audit('opening.opened')).toHaveLength(2)
  const { id: offerId } = await world.offered(openings[0]?.id ?? '')
  granted(await acceptOffer(world.patientContext, { offerId }))
  granted(await withdrawOpening(world.context, { openingId: openings[1]?.id ?? '' }))
  const since = world.at(-1)
  const closed = await world.run((tx) => closedOpenings(tx, world.clinicId, { since, limit: 9 }))
  expect(closed.map(({ leftByName, source }) => [source, leftByName])).toEqual([
    ['shortened-absence', null],
    ['shortened-absence', null],
  ])
  const chains = await world.run((tx) => latestChains(tx, world.clinicId, { since, limit: 9 }))
  expect(chains).toEqual([])
})

test('only where the clinic wants it, in the coming days, and where it is free and worked', async () => {
  const unwanted = await makeClinic()
  await unwanted.book({ inHours: 100, openToEarlier: true })
  granted(await removedAbsence(unwanted, 48, 51))
  expect(await unwanted.openings()).toEqual([])

  const far = await makeClinic({ clinic: { ...onGrid.clinic, rescheduleDaysAhead: 1 } })
  await far.book({ inHours: 200, openToEarlier: true })
  granted(await removedAbsence(far, 72, 75))
  expect(await far.openings()).toEqual([])

  const resting = await makeClinic({ ...onGrid, hours: [] })
  const other = await resting.practitioner()
  await resting.book({ inHours: 100, practitionerId: other, openToEarlier: true })
  granted(await removedAbsence(resting, 48, 51))
  expect(await resting.openings()).toEqual([])

  const full = await makeClinic(onGrid)
  const id = await full.book({ inHours: 48.5 })
  await full.book({ inHours: 100, openToEarlier: true })
  const { absenceId } = granted(await full.absent(48.25, 49.25, [id]))
  granted(await removeAbsence(full.context, { absenceId }))
  expect(await full.openings()).toEqual([])
})

test('hours that were not there before are opened, on each day once for each who waits', async () => {
  const zone = 'Europe/Berlin'
  const days: WorkingHours[] = [1, 2, 3, 4, 5, 6, 7].map((weekday) => ({
    weekday,
    startsAt: '09:00',
    endsAt: '10:00',
  }))
  const world = await makeClinic({
    clinic: { ...onGrid.clinic, timeZone: zone, rescheduleDaysAhead: 3 },
    hours: days,
  })
  const { practitionerId } = world
  const other = await world.practitioner()
  const today = dayOf(world.at(0), zone)
  const at = (day: number, time: string) =>
    instantAt(addDays(today, day), time, zone) ?? new Date(0)
  for (const time of ['09:00', '10:00']) {
    const start = at(20, time)
    await world.book({ start, practitionerId: other, openToEarlier: true })
  }
  const save = (hours: WorkingHours[]) =>
    savePractitioner(world.context, { practitionerId, name: 'Dr. Test', hours })
  granted(await save(days))
  expect(await world.openings()).toEqual([])
  const longer = days.map((row) => ({ ...row, endsAt: '10:30' }))
  granted(await save(longer))
  const starts = (await world.openings()).map(({ startsAt }) => startsAt)
  expect(starts).toHaveLength(2)
  const wanted = [0, 1, 2, 3].map((day) => +at(day, '10:00'))
  expect(starts.every((start) => wanted.includes(+start))).toBe(true)
  expect((await world.openings())[0]).toMatchObject({ source: 'added-hours', leftBy: null })
  granted(await save(longer))
  expect(await world.openings()).toHaveLength(2)
})
