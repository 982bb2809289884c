import { sql } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import { granted, makeClinic, type World } from '@/local/testing/factories'
import { ownDatabase } from '@/local/testing/world'
import { moveAppointment } from '../appointment/move'
import { recordAttendance } from '../appointment/record-attendance'
import { reinstateAppointment } from '../appointment/reinstate'
import { setAutomation } from '../clinic/set-automation'
import { setWaitlist } from './set'
import { stopOffers } from './stop-offers'

ownDatabase()

const wish = (world: World, appointmentId: string, openToEarlier: boolean) =>
  setWaitlist(world.context, { appointmentId, openToEarlier, wishes: null, priority: null })

const move = async (world: World, appointmentId: string, hours: number) => {
  const { version, practitionerId } = await world.appointment(appointmentId)
  const to = { practitionerId, start: world.at(hours), overHold: false }
  granted(await moveAppointment(world.context, { appointmentId, version, ...to }))
}

const endings = (world: World, appointmentId: string) =>
  world
    .execute<{ why: string | null }>(sql`
      select ended_why as why from waitlist_entries
      where appointment_id = ${appointmentId} order by since`)
    .then((rows) => rows.map(({ why }) => why))

test('who joins again has a wait of its own, with the wishes, priority and place of the last one', async () => {
  const world = await makeClinic()
  const openingId = await world.opened()
  const appointmentId = await world.book({ inHours: 96 })
  const told = {
    ...{ weekdays: [1, 2, 3, 4, 5, 6, 7], times: ['morning', 'afternoon', 'evening'] as const },
    ...{ practitionerIds: [world.practitionerId], noticeMinutes: 45, minGainDays: 1 },
    notBefore: '2026-01-01',
  }
  const wishes = { ...told, times: [...told.times] }
  const first = { appointmentId, openToEarlier: true, wishes, priority: 3 }
  granted(await setWaitlist(world.context, first))
  const offer = await world.offered(openingId)
  const before = await world.wait(appointmentId)
  expect(offer.entryId).toBe(before.id)

  // What is said in leaving counts for who comes back.
  granted(
    await setWaitlist(world.context, {
      ...{ appointmentId, openToEarlier: false, wishes: { noticeMinutes: 60 }, priority: null },
    }),
  )
  const left = await world.wait(appointmentId)
  expect(left).toEqual({
    ...before,
    until: expect.any(Date),
    endedWhy: 'left',
    wishNoticeMinutes: 60,
  })
  granted(await wish(world, appointmentId, true))
  const again = await world.wait(appointmentId)
  const anew = { id: again.id, since: again.since, rankKey: again.rankKey }
  expect(again).toEqual({ ...left, until: null, endedWhy: null, ...anew })
  expect(again).toMatchObject({ priority: 3, lastOfferedAt: offer.offeredAt })
  expect(+again.since).toBeGreaterThanOrEqual(+(left.until ?? 0))
  expect(await endings(world, appointmentId)).toEqual(['left', null])
})

test('a visit waits for a time before its own, wherever it is moved', async () => {
  const world = await makeClinic()
  const appointmentId = await world.book({ inHours: 96, openToEarlier: true })
  const { id, since } = await world.wait(appointmentId)
  await move(world, appointmentId, 40)
  expect(await world.wait(appointmentId)).toMatchObject({ id, since, earlierThan: world.at(40) })
  const later = await world.opened({ inHours: 60 })
  await expect(world.offered(later)).rejects.toThrow('exhausted')
  await move(world, appointmentId, 80)
  expect((await world.offered(later)).appointmentId).toBe(appointmentId)
})

describe('the wait of a visit', () => {
  const attend = (attendance: 'arrived' | 'noshow' | 'expected') => (world: World, id: string) =>
    recordAttendance(world.context, { appointmentId: id, attendance })
  const cases = {
    'that is cancelled goes on when that is taken back': {
      ends: async (world: World, id: string) => world.cancel(id),
      resumes: (world: World, appointmentId: string) =>
        reinstateAppointment(world.context, { appointmentId }),
      why: 'visit-cancelled',
    },
    'whose patient is here goes on when that is taken back': {
      ends: attend('arrived'),
      resumes: attend('expected'),
      why: 'visit-attended',
    },
  }
  for (const [what, { ends, resumes, why }] of Object.entries(cases)) {
    const waiting = async () => {
      const world = await makeClinic()
      const appointmentId = await world.book({ inHours: 2, openToEarlier: { weekdays: [3] } })
      const before = await world.wait(appointmentId)
      await ends(world, appointmentId)
      const ended = { ...before, until: expect.any(Date), endedWhy: why }
      expect(await world.wait(appointmentId)).toEqual(ended)
      return { world, appointmentId, before }
    }

    test(what, async () => {
      const { world, appointmentId, before } = await waiting()
      granted(await resumes(world, appointmentId))
      expect(await world.wait(appointmentId)).toEqual(before)
    })

    test(`${what}, but not once its patient wants no offers`, async () => {
      const { world, appointmentId, before } = await waiting()
      granted(await stopOffers(world.context, { patientId: before.patientId }))
      granted(await resumes(world, appointmentId))
      expect(await endings(world, appointmentId)).toEqual(['stopped'])
    })
  }

  test('has, when it goes on, the place that the clinic’s weights give it now', async () => {
    const world = await makeClinic()
    const appointmentId = await world.book({ inHours: 96, openToEarlier: true })
    await world.cancel(appointmentId)
    const weights = { part: 'weights', waiting: 0, contact: 0, gain: 1 } as const
    granted(await setAutomation(world.context, weights))
    granted(await reinstateAppointment(world.context, { appointmentId }))
    const { rankKey } = await world.wait(appointmentId)
    expect(rankKey).toBeCloseTo(+world.at(96) / 86_400_000, 3)
  })
})

test('a visit waits once at a time, whoever writes it, and many who join at once join once', async () => {
  const world = await makeClinic()
  const appointmentId = await world.book({ inHours: 96 })
  for (let round = 0; round < 3; round++) {
    const all = await Promise.all(Array.from({ length: 5 }, () => wish(world, appointmentId, true)))
    expect(all.every(({ ok }) => ok)).toBe(true)
    expect((await endings(world, appointmentId)).filter((why) => why === null)).toHaveLength(1)
    await Promise.all(Array.from({ length: 5 }, () => wish(world, appointmentId, false)))
  }
  expect(await endings(world, appointmentId)).toEqual(['left', 'left', 'left'])
  granted(await wish(world, appointmentId, true))
  const twice = world.execute(sql`
    insert into waitlist_entries (clinic_id, patient_id, type_id, appointment_id, earlier_than, since)
    select clinic_id, patient_id, type_id, appointment_id, earlier_than, since
    from waitlist_entries where until is null`)
  await expect(twice).rejects.toThrow('waitlist_entries_one_waiting')
})

test('an offer and a change of its visit in one instant: never a time held for who cannot have it', async () => {
  const world = await makeClinic()
  const changes = [
    (id: string) => world.cancel(id),
    (id: string) => move(world, id, 150),
    (id: string) => wish(world, id, false),
  ]
  for (let round = 0; round < 9; round++) {
    const openingId = await world.opened({ inHours: 30 + round })
    const elsewhere = await world.practitioner()
    const appointmentId = await world.book({
      ...{ inHours: 100 + round, openToEarlier: true, practitionerId: elsewhere },
    })
    await Promise.all([
      world.offered(openingId).catch(() => null),
      changes[round % 3]?.(appointmentId),
    ])
    const astray = await world.execute(sql`
      select f.id from offers f join appointments a on a.id = f.appointment_id
      join waitlist_entries e on e.id = f.entry_id
      where f.appointment_id = ${appointmentId} and f.state = 'pending'
        and (a.status = 'cancelled' or a.version <> f.appointment_version or e.until is not null)`)
    expect(astray, `round ${round}`).toEqual([])
    await world.execute(sql`
      update waitlist_entries set until = greatest(since, now()), ended_why = 'left' where until is null`)
  }
})
