import postgres from 'postgres'
import { expect, test } from 'vitest'
import { freshDatabase } from './database'

test('a fresh database is migrated, empty, its own, and its role is no superuser', async () => {
  const [one, two] = await Promise.all([freshDatabase(), freshDatabase()])
  const sql = postgres(one.urls.migrate, { max: 1 })
  const [role] = await sql`select rolsuper, rolbypassrls from pg_roles where rolname = current_user`
  expect(role).toEqual({ rolsuper: false, rolbypassrls: false })
  expect(
    await sql`select count(*)::int as tables from pg_tables where tablename = 'clinics'`,
  ).toEqual([{ tables: 1 }])
  await sql`create table mine (id int)`
  const other = postgres(two.urls.migrate, { max: 1 })
  expect(await other`select to_regclass('mine') as mine`).toEqual([{ mine: null }])

  await Promise.all([one.drop(), two.drop()]) // with connections still open
  await expect(sql`select 1`).rejects.toThrow()
  await Promise.all([sql.end(), other.end()])
})
