import { sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { cancelAppointment } from '@/lib/commands/appointment/cancel'
import { acceptOffer } from '@/lib/commands/offer/accept'
import { declineOffer } from '@/lib/commands/offer/end'
import { withdrawOpening } from '@/lib/commands/opening/end'
import { granted, makeClinic, type World } from '@/local/testing/factories'
import { ownDatabase } from '@/local/testing/world'
import { fillTimes, hasOpenings, offerInsights, openingInsights } from './insights'
import { visitInsights, waitingInsights } from './visits'

ownDatabase()

const zone = 'Europe/Berlin'

function scope(world: World, practitionerId: string | null = null) {
  const times = { beforeStart: world.at(-2000), start: world.at(-1000), end: world.at(1000) }
  return { ...times, days: 42, unit: 'week' as const, zone, practitionerId }
}

/** An opening that is declined once and then accepted, one that staff take out, and visits waiting. */
async function busy() {
  const world = await makeClinic({ type: { priceCents: 5000 } })
  const german = await world.patient({ language: 'de', birthDate: '1950-01-01' })
  const first = await world.book({ inHours: 96, patientId: german, openToEarlier: true })
  const second = await world.book({ inHours: 240, openToEarlier: true })
  const opened = await world.opened({ inHours: 30 })
  const asked = await world.offered(opened)
  granted(await declineOffer(world.patientContext, { offerId: asked.id }))
  const again = await world.offered(opened)
  granted(await acceptOffer(world.patientContext, { offerId: again.id }))
  const taken = await world.opened({ inHours: 4 })
  granted(await withdrawOpening(world.context, { openingId: taken }))
  return { world, first, second }
}

test('openings and offers are counted whole and by group; another clinic’s are not', async () => {
  const { world } = await busy()
  const other = await busy()
  const openings = await world.run((tx) => openingInsights(tx, world.clinicId, scope(world)))
  // The accepted visit left its time, which is in play.
  expect(openings.now).toMatchObject({
    ...{ openings: 3, filled: 1, byHand: 0, lost: 1, takenBack: 0, inPlay: 1 },
    ...{ offers: 2, accepted: 1 },
  })
  expect(openings.now.gain?.median).toBe(openings.now.daysGained)
  expect(openings.before.openings).toBe(0)
  expect(openings.byNotice.get(0)?.now).toMatchObject({ openings: 1, lost: 1 })
  expect(openings.byNotice.get(2)?.now).toMatchObject({ openings: 1, filled: 1, offers: 2 })
  expect([...openings.byTime.values()].map(({ now }) => now.openings)).toEqual([3])
  const fills = await world.run((tx) => fillTimes(tx, world.clinicId, scope(world)))
  expect([...fills.now]).toEqual([[0, 1]])
  expect(fills.before.size).toBe(0)

  const offers = await world.run((tx) =>
    offerInsights(tx, world.clinicId, scope(world), world.at(0)),
  )
  expect(offers.now).toMatchObject({ offers: 2, accepted: 1, declined: 1, patients: 2 })
  expect(offers.byAge.get(3)?.now).toMatchObject({ offers: 1 })
  expect(offers.byAge.get(null)?.now).toMatchObject({ offers: 1 })
  expect([...offers.byLanguage.keys()].sort()).toEqual(['de', 'en'])
  const gained = [...offers.byGain.values()].map(({ now }) => now.accepted)
  expect(gained).toEqual([1])
  const waiting = await world.run((tx) => waitingInsights(tx, world.clinicId, scope(world)))
  expect([...waiting.byLanguage].sort()).toEqual([
    ['de', 1],
    ['en', 1],
  ])

  // Row-level security and the query both keep other clinics out.
  const { clinicId } = other.world
  expect(await world.run((tx) => hasOpenings(tx, clinicId))).toBe(false)
  const foreign = await world.run((tx) => openingInsights(tx, clinicId, scope(world)))
  expect(foreign.now.openings).toBe(0)
})

test('who lost to another of those asked at once is counted apart from what was withdrawn', async () => {
  const world = await makeClinic({ clinic: { batchSize: 3, batchWithinHours: 72 } })
  const openingId = await world.opened()
  for (const inHours of [90, 91, 92]) {
    await world.book({ inHours, patientId: await world.patient(), openToEarlier: true })
  }
  const offer = await world.offered(openingId)
  await world.mailed()
  granted(await acceptOffer(world.patientContext, { offerId: offer.id }))
  const { now } = await world.run((tx) =>
    offerInsights(tx, world.clinicId, scope(world), world.at(0)),
  )
  expect(now).toMatchObject({ offers: 3, accepted: 1, quicker: 2, withdrawn: 0, pending: 0 })
})

test('a practitioner has only their own; the period before only what was then', async () => {
  const { world } = await busy()
  const colleague = await world.practitioner()
  const of = (id: string) =>
    world.run((tx) => openingInsights(tx, world.clinicId, scope(world, id)))
  expect((await of(world.practitionerId)).now.openings).toBe(3)
  expect((await of(colleague)).now.openings).toBe(0)
  const later = { ...scope(world), beforeStart: world.at(-1), start: world.at(1) }
  const moved = await world.run((tx) => openingInsights(tx, world.clinicId, later))
  expect([moved.now.openings, moved.before.openings]).toEqual([0, 3])
  expect(moved.byNotice.get(0)).toMatchObject({ now: { openings: 0 }, before: { openings: 1 } })
})

test('visits count once their time has come, by wait, weekday and confirmation', async () => {
  const { world } = await busy()
  const all = (hours: number) =>
    world.run((tx) => visitInsights(tx, world.clinicId, scope(world), world.at(hours)))
  expect((await all(-1)).now.visits).toBe(0)
  const after = await all(1000)
  // Two cancelled, one moved to the earlier time and so confirmed, one still booked.
  expect(after.now).toEqual({
    ...{ visits: 4, cancelled: 2, byPatient: 0, byClinic: 2, came: 0, noshow: 0, unrecorded: 2 },
  })
  expect(after.byConfirmation.get('confirmed')?.now.visits).toBe(1)
  const total = (map: Map<unknown, { now: { visits: number } }>) =>
    [...map.values()].reduce((sum, { now }) => sum + now.visits, 0)
  const cuts = [after.byLead, after.byType, after.byPractitioner, after.byWeekday]
  for (const cut of cuts) expect(total(cut)).toBe(4)
})

test('a time was confirmed, only asked about, or not asked about as it is now', async () => {
  const world = await makeClinic()
  const [confirmed, unanswered, moved] = [
    await world.book(),
    await world.book({ inHours: 50 }),
    await world.book({ inHours: 52 }),
  ]
  await world.execute(sql`
    insert into messages (clinic_id, kind, appointment_id, appointment_version, state)
    select clinic_id, 'confirm', id, version, 'sent' from appointments`)
  await world.execute(sql`
    update appointments set confirmed_at = now(), confirmed_by = 'patient', confirmed_how = 'link'
    where id = ${confirmed}`)
  await world.execute(sql`update appointments set version = 2 where id = ${moved}`)
  const found = await world.run((tx) =>
    visitInsights(tx, world.clinicId, scope(world), world.at(1000)),
  )
  const { version } = await world.appointment(unanswered)
  granted(
    await cancelAppointment(world.patientContext, {
      ...{ appointmentId: unanswered, version, reason: '', offerOnward: false },
    }),
  )
  expect([...found.byConfirmation].map(([which, { now }]) => [which, now.visits]).sort()).toEqual([
    ['confirmed', 1],
    ['unanswered', 1],
    ['unasked', 1],
  ])
  const after = await world.run((tx) =>
    visitInsights(tx, world.clinicId, scope(world), world.at(1000)),
  )
  expect(after.now).toMatchObject({ cancelled: 1, byPatient: 1, byClinic: 0 })
})

test('a cancellation is whose wish it was, whoever made it', async () => {
  const world = await makeClinic()
  const cancel = async (patientAsked: boolean) =>
    granted(
      await cancelAppointment(world.context, {
        ...{ appointmentId: await world.book(), version: 1, reason: '' },
        ...{ patientAsked, offerOnward: false },
      }),
    )
  await cancel(true)
  await cancel(true)
  await cancel(false)
  const { now } = await world.run((tx) =>
    visitInsights(tx, world.clinicId, scope(world), world.at(1000)),
  )
  expect(now).toMatchObject({ cancelled: 3, byPatient: 2, byClinic: 1 })
})

test('an accepted time counts as kept or not once it is past', async () => {
  const { world } = await busy()
  const accepted = (await world.openings()).find(({ state }) => state === 'filled')?.filledBy ?? ''
  expect(accepted).not.toBe('')
  const kept = async (status: string, hours: number, later = '0 hours') => {
    await world.execute(sql`
      update appointments set status = ${status}::appointment_status,
        cancelled_at = case ${status} when 'cancelled' then now() end,
        cancelled_by = case ${status} when 'cancelled' then 'staff'::actor_kind end,
        cancelled_for = case ${status} when 'cancelled' then 'clinic' end,
        starts_at = starts_at + ${later}::interval, ends_at = ends_at + ${later}::interval
      where id = ${accepted}`)
    const { now } = await world.run((tx) =>
      offerInsights(tx, world.clinicId, scope(world), world.at(hours)),
    )
    return [now.kept, now.due]
  }
  expect(await kept('cancelled', 29)).toEqual([0, 0])
  expect(await kept('cancelled', 31)).toEqual([0, 1])
  expect(await kept('booked', 31)).toEqual([0, 0])
  expect(await kept('fulfilled', 31)).toEqual([1, 1])
  expect(await kept('fulfilled', 31, '3 hours')).toEqual([0, 1])
  // Earlier still, by another offer.
  expect(await kept('fulfilled', 31, '-6 hours')).toEqual([0, 0])
})

test('what fell free in the period before is compared with the piece so many days later', async () => {
  const { world } = await busy()
  const of = () => world.run((tx) => openingInsights(tx, world.clinicId, scope(world)))
  const [[day] = []] = [...(await of()).byTime]
  await world.execute(sql`update openings set created_at = created_at - interval '42 days'`)
  const found = await of()
  expect(
    [...found.byTime].map(([on, pair]) => [on, pair.now.openings, pair.before.openings]),
  ).toEqual([[day, 0, 3]])
})

test('who was asked had waited, even if they have left the waitlist since', async () => {
  const { world } = await busy()
  await world.execute(
    sql`update waitlist_entries set until = greatest(since, now()), ended_why = 'left' where until is null`,
  )
  const { byLanguage } = await world.run((tx) => waitingInsights(tx, world.clinicId, scope(world)))
  expect([...byLanguage].sort()).toEqual([
    ['de', 1],
    ['en', 1],
  ])
})
