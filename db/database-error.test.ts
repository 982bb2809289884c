import { createRequire } from 'node:module'
import { inspect } from 'node:util'
import { sql } from 'drizzle-orm'
import { DrizzleQueryError } from 'drizzle-orm/errors'
import postgres from 'postgres'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { makeClinic, type World } from '@/local/testing/factories'
import { ownDatabase } from '@/local/testing/world'
import { inClinic } from './client'
import { sqlState, withoutValues } from './database-error'

const database = ownDatabase()
/** Another copy of the same classes, as each of the app's bundles has one. */
const foreign: typeof import('drizzle-orm/errors') = createRequire(import.meta.url)(
  'drizzle-orm/errors',
)
const name = 'Sørensen-Vestergaard'
let superuser: postgres.Sql
let world: World

beforeAll(async () => {
  superuser = postgres(database.superuserUrl, { max: 1 })
  world = await makeClinic()
})
afterAll(() => superuser?.end())

/** What of the error of a statement that waits, with the name among its values, and is ended there at each try. */
async function ended(by: 'cancel' | 'terminate'): Promise<Error> {
  let isOver = false
  const waiting = inClinic(world.clinicId, (tx) =>
    tx.execute(sql`select pg_sleep(60), ${name}::text as sought_name`),
  )
    .catch((error: Error) => error)
    .finally(() => {
      isOver = true
    })
  while (!isOver) {
    await superuser`
      select ${by === 'cancel' ? superuser`pg_cancel_backend(pid)` : superuser`pg_terminate_backend(pid)`}
      from pg_stat_activity where query like '%sought_name%' and pid <> pg_backend_pid()
        and wait_event = 'PgSleep'`
  }
  return (await waiting) as Error
}

test.each([
  ['cancel', '57014'],
  ['terminate', 'CONNECTION_CLOSED'],
] as const)(
  'a statement ended by %s tells nothing of its values',
  async (by, code) => {
    const error = await ended(by)
    expect(error).toMatchObject({ code })
    expect(inspect(error, { depth: 9, showHidden: true })).not.toContain(name)
  },
  60_000,
)

test.each([
  ['drizzle', new DrizzleQueryError('select $1', [name], new Error(name))],
  ['another bundle’s drizzle', new foreign.DrizzleQueryError('select $1', [name], new Error(name))],
  ['drizzle, as a cause', new Error('no', { cause: new DrizzleQueryError('', [name]) })],
  [
    'the driver, of a lost connection',
    Object.defineProperties(Object.assign(new Error('lost'), { code: 'CONNECTION_CLOSED' }), {
      parameters: { value: [name] },
    }),
  ],
])('what %s quotes is left out', (_, error) => {
  expect(inspect(withoutValues(error), { depth: 9, showHidden: true })).not.toContain(name)
})

test('any other error stays as it is', () => {
  const error = Object.assign(new Error('other'), { code: 'ECONNREFUSED' })
  expect(withoutValues(error)).toBe(error)
  expect(sqlState(error)).toBeUndefined()
})
