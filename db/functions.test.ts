import fs from 'node:fs'
import postgres from 'postgres'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type FreshDatabase, freshDatabase } from '@/local/testing/database'
import { rolledBack } from '@/local/testing/rolled-back'
import { applyFunctions, knownFunctions, sqlFunction } from './functions'
import { migrate } from './migrate'

let database: FreshDatabase
let owner: postgres.Sql
beforeAll(async () => {
  database = await freshDatabase()
  owner = postgres(database.urls.migrate, { max: 1, onnotice: () => {} })
})
afterAll(async () => {
  await owner?.end()
  await database?.drop()
})

type Made = { name: string; owner: string; mark: string | null; everybody: boolean }

/** All functions of Medcal in the database. */
function made(tx: postgres.ISql = owner) {
  return tx<Made[]>`
    select proname as name, proowner::regrole::text as owner, obj_description(p.oid, 'pg_proc') as mark,
      has_function_privilege('medcal_backup', p.oid, 'execute') as everybody
    from pg_proc p where pronamespace = 'public'::regnamespace
      and not exists (select from pg_depend where classid = 'pg_proc'::regclass and objid = p.oid and deptype = 'e')
    order by 1`
}

test('every function of the database is in db/sql, under its name and of the owner that its folder says', async () => {
  const files = knownFunctions().map(({ name, owner, mark }) => ({
    name,
    owner: owner ?? 'medcal',
    mark,
  }))
  const functions = (await made()).map(({ everybody, ...one }) => one)
  expect(functions).toEqual(files.sort((a, b) => (a.name < b.name ? -1 : 1)))
})

test('what looks past row-level security may be called by the application’s role alone', async () => {
  const callable = (await made()).filter(({ owner, everybody }) => owner !== 'medcal' && everybody)
  expect(callable).toEqual([])
})

test('no migration makes a function: it would hide what db/sql says', () => {
  // Those before it made them, and are never changed.
  const firstOwn = '0035'
  const folder = 'db/migrations'
  const making = fs
    .readdirSync(folder)
    .filter((file) => file.endsWith('.sql') && file >= firstOwn)
    .filter((file) =>
      /create\s+(or\s+replace\s+)?(function|procedure)/i.test(read(`${folder}/${file}`)),
    )
  expect(making, 'move these to db/sql').toEqual([])
})

test('migrating again touches no function', async () => {
  const ids = () =>
    owner`select oid, xmin from pg_proc where pronamespace = 'public'::regnamespace order by 1`
  const before = await ids()
  await migrate(database.urls.migrate)
  expect(await ids()).toEqual(before)
})

test.each([
  ['another body', sqlFunction('shod', null, shod('(a int) returns int return a + 1'))],
  ['other parameters', sqlFunction('shod', null, shod('(a int, b int) returns int return a + b'))],
  ['another result', sqlFunction('shod', null, shod('(a int) returns text return a::text'))],
  ['another owner', sqlFunction('shod', 'medcal_lookup', shod('(a int) returns int return a'))],
])('a function whose file has %s is the only one of its name', async (_, changed) => {
  const first = sqlFunction('shod', null, shod('(a int) returns int return a'))
  const functions = await rolledBack(owner, async (tx) => {
    await applyFunctions(tx, [...knownFunctions(), first])
    await applyFunctions(tx, [...knownFunctions(), changed])
    return made(tx)
  })
  const [only, ...more] = functions.filter(({ name }) => name === 'shod')
  expect(more).toEqual([])
  expect(only).toMatchObject({ mark: changed.mark, owner: changed.owner ?? 'medcal' })
  expect(only?.everybody).toBe(changed.owner === null)
})

test('a function that triggers and policies call is replaced while they stay', async () => {
  const changed = knownFunctions().map((one) =>
    ['refuse_erased', 'current_clinic'].includes(one.name)
      ? sqlFunction(one.name, one.owner, `${one.sql}\n-- changed`)
      : one,
  )
  const [before, after] = await rolledBack(owner, async (tx) => {
    const uses = () => tx`
      select (select count(*) from pg_policies where qual like '%current_clinic()%') as policies,
        (select count(*) from pg_trigger where tgfoid = 'refuse_erased'::regproc) as triggers`
    const before = await uses()
    await applyFunctions(tx, changed)
    return [before, await uses()]
  })
  expect(Number(before?.[0]?.policies)).toBeGreaterThan(10)
  expect(Number(before?.[0]?.triggers)).toBe(3)
  expect(after).toEqual(before)
})

test('a function whose file is gone is dropped', async () => {
  const names = await rolledBack(owner, async (tx) => {
    await applyFunctions(tx, [
      ...knownFunctions(),
      sqlFunction('shod', null, shod('() returns int return 1')),
    ])
    const there = await made(tx)
    await applyFunctions(tx)
    return [there, await made(tx)].map((list) => list.some(({ name }) => name === 'shod'))
  })
  expect(names).toEqual([true, false])
})

test('a function that a migration has dropped is made again', async () => {
  const names = await rolledBack(owner, async (tx) => {
    await tx`drop function taken_slots`
    await applyFunctions(tx)
    return (await made(tx)).map(({ name }) => name)
  })
  expect(names).toContain('taken_slots')
})

test('no role keeps the right to make functions', async () => {
  const rows = await owner`
    select r from unnest('{medcal_app,medcal_lookup,medcal_eraser,medcal_run}'::text[]) r
    where has_schema_privilege(r, 'public', 'create')`
  expect([...rows]).toEqual([])
})

function shod(rest: string): string {
  return `create or replace function shod${rest};`
}

function read(file: string): string {
  return fs.readFileSync(file, 'utf8')
}
