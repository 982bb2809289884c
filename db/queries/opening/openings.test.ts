import { sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { acceptOffer } from '@/lib/commands/offer/accept'
import { withdrawOpening } from '@/lib/commands/opening/end'
import { granted, makeClinic } from '@/local/testing/factories'
import { ownDatabase } from '@/local/testing/world'
import { openingsWithin } from '../appointment/calendar'
import { frameOf } from '../clinic/frame'
import { namesOf, openingDetails } from './details'
import { closedOpenings, latestChains, listActiveOpenings, patientsOpenToEarlier } from './openings'

ownDatabase()

const recent = { since: new Date(Date.now() - 24 * 3_600_000), limit: 10 }

/** One cancellation in 48 h; who waits in 96 h and then who waits in 120 h take the earlier time. */
async function chain() {
  const world = await makeClinic()
  const firstId = await world.opened({ inHours: 48 })
  await world.book({ inHours: 96, openToEarlier: true })
  await world.book({ inHours: 120, openToEarlier: true })
  for (const _ of [1, 2]) {
    const open = (await world.openings()).find(({ state }) => state === 'open')
    const offer = await world.offered(open?.id ?? '')
    granted(await acceptOffer(world.patientContext, { offerId: offer.id }))
  }
  return { world, firstId }
}

test('a chain is its openings from the cancellation on; one move alone makes none', async () => {
  const { world } = await chain()
  const links = await world.run((tx) => latestChains(tx, world.clinicId, recent))
  expect(links.map(({ depth, state, closedWhy }) => [depth, state, closedWhy])).toEqual([
    [0, 'filled', 'accepted'],
    [1, 'filled', 'accepted'],
    [2, 'open', null],
  ])
  expect(links.map(({ startsAt }) => startsAt)).toEqual([48, 96, 120].map(world.at))
  expect(links.map(({ fromStartsAt }) => fromStartsAt)).toEqual([world.at(96), world.at(120), null])
  const other = await world.practitioner()
  const ofOther = { ...recent, practitionerId: other }
  expect(await world.run((tx) => latestChains(tx, world.clinicId, ofOther))).toEqual([])
  const short = await makeClinic()
  const { offer } = await short.pending()
  granted(await acceptOffer(short.patientContext, { offerId: offer.id }))
  expect(await short.run((tx) => latestChains(tx, short.clinicId, recent))).toEqual([])
})

test('what is free or held comes by start, what closed by its end, each of one practitioner or of all', async () => {
  const { world, firstId } = await chain()
  const heldId = await world.opened({ inHours: 60 })
  await world.book({ inHours: 200, openToEarlier: true })
  const offer = await world.offered(heldId)
  const active = (practitionerId?: string) =>
    world.run((tx) => listActiveOpenings(tx, world.clinicId, practitionerId))
  expect((await active()).map(({ startsAt, holds }) => [+startsAt, holds[0]?.offerId])).toEqual([
    [+world.at(60), offer.id],
    [+world.at(120), undefined],
  ])
  expect((await active())[0]?.answers).toEqual({ asked: 1, declined: 0, expired: 0 })
  expect(await active(await world.practitioner())).toEqual([])
  granted(await withdrawOpening(world.context, { openingId: heldId }))
  const closed = await world.run((tx) => closedOpenings(tx, world.clinicId, recent))
  expect(closed.map(({ state }) => state)).toEqual(['withdrawn', 'filled', 'filled'])
  expect(closed.at(-1)).toMatchObject({ id: firstId, turn: 1, fromStartsAt: world.at(96) })
  const stranger = await makeClinic()
  expect(await stranger.run((tx) => listActiveOpenings(tx, world.clinicId))).toEqual([])
})

test('an opening’s details hold every offer with why, and the trail of how it came and ended', async () => {
  const { world, firstId } = await chain()
  const details = await world.run((tx) => openingDetails(tx, world.clinicId, firstId))
  expect(details?.offers).toMatchObject([
    { state: 'accepted', turn: 1, why: { reasons: expect.arrayContaining(['own-practitioner']) } },
  ])
  expect(details?.trail.map(({ action }) => action)).toEqual([
    'opening.opened',
    'offer.made',
    'offer.accepted',
  ])
  const left = (await world.openings()).find(({ depth }) => depth === 1)
  expect(details?.onward).toEqual({ id: left?.id, startsAt: world.at(96) })
  const last = (await world.openings()).find(({ depth }) => depth === 2)
  const open = await world.run((tx) => openingDetails(tx, world.clinicId, last?.id ?? ''))
  expect(open?.onward).toBeNull()
  const missing = await world.run((tx) => openingDetails(tx, world.clinicId, crypto.randomUUID()))
  expect(missing).toBeNull()
})

test('people are named by their visits, and counted once who wait with two', async () => {
  const world = await makeClinic()
  const patientId = await world.patient({ givenName: 'Amara', familyName: 'Diallo' })
  const one = await world.book({ inHours: 96, openToEarlier: true, patientId })
  const other = await world.book({ inHours: 130, openToEarlier: true, patientId })
  const names = await world.run((tx) => namesOf(tx, world.clinicId, [one, other]))
  expect([...names]).toEqual(
    expect.arrayContaining([
      [one, 'Amara Diallo'],
      [other, 'Amara Diallo'],
    ]),
  )
  expect(await world.run((tx) => patientsOpenToEarlier(tx, world.clinicId))).toBe(1)
})

test('an opening about which several are asked at once is one, held for all of them', async () => {
  const world = await makeClinic({ clinic: { batchSize: 3, batchWithinHours: 72 } })
  const openingId = await world.opened()
  for (const inHours of [90, 91, 92]) await world.book({ inHours, openToEarlier: true })
  await world.offered(openingId)
  const offers = await world.offers()
  const [active, ...more] = await world.run((tx) => listActiveOpenings(tx, world.clinicId))
  expect(more).toEqual([])
  expect(active?.id).toBe(openingId)
  expect(active?.holds.map(({ offerId }) => offerId).sort()).toEqual(
    offers.map(({ id }) => id).sort(),
  )
  expect(active?.holds.map(({ fromStartsAt }) => fromStartsAt)).toEqual(
    expect.arrayContaining([90, 91, 92].map(world.at)),
  )
  const range = { start: world.at(0), end: world.at(80) }
  const [shown] = await world.run((tx) => openingsWithin(tx, world.clinicId, range))
  expect(shown?.holds).toEqual(active?.holds)
  expect(shown?.offer).toEqual({
    ...active?.holds[0],
    patientName: `${active?.holds[0]?.patientName} and 2 others`,
  })
})

test('the frame has each held time once, however many hold it, the soonest to end first', async () => {
  const world = await makeClinic({ clinic: { batchSize: 2, batchWithinHours: 72 } })
  for (const inHours of [90, 91, 92]) await world.book({ inHours, openToEarlier: true })
  const [many, one] = [await world.opened(), await world.opened({ inHours: 60 })]
  await world.offered(many)
  await world.offered(one)
  const held = async () => (await world.run((tx) => frameOf(tx, world.clinicId))).held
  const ids = async () => (await held()).map(({ id, holds }) => [id, holds.length])
  expect(await ids()).toEqual([
    [many, 2],
    [one, 1],
  ])
  await world.execute(
    sql`update offers set expires_at = expires_at - interval '5 minutes' where opening_id = ${one}`,
  )
  expect(await ids()).toEqual([
    [one, 1],
    [many, 2],
  ])
})
