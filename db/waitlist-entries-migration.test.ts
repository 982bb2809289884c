import postgres from 'postgres'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { emptyDatabase, type FreshDatabase } from '@/local/testing/database'
import { applyMigrations, knownMigrations, migrate } from './migrate'

// What became of the waits that a visit's own row held (migration 0034_waitlist_entries).

let database: FreshDatabase
let inside: postgres.Sql

beforeAll(async () => {
  database = await emptyDatabase()
  const owner = postgres(database.urls.migrate, { max: 1, onnotice: () => {} })
  const all = knownMigrations()
  const at = all.findIndex(({ sql }) =>
    sql.some((part) => part.includes('CREATE TABLE "waitlist_entries"')),
  )
  expect(at).toBeGreaterThan(0)
  await owner.begin((tx) => applyMigrations(tx, all.slice(0, at)))
  await owner.end()
  inside = postgres(database.superuserUrl, { max: 1, onnotice: () => {} })
  await someoneOfEachKind()
  before = await inside`select patient_id as id, rank_key as key from appointments`
  await migrate(database.urls.migrate)
})

afterAll(async () => {
  await inside?.end()
  await database?.drop()
})

let before: postgres.Row[] = []

const entries = () => inside`
  select p.family_name as who, e.since, e.until, e.ended_why as why, e.earlier_than as earlier, e.priority,
    e.wish_weekdays as weekdays, e.wish_notice_minutes as notice, e.last_offered_at as asked
  from waitlist_entries e join patients p on p.id = e.patient_id
  order by p.family_name, e.since`

const day = (of: number) => new Date(Date.UTC(2026, 2, of, 9))
/** The visits' start, and where those that were brought forward had been. */
const [start, later] = [day(31), new Date(Date.UTC(2026, 4, 1, 9))]
const plain = { priority: 0, weekdays: [], notice: 120, asked: null }

test('each wait has a row, with its wishes, its place and how it ended', async () => {
  expect([...(await entries())].filter(({ who }) => who !== '').map((row) => ({ ...row }))).toEqual(
    [
      {
        who: 'accepted',
        since: day(1),
        until: day(4),
        why: 'accepted',
        earlier: later,
        ...plain,
        asked: day(3),
      },
      {
        who: 'accepted',
        since: day(4),
        until: null,
        why: null,
        earlier: start,
        ...plain,
        asked: day(3),
      },
      {
        who: 'cancelled',
        since: day(2),
        until: day(5),
        why: 'visit-cancelled',
        earlier: start,
        ...plain,
      },
      {
        who: 'left',
        since: day(1),
        until: day(6),
        why: 'left',
        earlier: start,
        ...plain,
        weekdays: [2],
        asked: day(3),
      },
      {
        who: 'left, wished only',
        since: day(1),
        until: day(7),
        why: 'left',
        earlier: start,
        ...plain,
        notice: 30,
      },
      {
        who: 'seen',
        since: day(2),
        until: day(8),
        why: 'visit-attended',
        earlier: start,
        ...plain,
      },
      {
        who: 'stopped',
        since: day(1),
        until: day(9),
        why: 'stopped',
        earlier: start,
        ...plain,
        asked: day(3),
      },
      {
        who: 'waits',
        since: day(2),
        until: null,
        why: null,
        earlier: start,
        ...plain,
        priority: 4,
        weekdays: [1, 3],
        notice: 60,
        asked: day(3),
      },
    ],
  )
})

test('who waits has the place in the order of asking that they had', async () => {
  const after = await inside`
    select patient_id as id, rank_key as key from waitlist_entries where until is null`
  expect(after).toHaveLength(2)
  for (const { id, key } of after) {
    expect(key).toBeCloseTo(before.find((row) => row.id === id)?.key, 6)
  }
})

test('each offer answers the wait in which it was made', async () => {
  const offers = await inside`
    select p.family_name as who, f.state, e.since, e.ended_why as why from offers f
    join waitlist_entries e on e.id = f.entry_id and e.appointment_id = f.appointment_id
    join patients p on p.id = f.patient_id order by 1, f.offered_at`
  expect(offers.map((row) => ({ ...row }))).toEqual([
    { who: 'accepted', state: 'accepted', since: day(1), why: 'accepted' },
    { who: 'left', state: 'declined', since: day(1), why: 'left' },
    { who: 'stopped', state: 'declined', since: day(1), why: 'stopped' },
    { who: 'waits', state: 'declined', since: day(2), why: null },
  ])
})

test('of who was erased a wait stays, without wishes, that is over; and nobody writes it any more', async () => {
  const [erased] = await inside`
    select e.id, e.ended_why as why, e.until = p.erased_at as at from waitlist_entries e
    join patients p on p.id = e.patient_id where p.erased_at is not null`
  expect(erased).toMatchObject({ why: 'erased', at: true })
  const write = inside`update waitlist_entries set priority = 1 where id = ${erased?.id}`
  await expect(write).rejects.toMatchObject({ code: 'MC001' })
})

async function someoneOfEachKind(): Promise<void> {
  const [clinic] = await inside`
    insert into clinics (name, time_zone, weight_waiting, weight_contact, weight_gain)
    values ('Testpraxis', 'UTC', 3, 2, 1) returning id`
  const clinicId = clinic?.id as string
  const [practitioner] = await inside`
    insert into practitioners (clinic_id, name) values (${clinicId}, 'Dr. Test') returning id`
  const [type] = await inside`
    insert into appointment_types (clinic_id, name, duration_minutes) values (${clinicId}, 'Visit', 30) returning id`
  const place = { clinic_id: clinicId, practitioner_id: practitioner?.id, type_id: type?.id }
  const chainId = crypto.randomUUID()
  const visit = async (who: string, columns: Record<string, unknown> = {}) => {
    const [patient] = await inside`
      insert into patients (clinic_id, given_name, family_name, email)
      values (${clinicId}, 'Pat', ${who}, ${`${who}@mail.test`}) returning id`
    const [row] = await inside`
      insert into appointments ${inside({
        ...{ ...place, patient_id: patient?.id, created_at: day(1), changed_at: day(8) },
        ...{ starts_at: start, ends_at: new Date(+start + 1_800_000), first_starts_at: start },
        ...columns,
      })} returning id`
    return { patient: patient?.id as string, visit: row?.id as string }
  }
  const offered = async (
    { patient, visit }: { patient: string; visit: string },
    state: string,
    from: Date,
  ) => {
    const times = { starts_at: day(20), ends_at: new Date(+day(20) + 1_800_000) }
    const [opening] = await inside`
      insert into openings ${inside({ ...place, ...times, chain_id: chainId, source: 'cancellation' })} returning id`
    await inside`
      insert into offers ${inside({
        ...{ clinic_id: clinicId, opening_id: opening?.id, appointment_id: visit },
        ...{ patient_id: patient, appointment_version: 1, turn: 1, why: '{}', state },
        ...{ from_starts_at: from, offered_at: day(3), expires_at: day(5), closed_at: day(4) },
      })}`
  }
  const asked = { last_offered_at: day(3) }
  const waits = { waitlisted_at: day(2), ...asked, priority: 4, wish_weekdays: [1, 3] }
  await offered(await visit('waits', { ...waits, wish_notice_minutes: 60 }), 'declined', start)
  await offered(await visit('accepted', { waitlisted_at: day(4), ...asked }), 'accepted', later)
  await visit('cancelled', {
    ...{ waitlisted_at: day(2), status: 'cancelled' },
    ...{ cancelled_at: day(5), cancelled_by: 'staff', cancelled_for: 'clinic' },
  })
  await visit('seen', { waitlisted_at: day(2), status: 'fulfilled' })
  const left = await visit('left', { ...asked, wish_weekdays: [2] })
  await offered(left, 'declined', start)
  for (const of of [day(5), day(6)]) {
    await inside`
      insert into audit (clinic_id, actor_kind, actor_name, action, appointment_id, at)
      values (${clinicId}, 'patient', 'Pat', 'waitlist.left', ${left.visit}, ${of})`
  }
  await visit('left, wished only', { wish_notice_minutes: 30, changed_at: day(7) })
  const stopped = await visit('stopped', asked)
  await offered(stopped, 'declined', start)
  await inside`
    update patients set offers_stopped_at = ${day(9)}, offers_stopped_by = 'staff' where id = ${stopped.patient}`
  await visit('never waited')
  const erased = await visit('erased', { waitlisted_at: day(2) })
  await inside`
    update patients set given_name = '', family_name = '', email = '', erased_at = ${day(10)}
    where id = ${erased.patient}`
}
