import fs from 'node:fs'
import { fileURLToPath } from 'node:url'
import postgres from 'postgres'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type FreshDatabase, freshDatabase } from '@/local/testing/database'
import { rolledBack } from '@/local/testing/rolled-back'
import { structureOf } from './structure'

let database: FreshDatabase
let superuser: postgres.Sql
beforeAll(async () => {
  database = await freshDatabase()
  superuser = postgres(database.superuserUrl, { max: 1, onnotice: () => {} })
})
afterAll(async () => {
  await superuser?.end()
  await database?.drop()
})

test('db/structure.sql is what a new database is: else run `npm run db:structure`', async () => {
  const file = fileURLToPath(new URL('./structure.sql', import.meta.url))
  expect(await superuser.begin(structureOf)).toBe(fs.readFileSync(file, 'utf8'))
})

test.each([
  'alter table patients add column shoe_size int',
  'alter table patients alter column phone drop not null',
  "alter table patients alter column phone set default '0'",
  'alter table patients alter column phone set statistics 10',
  'alter table patients add constraint shod check (phone is not null)',
  'create index shod on patients (phone)',
  'alter table patients no force row level security',
  'drop policy own_clinic on patients',
  'alter policy own_clinic on patients using (true)',
  'alter table patients disable trigger patients_erased',
  'drop trigger patients_erased on patients',
  'grant truncate on patients to medcal_app',
  'grant update (phone) on patients to medcal_backup',
  'revoke select on patients from medcal_backup',
  'grant create on schema public to medcal_app',
  'alter function name_key cost 7',
  'grant execute on function find_token to public',
  'alter function current_clinic owner to medcal_app',
  "alter type language add value 'fr'",
])('it shows: %s', async (change) => {
  const structures = await rolledBack(superuser, async (tx) => {
    const before = await structureOf(tx)
    await tx.unsafe(change)
    return [before, await structureOf(tx)]
  })
  expect(structures[1]).not.toBe(structures[0])
})

test('a kind of thing that it cannot show is refused', async () => {
  const refused = rolledBack(superuser, async (tx) => {
    await tx`create view shod as select phone from patients`
    return structureOf(tx)
  })
  await expect(refused).rejects.toThrow('does not show what "shod" is')
})
