import { sql } from 'drizzle-orm'
import postgres from 'postgres'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { makeClinic, type World } from '@/local/testing/factories'
import { ownDatabase } from '@/local/testing/world'
import { inClinic, lookup } from './client'
import { sqlState } from './database-error'

const database = ownDatabase()
let superuser: postgres.Sql
let tables: string[]
let own: World
let other: World

beforeAll(async () => {
  superuser = postgres(database.superuserUrl, { max: 1, onnotice: () => {} })
  const rows = await superuser<{ name: string }[]>`
    select table_name as name from information_schema.columns
    where table_schema = 'public' and column_name = 'clinic_id' order by 1`
  tables = rows.map((row) => row.name)
  ;[own, other] = [await fullClinic(), await fullClinic()]
})
afterAll(() => superuser?.end())

test('every table has a row of the other clinic, so that nothing here passes for lack of one', async () => {
  expect(tables.length).toBeGreaterThanOrEqual(13)
  for (const name of tables) {
    const [row] = await superuser`
      select count(*)::int as rows from ${superuser(name)} where clinic_id = ${other.clinicId}`
    expect(row?.rows, name).toBeGreaterThan(0)
  }
})

/** Tables without a row of any clinic's. */
const ofNoClinic = ['heartbeat']

test('every table is under row-level security, forced on its owner too, by the clinic’s scope', async () => {
  const rows = await superuser`
    select c.relname as name, c.relrowsecurity as enabled, c.relforcerowsecurity as forced,
      exists (select from pg_policies p where p.tablename = c.relname and p.cmd = 'ALL'
        and 'medcal_app' = any (p.roles) and p.qual like '%current_clinic()%'
        and p.with_check like '%current_clinic()%') as scoped
    from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')`
  expect(rows.map((row) => row.name)).toEqual(expect.arrayContaining([...tables, 'clinics']))
  for (const { name, ...guards } of rows) {
    expect(guards, name).toEqual({
      enabled: true,
      forced: true,
      scoped: !ofNoClinic.includes(name),
    })
  }
})

test('with one clinic’s scope no table shows or takes a row of another', async () => {
  for (const name of tables) {
    const table = sql.identifier(name)
    const [seen] = await own.execute<{ own: number; others: number }>(sql`
      select count(*) filter (where clinic_id = ${own.clinicId})::int as own,
        count(*) filter (where clinic_id <> ${own.clinicId})::int as others from ${table}`)
    expect(seen?.own, name).toBeGreaterThan(0)
    expect(seen?.others, name).toBe(0)
    const ofOther = sql`where clinic_id = ${other.clinicId}`
    for (const write of [
      sql`update ${table} set clinic_id = clinic_id ${ofOther} returning 1`,
      sql`delete from ${table} ${ofOther} returning 1`,
    ]) {
      const rows = await own.execute(write).catch((error) => {
        expect(sqlState(error), name).toBe('42501')
        return []
      })
      expect(rows, name).toEqual([])
    }
    await expectDenied(own, sql`update ${table} set clinic_id = ${other.clinicId}`, name)
    await expectDenied(own, insertCopy(name, other.clinicId), name)
  }
  const [clinic, ...more] = await own.execute(sql`select id from clinics`)
  expect([clinic?.id, ...more]).toEqual([own.clinicId])
  expect(
    await own.execute(sql`update clinics set name = 'x' where id = ${other.clinicId} returning 1`),
  ).toEqual([])
})

test('a row of one clinic cannot point at a row of another', async () => {
  const foreign = (await other.appointments())[0]
  await expect(
    own.execute(sql`
      insert into messages (clinic_id, kind, appointment_id, appointment_version)
      values (${own.clinicId}, 'booked', ${foreign?.id}, 99)`),
  ).rejects.toMatchObject({ code: '23503' })
  const loose = await superuser`
    select conrelid::regclass::text as "from", confrelid::regclass::text as "to"
    from pg_constraint where contype = 'f'
      and confrelid::regclass::text = any (${tables}) and not conkey @> array[(
        select attnum from pg_attribute where attrelid = conrelid and attname = 'clinic_id')]`
  expect(loose).toEqual([])
})

test('without a scope, or with an empty one, nothing is to be seen', async () => {
  const app = postgres(database.url, { max: 1 })
  for (const scope of [null, '', crypto.randomUUID()]) {
    for (const name of ['clinics', ...tables]) {
      const count = await app.begin(async (tx) => {
        await tx`set local role medcal_app`
        if (scope !== null) await tx`select set_config('app.clinic_id', ${scope}, true)`
        return tx`select count(*)::int as rows from ${tx(name)}`
      })
      expect(count, `${name} ${scope}`).toEqual([{ rows: 0 }])
    }
  }
  await app.end()
})

test('a scope ends with its transaction', async () => {
  await inClinic(own.clinicId, async (tx) => tx.execute(sql`select 1`))
  const [left] = await lookup<{ scope: string }>(sql`
    select coalesce(current_setting('app.clinic_id', true), '') as scope`)
  expect(left).toEqual({ scope: '' })
})

test('the application’s role owns nothing, may not sign in, and passes no policy by', async () => {
  const owned = await superuser`
    select relname from pg_class where relowner in ('medcal_app'::regrole)
    union all select proname from pg_proc where proowner = 'medcal_app'::regrole
    union all select nspname from pg_namespace where nspowner = 'medcal_app'::regrole`
  expect(owned).toEqual([])
  const roles = await superuser`
    select rolname, rolsuper, rolbypassrls, rolcanlogin, rolcreaterole from pg_roles
    where rolname in ('medcal_app', 'medcal_lookup') order by rolname`
  const plain = { rolsuper: false, rolbypassrls: false, rolcanlogin: false, rolcreaterole: false }
  expect(roles).toEqual([
    { rolname: 'medcal_app', ...plain },
    { rolname: 'medcal_lookup', ...plain },
  ])
  const members = await superuser`
    select 1 from pg_auth_members where member = 'medcal_app'::regrole`
  expect(members).toEqual([])
  for (const ddl of ['create table public.mine (id int)', 'drop table slots', 'truncate outbox']) {
    await expectDenied(own, sql.raw(ddl), ddl)
  }
})

test('what looks across clinics is a short list, and is for the application alone', async () => {
  const functions = await superuser`
    select p.proname as name, has_function_privilege('medcal_app', p.oid, 'execute') as app,
      exists (select from aclexplode(p.proacl) where grantee = 0) as everybody,
      pg_get_userbyid(p.proowner) as owner
    from pg_proc p where p.pronamespace = 'public'::regnamespace and p.prosecdef order by 1`
  const names = [
    'all_clinic_ids',
    'clinic_of_message',
    'clinics_mailing_again',
    'find_session',
    'find_staff',
    'find_token',
    'neglected_openings',
    'overdue_messages',
    'overdue_offers',
    'owed_sweeps',
    'patients_close',
    'patients_like',
    'prune_changes',
    'prune_limits',
    'prune_outbox',
    'stranded_outbox',
    'sweep_plans',
    'taken_slots',
  ]
  expect(functions).toEqual(
    names.map((name) => ({ name, app: true, everybody: false, owner: 'medcal_lookup' })),
  )
})

test('what looks past the policies for its indexes stays within the scope’s clinic', async () => {
  const [{ theirs } = { theirs: '' }] = await superuser`
    select practitioner_id as theirs from slots where clinic_id = ${other.clinicId} limit 1`
  const found = sql`
    (select count(*)::int from taken_slots(${own.practitionerId}, tstzrange(null, null))) as slots,
    (select count(*)::int from taken_slots(${theirs}, tstzrange(null, null))) as their_slots,
    (select count(*)::int from patients_like('%') p where p not in (select id from patients)) as alike,
    (select count(*)::int from patients_close('patient', 999) p where p not in (select id from patients)) as close,
    (select count(*)::int from patients_close('patient', 999)) as known`
  const [row] = await own.execute<Record<string, number>>(sql`select ${found}`)
  expect(row).toMatchObject({ their_slots: 0, alike: 0, close: 0 })
  expect(row?.slots).toBeGreaterThan(0)
  expect(row?.known).toBeGreaterThan(0)
  const [none] = await lookup<Record<string, number>>(sql`select ${found}`)
  expect(none).toEqual({ slots: 0, their_slots: 0, alike: 0, close: 0, known: 0 })
})

test('the audit is only ever added to, even by the owner and the superuser', async () => {
  await expectDenied(own, sql`update audit set action = 'x'`, 'update')
  await expectDenied(own, sql`delete from audit`, 'delete')
  const owner = postgres(database.ownerUrl, { max: 1 })
  for (const who of [owner, superuser]) {
    await expect(who`truncate audit`).rejects.toMatchObject({ code: '42501' })
  }
  await expect(superuser`update audit set action = 'x'`).rejects.toMatchObject({ code: '42501' })
  await expect(superuser`delete from audit`).rejects.toMatchObject({ code: '42501' })
  await owner.end()
  expect((await own.audit()).length).toBeGreaterThan(0)
})

async function expectDenied(world: World, statement: ReturnType<typeof sql>, what: string) {
  const state = await world.execute(statement).then(() => 'done', sqlState)
  expect(state, what).toBe('42501')
}

/** A row of the table, as it stands in the own clinic, under another clinic's name. */
function insertCopy(name: string, clinicId: string) {
  const table = sql.identifier(name)
  const override = sql.raw(name === 'audit' ? 'overriding system value' : '')
  return sql`insert into ${table} ${override}
    select (jsonb_populate_record(t, jsonb_build_object('clinic_id', ${clinicId}::text))).*
    from ${table} t limit 1`
}

/** A clinic with at least one row in every table. */
async function fullClinic(): Promise<World> {
  const world = await makeClinic()
  const { clinicId } = world
  await world.pending()
  await world.absent(200, 201)
  const id = crypto.randomUUID()
  await world.execute(sql`
    insert into staff (id, clinic_id, auth_subject, email, name, role)
    values (${id}, ${clinicId}, ${id}, 'a@b.test', 'A', 'admin')`)
  await world.execute(sql`
    insert into invitations (clinic_id, email, role, invited_by, expires_at)
    values (${clinicId}, 'c@b.test', 'admin', ${id}, now())`)
  await world.execute(sql`
    insert into saved_views (clinic_id, staff_id, name, query) values (${clinicId}, ${id}, 'V', '')`)
  await world.execute(sql`insert into rate_limits values (${id}, 1, null)`)
  await world.execute(sql`
    insert into sweep_runs (clinic_id, sweep, day) values (${clinicId}, 'confirm-upcoming', now())`)
  return world
}
