import { sql } from 'drizzle-orm'
import { drizzle } from 'drizzle-orm/postgres-js'
import postgres from 'postgres'
import { expect, test } from 'vitest'
import type { Tx } from '@/db/client'
import * as schema from '@/db/schema'
import { type Candidate, compare, judge, type Misfit, rankKey } from '@/lib/domain/matching'
import { addDays, dayOf } from '@/lib/domain/time'
import { makeClinic, type World } from '@/local/testing/factories'
import { ownDatabase } from '@/local/testing/world'
import { matchContext, openingToFill, type Place, type Reading, waitlistFor } from './candidates'

const { clinics } = schema

const database = ownDatabase()

/** Sixty waiting visits with many kinds of wishes, and an opening before most of them. */
async function busyClinic() {
  const world = await makeClinic({
    clinic: {
      ...{ weightWaiting: 3, weightContact: 2, weightGain: 1 },
      ...{ timeZone: 'Asia/Kolkata', minGainDays: 1, quietFrom: '20:00', quietUntil: '08:00' },
    },
    type: { bufferAfterMinutes: 5 },
  })
  const brief = await world.type({ durationMinutes: 10 })
  await world.execute(sql`update appointment_types set also_fits_type_ids = array[${brief}::uuid]
    where id = ${world.typeId}`)
  const openingId = await world.opened({ inHours: 48 })
  const nextDay = addDays(dayOf(world.at(48), 'Asia/Kolkata'), 1)
  for (let i = 0; i < 60; i++) {
    await world.book({
      inHours: 40 + i * 2,
      typeId: i % 4 === 0 ? brief : world.typeId,
      openToEarlier: {
        practitionerIds: i % 5 === 0 ? [crypto.randomUUID()] : i % 3 ? [] : [world.practitionerId],
        weekdays: i % 7 > 0 ? [] : i % 2 ? [1, 3, 5, 7] : [2, 4, 6],
        times: i % 6 > 0 ? [] : i % 4 ? ['morning', 'evening'] : ['afternoon'],
        noticeMinutes: [3 * 1440, 2 * 1440 - 10][i % 11] ?? 60,
        notBefore: i % 13 > 0 ? null : i % 2 ? nextDay : '2999-01-01',
        minGainDays: i % 8 === 0 ? i / 8 : null,
      },
    })
  }
  const i = sql`(extract(epoch from starts_at - ${world.at(40).toISOString()}::timestamptz) / 7200)::int`
  await world.execute(sql`update appointments set
    ends_at = ends_at + make_interval(mins => case ${i} % 9 when 1 then 5 when 2 then 6 else 0 end)
    where status <> 'cancelled'`)
  await world.execute(sql`update patients p set
    offers_stopped_at = case when ${i} % 10 = 1 then now() end,
    offers_stopped_by = case when ${i} % 10 = 1 then 'patient' end, bounced_at = case when ${i} % 10 = 2 then now() end
    from appointments a where a.patient_id = p.id`)
  await world.execute(sql`
    update waitlist_entries set priority = (extract(minute from since)::int + 1) % 2,
      since = now() - make_interval(hours => (('x' || left(id::text, 4))::bit(16)::int % 9) * 24),
      last_offered_at = case when right(id::text, 1) < '8'
        then now() - make_interval(hours => ('x' || right(id::text, 3))::bit(12)::int) end`)
  return { world, openingId }
}

const ask = (world: World, openingId: string, options: Omit<Reading, 'now'>) =>
  world.run(async (tx) => {
    const now = new Date()
    const [clinic] = await tx.select().from(clinics)
    if (!clinic) throw new Error('No clinic')
    const opening = await openingToFill(tx, clinic.id, await world.opening(openingId))
    const { candidates, next } = await waitlistFor(tx, clinic, opening, { ...options, now })
    return { candidates, next, opening, context: matchContext(clinic, now) }
  })

test('the waitlist is read in the order of rank, and the trigger weighs as the rule does', async () => {
  const { world, openingId } = await busyClinic()
  const { candidates } = await ask(world, openingId, { limit: 100, wishing: false })
  expect(candidates.length).toBeGreaterThan(40)
  expect([...candidates].sort(compare)).toEqual(candidates)
  expect(new Set(candidates.map(({ lastOfferedAt }) => lastOfferedAt === null)).size).toBe(2)
  for (const candidate of candidates) {
    const weighed = rankKey(candidate, { waiting: 3, contact: 2, gain: 1 })
    expect(candidate.rankKey).toBeCloseTo(weighed, 6)
  }
})

test('read page by page nobody is missed or read twice, and a page is full before the end', async () => {
  const { world, openingId } = await busyClinic()
  for (const wishing of [false, true]) {
    const { candidates: all } = await ask(world, openingId, { limit: 100, wishing })
    const pages: Candidate[][] = []
    let after: Place | null = null
    do {
      const { candidates, next } = await ask(world, openingId, { limit: 4, wishing, after })
      pages.push(candidates)
      after = next
    } while (after)
    expect(pages.flat()).toEqual(all)
    expect(pages.slice(0, -1).every((page) => page.length === 4)).toBe(true)
  }
})

test('leaving out whose wishes cannot allow it leaves out nobody who suits', async () => {
  const { world, openingId } = await busyClinic()
  const all = await ask(world, openingId, { limit: 100, wishing: false })
  const wishing = await ask(world, openingId, { limit: 100, wishing: true })
  const misfitsOf = (candidate: Candidate) => {
    const verdict = judge(all.opening, candidate, all.context)
    return verdict.suits ? [] : verdict.misfits
  }
  const allowed = all.candidates.filter(
    (candidate) => !misfitsOf(candidate).some((misfit) => decidedAlone.includes(misfit)),
  )
  expect(wishing.candidates).toEqual(allowed)
  expect(allowed.length).toBeGreaterThan(3)
  const seen = new Set(all.candidates.flatMap(misfitsOf))
  expect(decidedAlone.filter((misfit) => !seen.has(misfit))).toEqual(['not-earlier'])
})

/** What the reading decides of itself. */
const decidedAlone: Misfit[] = [
  'too-long',
  'other-practitioner',
  'not-earlier',
  'too-little-gain',
  'not-before',
  'other-weekday',
  'other-time-of-day',
  'too-short-notice',
  'too-little-time',
  'no-consent',
  'not-reachable',
]

test('of a longer time only those are left out whom no start in it suits', async () => {
  const { world, openingId } = await busyClinic()
  const { startsAt } = await world.opening(openingId)
  for (const hours of [1, 7, 30]) {
    const lastStart = new Date(+startsAt + hours * 3_600_000)
    const all = await ask(world, openingId, { limit: 100, wishing: false, lastStart })
    const wishing = await ask(world, openingId, { limit: 100, wishing: true, lastStart })
    const someSuits = (candidate: Candidate) => {
      for (let start = startsAt; start <= lastStart; start = new Date(+start + 30 * 60_000)) {
        const end = new Date(+start + 30 * 60_000)
        if (judge({ ...all.opening, start, end }, candidate, all.context).suits) return true
      }
      return false
    }
    expect(wishing.candidates.filter(someSuits)).toEqual(all.candidates.filter(someSuits))
  }
})

test('of a longer time whoever has another visit anywhere in it is busy then', async () => {
  const world = await makeClinic()
  const openingId = await world.opened({ inHours: 48 })
  const patientId = await world.patient()
  await world.book({ patientId, inHours: 100, openToEarlier: true })
  await world.book({ patientId, inHours: 52 })
  for (const [hours, busy] of [
    [3, false],
    [4, true],
  ] as const) {
    const lastStart = world.at(48 + hours)
    const { candidates } = await ask(world, openingId, { limit: 9, wishing: true, lastStart })
    expect(candidates.map(({ busyThen }) => busyThen)).toEqual([busy])
  }
})

test('who wishes for as many practitioners as one may still has a place in the index', async () => {
  const world = await makeClinic()
  const openingId = await world.opened({ inHours: 48 })
  const practitionerIds = Array.from({ length: 99 }, () => crypto.randomUUID())
  practitionerIds.push(world.practitionerId)
  await world.book({ inHours: 100, openToEarlier: { practitionerIds } })
  const { candidates } = await ask(world, openingId, { limit: 9, wishing: true })
  expect(candidates).toHaveLength(1)
})

test('the waitlist is walked along its index, and never sorted', async () => {
  const world = await makeClinic()
  await crowd(world)
  const plans = await plansOf(world)
  expect(plans).toHaveLength(2)
  for (const plan of plans) {
    expect(plan).toContain('using waitlist_entries_rank')
    expect(plan).not.toMatch(/Sort|Seq Scan|Bitmap/)
  }
})

/** Who waits in this clinic, few without a wish that no day grants, and in nineteen clinics like it. */
async function crowd({ clinicId, typeId, practitionerId, patient }: World) {
  const patientId = await patient()
  const client = postgres(database.superuserUrl, { max: 1 })
  const of = (own: string) =>
    client`case when i % 20 = 0 then ${own} else md5((i % 20)::text)::uuid end`
  await client.begin(async (tx) => {
    await tx`set local session_replication_role = replica`
    await tx`
      with visits as (
        insert into appointments (id, clinic_id, type_id, patient_id, practitioner_id, starts_at, ends_at, first_starts_at)
        select md5('visit' || i)::uuid, ${of(clinicId)}, ${of(typeId)}, ${patientId}, ${practitionerId},
          at, at + interval '30 minutes', at
        from generate_series(1, 40000) i, lateral (select now() + make_interval(hours => 100 + i / 100) as at) times)
      insert into waitlist_entries (clinic_id, type_id, patient_id, appointment_id, earlier_than, since, rank_key, wish_weekdays)
      select ${of(clinicId)}, ${of(typeId)}, ${patientId}, md5('visit' || i)::uuid, now() + make_interval(hours => 100 + i / 100),
        now(), i * 7919 % 60000, case when i % 1000 = 0 then '{}' else '{8}' end::smallint[]
      from generate_series(1, 40000) i`
    await tx`analyze appointments`
    await tx`analyze waitlist_entries`
  })
  await client.end()
}

/** How the server went through the waitlist for those who wish so, and for all. */
async function plansOf(world: World): Promise<string[]> {
  const notices: string[] = []
  const client = postgres(database.superuserUrl, {
    max: 1,
    onnotice: ({ message }) => notices.push(String(message)),
  })
  await client`load 'auto_explain'`
  await client`select set_config(name, value, false) from (values
    ('auto_explain.log_nested_statements', 'on'), ('auto_explain.log_min_duration', '0'),
    ('client_min_messages', 'log')) settings (name, value)`
  for (const wishing of [true, false]) {
    const found = await drizzle(client, { schema }).transaction(async (tx) => {
      await tx.execute(sql`select set_config('role', 'medcal_app', true),
        set_config('app.clinic_id', ${world.clinicId}, true)`)
      return readFirst(tx, world, { limit: 20, wishing })
    })
    expect(found.candidates).toHaveLength(20)
  }
  await client.end()
  return notices.filter((notice) => notice.includes('LIMIT how_many'))
}

async function readFirst(tx: Tx, world: World, options: Omit<Reading, 'now'>) {
  const now = new Date()
  const [clinic] = await tx.select().from(clinics)
  if (!clinic) throw new Error('No clinic')
  const { practitionerId, typeId } = world
  const times = { startsAt: world.at(48), endsAt: world.at(48.5) }
  const opening = await openingToFill(tx, clinic.id, {
    ...{ id: crypto.randomUUID(), practitionerId, typeId, leftBy: null },
    ...times,
  })
  return waitlistFor(tx, clinic, opening, { ...options, now })
}
