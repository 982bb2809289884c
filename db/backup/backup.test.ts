import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { gunzipSync, gzipSync } from 'node:zlib'
import postgres from 'postgres'
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { applyMigrations, knownMigrations } from '@/db/migrate'
import { seedDemo } from '@/db/seed'
import { startTool } from '@/local/processes'
import { emptyDatabase, type FreshDatabase, freshDatabase } from '@/local/testing/database'
import { makeClinic } from '@/local/testing/factories'
import { ownDatabase } from '@/local/testing/world'
import { writeArchive } from './archive'
import { makeBackup } from './make'
import type { Manifest } from './manifest'
import { restoreBackup } from './restore'

const source = ownDatabase()
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'medcal-backup-'))
const file = path.join(folder, 'whole.tar.gz')
let superuser: postgres.Sql
let made: Manifest
let place: FreshDatabase

beforeAll(async () => {
  await seedDemo(source.url)
  const world = await makeClinic()
  await world.pending()
  superuser = postgres(source.superuserUrl, { max: 1, onnotice: () => {} })
  // As an erased patient leaves it, and what COPY writes otherwise: breaks, tabs, backslashes, nothing.
  await superuser`
    update patients set family_name = ${'Tab\tBreak\nEnd \\. \\N Ö 🌱'}, phone = '' where clinic_id = ${world.clinicId}`
  made = await makeBackup(source.backupUrl, file)
})
beforeEach(async () => {
  place = await emptyDatabase()
  return () => place.drop()
})
afterAll(async () => {
  await superuser?.end()
  fs.rmSync(folder, { recursive: true })
})

test('the file is its owner’s alone, and holds every row of every clinic', async () => {
  expect(fs.statSync(file).mode & 0o777).toBe(0o600)
  expect(fs.readdirSync(folder)).toEqual(['whole.tar.gz'])
  const rows = Object.fromEntries(made.tables.map(({ name, rows }) => [name, rows]))
  expect(rows).toEqual(await counts(source.superuserUrl))
  expect(rows.clinics).toBe(2)
  expect(rows.appointments).toBeGreaterThan(1000)
})

test('restored into an empty place, every table, sequence, guard and right is as it was', async () => {
  await restoreBackup(place.urls.migrate, file)
  expect(await contents(place.superuserUrl)).toEqual(await contents(source.superuserUrl))
  expect(await guards(place.superuserUrl)).toEqual(await guards(source.superuserUrl))
  const again = path.join(folder, 'again.tar.gz')
  const remade = await makeBackup(place.urls.backup, again)
  expect({ ...remade, madeAt: made.madeAt }).toEqual(made)
})

test('a restored database goes on: its sequences, its foreign keys, its triggers', async () => {
  await restoreBackup(place.urls.migrate, file)
  const sql = postgres(place.superuserUrl, { max: 1 })
  const [last] = await sql`select max(id)::int as id from audit`
  const [next] = await sql`
    insert into audit (clinic_id, actor_kind, actor_name, action)
    select id, 'system', 'x', 'x' from clinics limit 1 returning id::int`
  expect(next?.id).toBeGreaterThan(last?.id)
  await expect(sql`delete from audit`).rejects.toMatchObject({ code: '42501' })
  await expect(sql`update slots set clinic_id = gen_random_uuid()`).rejects.toMatchObject({
    code: '23503',
  })
  await sql.end()
})

describe('a place that is not empty', () => {
  test('is refused, and left as it is', async () => {
    const full = await freshDatabase()
    await seedDemo(full.url)
    const before = await contents(full.superuserUrl)
    await expect(restoreBackup(full.urls.migrate, file)).rejects.toThrow(/is not empty/)
    expect(await contents(full.superuserUrl)).toEqual(before)
    await full.drop()
  })

  test('is replaced when asked to', async () => {
    const full = await freshDatabase()
    await seedDemo(full.url, new Date('2026-01-05T08:00:00Z'))
    await restoreBackup(full.urls.migrate, file, { replace: true })
    expect(await contents(full.superuserUrl)).toEqual(await contents(source.superuserUrl))
    await full.drop()
  })
})

describe('a file that is not as it was made is refused, and the place left empty', () => {
  const whole = () => fs.readFileSync(file)
  const changed = (change: (tar: Buffer) => Buffer | undefined) => {
    const tar = gunzipSync(whole())
    return gzipSync(change(tar) ?? tar)
  }
  test.each([
    ['cut in the middle', () => whole().subarray(0, whole().length / 2), /not a whole backup/],
    ['without its last byte', () => whole().subarray(0, -1), /not a whole backup/],
    ['empty', () => Buffer.alloc(0), /not a whole backup/],
    ['no backup at all', () => Buffer.from('select 1'), /not a whole backup/],
    ['with a bit turned', () => flip(whole(), 20_000), /not a whole backup/],
    [
      'cut between its entries',
      () => changed((tar) => Buffer.concat([tar.subarray(0, manifestAt(tar)), Buffer.alloc(1024)])),
      /not a whole backup/,
    ],
    [
      'with another name in it',
      () => changed((tar) => void tar.write('Mallory', tar.indexOf('Hafenpraxis'))),
      /do not match its list/,
    ],
    [
      'with another count in its list',
      () => changed((tar) => void tar.write('"rows": 3', tar.indexOf('"rows": 2'))),
      /do not match its list/,
    ],
    [
      'of a newer Medcal',
      () => changed((tar) => void tar.write('2', tar.lastIndexOf(String(made.migrations.at(-1))))),
      /newer Medcal/,
    ],
    [
      'of a newer format',
      () => changed((tar) => void tar.write('"format": 2', tar.indexOf('"format": 1'))),
      /newer Medcal/,
    ],
    [
      'of another Medcal',
      () =>
        changed((tar) => void tar.write('9', tar.lastIndexOf(String(made.migrations.at(-2))) + 12)),
      /other migrations/,
    ],
  ])('%s', async (_, bytes, words) => {
    const bad = path.join(folder, 'bad.tar.gz')
    fs.writeFileSync(bad, bytes())
    await expect(restoreBackup(place.urls.migrate, bad)).rejects.toThrow(words)
    expect(await contents(place.superuserUrl)).toEqual({})
    fs.rmSync(bad)
  })

  test('one with a row that points nowhere', async () => {
    const world = await makeClinic()
    await world.book()
    await superuser.begin(async (tx) => {
      await tx`alter table slots disable trigger all`
      await tx`update slots set appointment_id = gen_random_uuid() where clinic_id = ${world.clinicId}`
      await tx`alter table slots enable trigger all`
    })
    const loose = path.join(folder, 'loose.tar.gz')
    await makeBackup(source.backupUrl, loose)
    await superuser`delete from slots where clinic_id = ${world.clinicId}`
    await expect(restoreBackup(place.urls.migrate, loose)).rejects.toMatchObject({ code: '23503' })
    expect(await contents(place.superuserUrl)).toEqual({})
  })

  test('one with rows that the schema refuses, in the middle of its table', async () => {
    const odd = await freshDatabase()
    const sql = postgres(odd.superuserUrl, { max: 1 })
    await seedDemo(odd.url)
    await sql`alter table slots drop constraint slots_no_overlap`
    await sql`
      insert into slots (clinic_id, practitioner_id, during, kind, absence_id)
      select clinic_id, practitioner_id, during, kind, absence_id from slots where absence_id is not null limit 1`
    await sql.end()
    const double = path.join(folder, 'double.tar.gz')
    await makeBackup(odd.urls.backup, double)
    await expect(restoreBackup(place.urls.migrate, double)).rejects.toMatchObject({ code: '23P01' })
    expect(await contents(place.superuserUrl)).toEqual({})
    await odd.drop()
  })

  const manifestAt = (tar: Buffer) => tar.lastIndexOf('manifest.json')
})

test('a backup of an older Medcal is brought to today’s schema', async () => {
  const old = await emptyDatabase()
  const sql = postgres(old.urls.migrate, { max: 1, onnotice: () => {} })
  await sql.begin((tx) => applyMigrations(tx, knownMigrations().slice(0, -2)))
  await sql.end()
  await inDatabase(
    old.superuserUrl,
    (root) => root`insert into clinics (name, time_zone) values ('Old', 'Europe/Berlin')`,
  )
  const name = path.join(folder, 'old.tar.gz')
  expect((await makeBackup(old.urls.backup, name)).migrations).toEqual(made.migrations.slice(0, -2))
  await restoreBackup(place.urls.migrate, name)
  const [clinic] = await inDatabase(place.superuserUrl, (root) => root`select name from clinics`)
  expect(clinic).toEqual({ name: 'Old' })
  expect(await guards(place.superuserUrl)).toEqual(await guards(source.superuserUrl))
  await old.drop()
})

test('a role that does not own the database restores nothing', async () => {
  await expect(restoreBackup(place.urls.run, file)).rejects.toThrow(/does not own the database/)
  expect(await contents(place.superuserUrl)).toEqual({})
})

test('there is no file', async () => {
  await expect(restoreBackup(place.urls.migrate, '/nowhere/x.tar.gz')).rejects.toThrow('no file')
})

test('a role that row-level security binds makes no backup, and leaves no file', async () => {
  const name = path.join(folder, 'partly.tar.gz')
  for (const url of [source.ownerUrl, source.url, source.executorUrl]) {
    await expect(makeBackup(url, name)).rejects.toThrow(/may not read everything/)
  }
  await expect(makeBackup(place.urls.backup, name)).rejects.toThrow(/nothing to back up/)
  expect(fs.readdirSync(folder).filter((one) => one.startsWith('partly'))).toEqual([])
})

test('what is written meanwhile is in a backup wholly or not at all', async () => {
  const world = await makeClinic()
  const name = path.join(folder, 'meanwhile.tar.gz')
  let going = true
  const writing = (async () => {
    for (let half = 0; going; half++) await world.book({ inHours: 24 + half / 2 })
  })()
  const manifest = await makeBackup(source.backupUrl, name)
  going = false
  await writing
  await restoreBackup(place.urls.migrate, name)
  expect(await counts(place.superuserUrl)).toEqual(
    Object.fromEntries(manifest.tables.map(({ name: table, rows }) => [table, rows])),
  )
  const sql = postgres(place.superuserUrl, { max: 1 })
  const [loose] = await sql`
    select count(*)::int as visits from appointments a
    where status = 'booked' and clinic_id = ${world.clinicId} and not exists (select from slots s where s.appointment_id = a.id)`
  expect(loose).toEqual({ visits: 0 })
  await sql.end()
})

describe('killed in the middle', () => {
  const run = (...args: string[]) =>
    startTool([path.join('local', 'start.mjs'), ...args], {
      cwd: process.cwd(),
      env: {
        ...process.env,
        MEDCAL_DATA: path.join(folder, 'data'),
        BACKUP_DATABASE_URL: source.backupUrl,
        MIGRATION_DATABASE_URL: place.urls.migrate,
        EXECUTOR_DATABASE_URL: place.urls.executor,
      },
      logFile: path.join(folder, 'killed.log'),
    })
  beforeAll(async () => {
    await superuser`
      insert into outbox (clinic_id, name, data)
      select id, 'x', jsonb_build_object('x', repeat(md5(n::text), 40)) from clinics, generate_series(1, 100000) n`
  })

  test('a backup has no name of its own, and is refused', async () => {
    const name = path.join(folder, 'killed.tar.gz')
    const child = run('backup', name)
    await vi.waitFor(
      () => expect(fs.statSync(`${name}.unfinished`).size).toBeGreaterThan(500_000),
      { timeout: 250_000, interval: 5 },
    )
    process.kill(child.pid, 'SIGKILL')
    expect(await child.ended).toBe('SIGKILL')
    expect(fs.existsSync(name)).toBe(false)
    await expect(restoreBackup(place.urls.migrate, `${name}.unfinished`)).rejects.toThrow(
      /not a whole backup/,
    )
    expect(await contents(place.superuserUrl)).toEqual({})
  })

  test('a restore leaves an empty place', async () => {
    const name = path.join(folder, 'long.tar.gz')
    await makeBackup(source.backupUrl, name)
    const child = run('restore', name)
    await vi.waitFor(
      async () => {
        const [at] = await superuser`
          select from pg_stat_activity where application_name = 'medcal-restore' and query like 'copy %outbox%'`
        expect(at).toBeDefined()
      },
      { timeout: 250_000, interval: 5 },
    )
    process.kill(child.pid, 'SIGKILL')
    expect(await child.ended).toBe('SIGKILL')
    await vi.waitFor(async () => expect(await contents(place.superuserUrl)).toEqual({}), 250_000)
    await restoreBackup(place.urls.migrate, name)
    expect(await counts(place.superuserUrl)).toMatchObject({
      outbox: expect.toSatisfy((rows: number) => rows >= 200_000),
    })
  })
})

test('an archive that fails in the middle leaves nothing behind', async () => {
  const name = path.join(folder, 'failed.tar.gz')
  const failing = writeArchive(name, async (archive) => {
    await archive.table('x', slowly())
    throw new Error('in the middle')
  })
  await expect(failing).rejects.toThrow('in the middle')
  expect(fs.readdirSync(folder).filter((one) => one.startsWith('failed'))).toEqual([])
})

async function* slowly(): AsyncGenerator<Buffer> {
  for (let n = 0; n < 5; n++) yield Buffer.alloc(1024 * 1024, 'x\n')
}

function flip(bytes: Buffer, at: number): Buffer {
  bytes[at] = (bytes[at] ?? 0) ^ 1
  return bytes
}

async function inDatabase<T>(url: string, work: (sql: postgres.Sql) => Promise<T>): Promise<T> {
  const sql = postgres(url, { max: 1, onnotice: () => {} })
  try {
    return await work(sql)
  } finally {
    await sql.end()
  }
}

async function tablesOf(sql: postgres.Sql): Promise<string[]> {
  const rows = await sql<{ name: string }[]>`
    select oid::regclass::text as name from pg_class
    where relnamespace::regnamespace::text in ('public', 'drizzle') and relkind = 'r' order by 1`
  return rows.map(({ name }) => name)
}

/** How many rows each of Medcal's tables has. */
function counts(url: string): Promise<Record<string, number>> {
  return inDatabase(url, async (sql) => {
    const found: Record<string, number> = {}
    for (const name of await tablesOf(sql)) {
      if (name.startsWith('drizzle')) continue
      const [row] = await sql.unsafe<{ n: number }[]>(`select count(*)::int as n from ${name}`)
      found[name] = row?.n ?? 0
    }
    return found
  })
}

/** A hash of each table's rows, and where each sequence is. */
function contents(url: string): Promise<Record<string, string>> {
  return inDatabase(url, async (sql) => {
    const found: Record<string, string> = {}
    for (const name of await tablesOf(sql)) {
      const [row] = await sql.unsafe<{ hash: string }[]>(
        `select count(*) || ' ' || coalesce(md5(string_agg(t::text, '|' order by t::text)), '') as hash from ${name} t`,
      )
      found[name] = row?.hash ?? ''
    }
    const sequences = await sql<{ name: string; at: string }[]>`
      select schemaname || '.' || sequencename as name, coalesce(last_value::text, 'none') as at
      from pg_sequences where schemaname in ('public', 'drizzle')`
    for (const { name, at } of sequences) found[name] = at
    return found
  })
}

/** What guards the tables: policies, rights, triggers, constraints. */
function guards(url: string) {
  return inDatabase(
    url,
    (sql) => sql`
      select c.relname, c.relowner::regrole::text as owner, c.relrowsecurity, c.relforcerowsecurity,
        (select jsonb_agg(a order by a) from unnest(c.relacl::text[]) a) as rights,
        (select jsonb_agg(jsonb_build_array(polname, polroles::regrole[], pg_get_expr(polqual, polrelid)) order by polname)
          from pg_policy where polrelid = c.oid) as policies,
        (select jsonb_agg(jsonb_build_array(tgname, tgenabled) order by tgname) from pg_trigger
          where tgrelid = c.oid and not tgisinternal) as triggers,
        (select jsonb_agg(jsonb_build_array(conname, pg_get_constraintdef(oid), convalidated) order by conname)
          from pg_constraint where conrelid = c.oid) as constraints,
        (select jsonb_agg(pg_get_indexdef(indexrelid) order by indexrelid::regclass::text) from pg_index where indrelid = c.oid) as indexes
      from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' order by 1`,
  )
}
