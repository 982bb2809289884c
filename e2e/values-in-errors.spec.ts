import fs from 'node:fs'
import path from 'node:path'
import type postgres from 'postgres'
import { signInDemo } from './support/accounts'
import { book, person } from './support/booking'
import { workday } from './support/days'
import { clinicIdOf, setClinic } from './support/rows'
import { stackFolder } from './support/stack'
import { withSuperuser } from './support/superuser'
import { expect, test } from './support/test'

// What the built app keeps of a statement that is ended while it holds a patient's data. The
// connection was opened by another of the app's bundles, whose error classes are not the page's.

test('a page whose query is cancelled logs its place, and nothing of who was searched for', async ({
  page,
}) => {
  await signInDemo(page, 'scheduler')
  const name = `Sorensen${crypto.randomUUID().slice(0, 8)}`
  const failures = appLog().split('57014').length
  await withSuperuser(async (sql) => {
    let asked: Promise<unknown> | undefined
    await sql.begin(async (tx) => {
      await tx`lock table patients in access exclusive mode`
      asked = page.request.get(`/patients?q=${name}`)
      await cancelOne(sql, sql`query like '%patients_like%' and wait_event_type = 'Lock'`)
    })
    // The page's frame asks for patients, too: it waits for the lock, and is not cancelled.
    await asked
  })
  await expect.poll(() => appLog().split('57014').length).toBeGreaterThan(failures)
  expect(appLog().toLowerCase()).not.toContain(name.toLowerCase())
})

test('a step whose query is cancelled leaves neither the address in its stored error nor in a log', async ({
  desk,
}) => {
  const ida = person('Ida')
  await withSuperuser(async (sql) => {
    await sql.unsafe(`
      create function hold_${own}() returns trigger language plpgsql as $$ begin perform pg_sleep(60); return new; end $$;
      create trigger hold_${own} before update on messages for each row
        when (new.sent_to = '${ida.email}') execute function hold_${own}()`)
    try {
      await desk.goto('/calendar')
      await book(desk, { patient: ida, day: workday(2), time: '09:00' })
      await cancelOne(sql, sql`wait_event = 'PgSleep'`)
      await expect
        .poll(() => storedErrors(sql), { timeout: 30_000 })
        .toEqual(expect.arrayContaining([expect.stringContaining('57014')]))
      const told = [...(await storedErrors(sql)), appLog(), logOf('inngest')].join('\n')
      for (const secret of [ida.email, ida.familyName.toLowerCase()]) {
        expect(told.toLowerCase()).not.toContain(secret)
      }
    } finally {
      await sql.unsafe(`drop function hold_${own}() cascade`)
    }
  })
})

test('PostgreSQL’s log says that a row was refused, and not what was in it', async () => {
  const clinic = await clinicIdOf('Hafenpraxis Altona')
  await expect(setClinic(clinic, { name: null })).rejects.toThrow('null value')
  await expect.poll(() => logOf('postgres')).toContain('null value in column "name"')
  expect(logOf('postgres')).not.toContain('Elbchaussee')
})

const own = crypto.randomUUID().slice(0, 8)

/** Cancels the app's statement of which this holds, once it waits. */
async function cancelOne(sql: postgres.Sql, which: postgres.PendingQuery<postgres.Row[]>) {
  const ended = () => sql`
    select pg_cancel_backend(pid) from pg_stat_activity
    where state = 'active' and usename = 'medcal_run' and ${which}`
  await expect
    .poll(async () => (await ended()).length, { message: 'statements that wait', timeout: 60_000 })
    .toBeGreaterThan(0)
}

/** What the executor keeps of attempts that failed. */
async function storedErrors(sql: postgres.Sql): Promise<string[]> {
  const rows = await sql<{ error: string }[]>`
    select last_error::text as error from inngest.jobs where last_error is not null
    union all select error::text from inngest.steps where error is not null
    union all select error::text from inngest.runs where error is not null`
  return rows.map(({ error }) => error)
}

const appLog = () => logOf('app')

function logOf(name: string): string {
  return fs.readFileSync(path.join(stackFolder, 'logs', `${name}.log`), 'utf8')
}
