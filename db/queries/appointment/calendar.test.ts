import { expect, test } from 'vitest'
import { historyEntries } from '@/components/calendar/panel/history'
import { inClinic } from '@/db/client'
import { audit } from '@/db/schema'
import { moveAppointment } from '@/lib/commands/appointment/move'
import { acceptOffer } from '@/lib/commands/offer/accept'
import { declineOffer } from '@/lib/commands/offer/end'
import { granted, makeClinic } from '@/local/testing/factories'
import { ownDatabase } from '@/local/testing/world'
import { changesVersion, frameOf } from '../clinic/frame'
import { absencesWithin, openingsWithin, visitCounts, visitsWithin } from './calendar'
import { appointmentDetails } from './details'

ownDatabase()

test('a range has the visits that touch it and stand, of this clinic alone', async () => {
  const world = await makeClinic()
  const id = await world.book({ inHours: 48 })
  await world.cancel(await world.book({ inHours: 50 }))
  const within = (from: number, to: number, clinicId = world.clinicId) =>
    world.run(async (tx) =>
      (await visitsWithin(tx, clinicId, { start: world.at(from), end: world.at(to) })).map(
        (visit) => visit.id,
      ),
    )
  expect(await within(47, 52)).toEqual([id])
  // It lasts 30 minutes: it touches what begins in its middle, not what begins at its end.
  expect(await within(48.25, 52)).toEqual([id])
  expect(await within(48.5, 52)).toEqual([])
  expect(await within(40, 48)).toEqual([])
  const other = await makeClinic()
  expect(await within(47, 52, other.clinicId)).toEqual([])
})

test('a held opening says who holds it; accepted, the visit says that it came earlier', async () => {
  const world = await makeClinic()
  const { openingId, appointmentId, offer } = await world.pending()
  const range = { start: world.at(0), end: world.at(120) }
  const openings = () => world.run((tx) => openingsWithin(tx, world.clinicId, range))
  const visits = () => world.run((tx) => visitsWithin(tx, world.clinicId, range))
  expect(await openings()).toMatchObject([
    { id: openingId, asked: 1, offer: { offerId: offer.id } },
  ])
  expect((await visits()).map((visit) => visit.cameEarlier)).toEqual([false])
  expect((await world.run((tx) => frameOf(tx, world.clinicId))).held).toHaveLength(1)

  granted(await acceptOffer(world.patientContext, { offerId: offer.id }))
  expect(await visits()).toMatchObject([{ id: appointmentId, cameEarlier: true }])
  // The time that it left is an opening now.
  expect(await openings()).toMatchObject([{ offer: null, asked: 0, startsAt: world.at(96) }])
})

test('an earlier time by hand is no earlier time won, also after a declined offer', async () => {
  const world = await makeClinic()
  const { appointmentId, offer } = await world.pending()
  granted(await declineOffer(world.patientContext, { offerId: offer.id }))
  const move = { appointmentId, version: 1, practitionerId: world.practitionerId, overHold: false }
  granted(await moveAppointment(world.context, { ...move, start: world.at(72) }))
  const range = { start: world.at(0), end: world.at(120) }
  const visits = await world.run((tx) => visitsWithin(tx, world.clinicId, range))
  expect(visits).toMatchObject([{ id: appointmentId, cameEarlier: false }])
})

test('a month counts visits by the local day on which they start', async () => {
  const world = await makeClinic({ clinic: { timeZone: 'Pacific/Auckland' } })
  await world.book({ start: new Date('2030-01-10T10:30:00Z') })
  await world.book({ start: new Date('2030-01-10T11:30:00Z') })
  const range = { start: new Date('2030-01-01'), end: new Date('2030-02-01') }
  const counts = await world.run((tx) => visitCounts(tx, world.clinicId, range, 'Pacific/Auckland'))
  expect(counts.sort((a, b) => a.day.localeCompare(b.day))).toEqual([
    { day: '2030-01-10', status: 'booked', count: 1 },
    { day: '2030-01-11', status: 'booked', count: 1 },
  ])
})

test('absences of a range', async () => {
  const world = await makeClinic()
  granted(await world.absent(48, 50))
  const within = (from: number, to: number) =>
    world.run((tx) =>
      absencesWithin(tx, world.clinicId, { start: world.at(from), end: world.at(to) }),
    )
  expect(await within(49, 60)).toHaveLength(1)
  expect(await within(50, 60)).toHaveLength(0)
})

test('the version changes with every change, also with one that took its id early and commits late', async () => {
  const world = await makeClinic()
  const version = () => world.run((tx) => changesVersion(tx, world.clinicId))
  const before = await version()
  await world.book()
  const booked = await version()
  expect(booked).not.toBe(before)
  expect(await version()).toBe(booked)

  const row = { clinicId: world.clinicId, actorKind: 'system', actorName: 'Test' } as const
  let commit = () => {}
  const waiting = new Promise<void>((resolve) => {
    commit = resolve
  })
  let written = () => {}
  const wrote = new Promise<void>((resolve) => {
    written = resolve
  })
  const late = inClinic(world.clinicId, async (tx) => {
    await tx.insert(audit).values({ ...row, action: 'clinic.edited' })
    written()
    await waiting
  })
  await wrote
  await world.run((tx) => tx.insert(audit).values({ ...row, action: 'clinic.edited' }))
  const early = await version()
  commit()
  await late
  expect(await version()).not.toBe(early)
})

test('the frame counts what is a moment old as not shown yet', async () => {
  const world = await makeClinic()
  await world.book()
  const shown = await world.run((tx) => frameOf(tx, world.clinicId))
  expect(shown.version).not.toBe(await world.run((tx) => changesVersion(tx, world.clinicId)))
})

test('the details tell the whole story in words, and every mail', async () => {
  const world = await makeClinic()
  const { appointmentId, offer } = await world.pending()
  granted(await acceptOffer(world.patientContext, { offerId: offer.id }))
  const details = await world.run((tx) => appointmentDetails(tx, world.clinicId, appointmentId))
  expect(details?.mails.map((mail) => mail.kind).sort()).toEqual(['accepted', 'booked', 'offer'])
  const entries = historyEntries(details?.history ?? [], details?.mails ?? [], 'UTC')
  expect(entries.map((entry) => entry.text).sort()).toEqual([
    'Accepted an earlier time',
    'Booked by Ines Staff',
    'Its time is offered onward',
    expect.stringMatching(/^Offered, held 2 h$/),
  ])
  const other = await makeClinic()
  expect(await other.run((tx) => appointmentDetails(tx, other.clinicId, appointmentId))).toBeNull()
})
