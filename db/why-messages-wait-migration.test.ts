import postgres from 'postgres'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { emptyDatabase, type FreshDatabase } from '@/local/testing/database'
import { applyMigrations, knownMigrations, migrate } from './migrate'

// Why a message waits was an English sentence before there was a type for it (migration 0032_why_messages_wait).

let database: FreshDatabase
let inside: postgres.Sql

/** What `messages.error` said, and what the new columns make of it. */
const said: [error: string | null, why: string | null, serverSaid: string | null][] = [
  [null, null, null],
  ['The mail server did not answer; it is tried again.', 'server-silent', null],
  ['The mailbox takes nothing for now; it is tried again.', 'mailbox-defers', null],
  ['It stopped with an error; it is tried again.', 'stopped-with-error', null],
  ['the invitation is closed', 'invitation-closed', null],
  ['the invitation is over', 'invitation-expired', null],
  ['the visit is gone', 'visit-gone', null],
  ['the visit has moved', 'visit-moved', null],
  ['the visit has begun', 'visit-begun', null],
  ['the visit is confirmed', 'visit-confirmed', null],
  ['the visit is noshow', 'visit-noshow', null],
  ['the visit is cancelled', 'visit-cancelled', null],
  ['the visit stands again', 'visit-reinstated', null],
  ['the offer is over', 'offer-over', null],
  ['the offer never went out', 'offer-never-sent', null],
  ['it is too late to send the offer', 'offer-too-late', null],
  ['the patient was erased', 'patient-erased', null],
  ['The address does not take mail.', 'address-refused', null],
  ['The mail server did not take it.', 'given-up', null],
  ['It came back', 'came-back', null],
  ['It came back: 550 5.1.1 no such user', 'came-back', '550 5.1.1 no such user'],
]

beforeAll(async () => {
  database = await emptyDatabase()
  const owner = postgres(database.urls.migrate, { max: 1, onnotice: () => {} })
  const all = knownMigrations()
  const at = all.findIndex(({ sql }) => sql.some((part) => part.includes('message_why')))
  expect(at).toBeGreaterThan(0)
  await owner.begin((tx) => applyMigrations(tx, all.slice(0, at)))
  await owner.end()
  inside = postgres(database.superuserUrl, { max: 1, onnotice: () => {} })
  await messagesAndRuns()
  await migrate(database.urls.migrate)
})

afterAll(async () => {
  await inside?.end()
  await database?.drop()
})

test('every sentence of before has its type, and what a mail server said stays', async () => {
  const rows = await inside`select why, server_said from messages order by attempts`
  expect(rows.map((row) => [row.why, row.server_said])).toEqual(
    said.map(([, why, serverSaid]) => [why, serverSaid]),
  )
})

test('a run that failed still has, and the clock still owes its day', async () => {
  expect(await inside`select day::text, failed from sweep_runs order by day`).toEqual([
    { day: '2026-03-01', failed: false },
    { day: '2026-03-02', failed: true },
  ])
  for (const plans of ["sweep_plans('confirm-upcoming')", 'retention_plans()']) {
    const rows = await inside.unsafe(`select last_day from ${plans}`)
    expect(rows.map(({ last_day }) => last_day)).toEqual([
      plans.startsWith('sweep') ? '2026-03-01' : null,
    ])
  }
})

async function messagesAndRuns(): Promise<void> {
  const [clinic] = await inside`
    insert into clinics (name, time_zone, keep_years) values ('Testpraxis', 'UTC', 10) returning id`
  const clinicId = clinic?.id as string
  for (const [i, [error]] of said.entries())
    await inside`
      insert into messages (clinic_id, kind, attempts, error) values (${clinicId}, 'invitation', ${i}, ${error})`
  await inside`
    insert into sweep_runs (clinic_id, sweep, day, finished_at, error) values
      (${clinicId}, 'confirm-upcoming', '2026-03-01', now(), null),
      (${clinicId}, 'confirm-upcoming', '2026-03-02', now(), 'It stopped with an error and is tried again.')`
}
