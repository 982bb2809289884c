import postgres from 'postgres'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { emptyDatabase, type FreshDatabase } from '@/local/testing/database'
import { makeClinic, type World } from '@/local/testing/factories'
import { ownDatabase } from '@/local/testing/world'
import { closeDatabase, inClinic, openDatabase, pingDatabase } from './client'
import { sqlState } from './database-error'
import { migrate } from './migrate'
import { makePassword, makeRoles, roleNames, urlFor } from './roles'

const database = ownDatabase()
let superuser: postgres.Sql
let world: World
beforeAll(async () => {
  superuser = postgres(database.superuserUrl, { max: 1, onnotice: () => {} })
  world = await makeClinic()
  await world.book()
})
afterAll(() => superuser?.end())

describe('the role that the app signs in as', () => {
  let app: postgres.Sql
  beforeAll(() => {
    app = postgres(database.url, { max: 1, onnotice: () => {} })
  })
  afterAll(() => app.end())

  test('owns nothing, inherits nothing, and may become medcal_app alone', async () => {
    const [role] = await superuser`
      select rolsuper or rolbypassrls or rolcreaterole or rolcreatedb or rolreplication or rolinherit as mighty,
        (select count(*)::int from pg_shdepend
          where refclassid = 'pg_authid'::regclass and refobjid = r.oid and deptype = 'o') as owned,
        (select array_agg(o.rolname::text) from pg_roles o
          where pg_has_role(r.oid, o.oid, 'member') and o.oid <> r.oid) as becomes,
        (select bool_or(m.inherit_option) from pg_auth_members m where m.member = r.oid) as inherits
      from pg_roles r where rolname = 'medcal_run'`
    expect(role).toEqual({ mighty: false, owned: 0, becomes: ['medcal_app'], inherits: false })
  })

  const forbidden = [
    'select count(*) from appointments',
    'select count(*) from audit',
    'delete from audit',
    'truncate audit',
    'alter table audit disable trigger all',
    'alter table audit no force row level security',
    'drop table audit',
    'create table public.mine (id int)',
    'create temporary table mine (id int)',
    'create schema mine',
    'select find_session(null)',
    'select * from drizzle.__drizzle_migrations',
    'select * from inngest.events',
    'select * from pg_authid',
    'alter role medcal_run bypassrls',
    'create role other',
    'grant medcal_app to medcal_backup',
    'set role medcal',
    'set role medcal_lookup',
    'set role medcal_backup',
    'set role medcal_executor',
    'set role postgres',
    'set session authorization medcal',
    "copy audit to '/tmp/audit'",
    "copy (select 1) to program 'true'",
    "select pg_read_file('PG_VERSION')",
  ]
  test.each(forbidden)('may not: %s', async (statement) => {
    const refused = ['42501', '42P01', '3F000']
    for (const role of ['none', 'medcal_app']) {
      const state = await app
        .begin(async (tx) => {
          await tx`set local role ${tx(role === 'none' ? 'none' : role)}`
          if (role !== 'none') await tx`select set_config('app.clinic_id', ${world.clinicId}, true)`
          await tx.unsafe('reset role')
          await tx.unsafe(statement)
        })
        .then(() => 'done', sqlState)
      expect(refused, `${role}: ${state}`).toContain(state)
    }
  })
})

test('row_security = off shows the app nothing', async () => {
  const seen = inClinic(crypto.randomUUID(), async (tx) => {
    await tx.execute('set local row_security = off')
    return tx.execute('select id from appointments')
  })
  await expect(seen).rejects.toMatchObject({ code: '42501' })
})

describe('an app that would sign in as more than it should', () => {
  let more: postgres.Sql
  beforeAll(() => {
    more = postgres(database.superuserUrl, { max: 1, onnotice: () => {} })
  })
  afterAll(async () => {
    await more.end()
    await closeDatabase()
    openDatabase(database.url)
  })

  test.each([
    ['as the owner of the tables', () => database.ownerUrl, /"medcal", which owns/],
    ['as the superuser', () => database.superuserUrl, /"postgres", which is a superuser/],
    [
      'as the backup',
      () => database.backupUrl,
      /"medcal_backup", which is a superuser, may make roles or/,
    ],
    ['as the executor', () => database.executorUrl, /"medcal_executor", which owns/],
  ])('%s is refused before it reads anything', async (_, url, words) => {
    await closeDatabase()
    openDatabase(url())
    await expect(inClinic(world.clinicId, async () => 'read')).rejects.toThrow(words)
    await expect(pingDatabase()).rejects.toThrow(words)
  })

  test.each([
    ['a member of another role', 'grant medcal_lookup to odd', /is a member of roles other than/],
    ['no member of medcal_app', 'revoke medcal_app from odd', /is no member of medcal_app/],
    ['one that inherits', 'grant medcal_app to odd with inherit true', /without taking its role/],
  ])('%s is refused too', async (_, change, words) => {
    const password = makePassword()
    await more.unsafe(
      `create role odd login noinherit password '${password}'; grant medcal_app to odd`,
    )
    try {
      await more.unsafe(
        `grant connect on database ${new URL(database.url).pathname.slice(1)} to odd`,
      )
      await closeDatabase()
      openDatabase(urlFor(database.url, 'odd', password))
      await expect(inClinic(world.clinicId, async () => 'read')).resolves.toBe('read')
      await more.unsafe(change)
      await closeDatabase()
      openDatabase(urlFor(database.url, 'odd', password))
      await expect(pingDatabase()).rejects.toThrow(words)
    } finally {
      await closeDatabase()
      await more.unsafe('drop owned by odd; drop role odd')
    }
  })

  test('a database that comes late is looked at when it is there', async () => {
    await closeDatabase()
    openDatabase(database.url.replace(/:\d+\//, ':1/'))
    await expect(pingDatabase()).rejects.toMatchObject({ code: 'ECONNREFUSED' })
    await closeDatabase()
    openDatabase(database.url)
    await expect(pingDatabase()).resolves.toBeUndefined()
  })
})

test('the backup reads all clinics and writes nothing', async () => {
  const other = await makeClinic()
  const backup = postgres(database.backupUrl, { max: 1 })
  const ids = await backup<{ id: string }[]>`select id from clinics`
  expect(ids.map(({ id }) => id)).toEqual(expect.arrayContaining([world.clinicId, other.clinicId]))
  for (const statement of [
    'delete from audit',
    "update clinics set name = 'x'",
    'create table mine (id int)',
    'set role medcal_app',
    'select * from inngest.events',
    'select * from pg_authid',
  ]) {
    const state = await backup
      .unsafe(`begin; set transaction read write; ${statement}`)
      .then(() => 'done', sqlState)
    expect(['42501', '42P01'], `${statement}: ${state}`).toContain(state)
    await backup`rollback`
  }
  await backup.end()
})

test('the executor has its own schema, and sees nothing of the clinics', async () => {
  const executor = postgres(database.executorUrl, { max: 1 })
  await executor`create table inngest.mine (id int)`
  await executor`drop table inngest.mine`
  for (const statement of [
    'select * from patients',
    'select all_clinic_ids()',
    'create schema mine',
    'create table public.mine (id int)',
    'set role medcal_app',
  ]) {
    expect(await executor.unsafe(statement).catch(sqlState), statement).toBe('42501')
  }
  await executor.end()
})

test('what runs with its owner’s rights looks for names among temporary objects last', async () => {
  const functions = await superuser<{ name: string; path: string | null }[]>`
    select p.oid::regprocedure::text as name,
      (select c from unnest(p.proconfig) c where c like 'search_path=%') as path
    from pg_proc p join pg_namespace n on n.oid = p.pronamespace
    where p.prosecdef and n.nspname not in ('pg_catalog', 'information_schema')`
  expect(functions.length).toBeGreaterThanOrEqual(14)
  for (const { name, path } of functions) expect(path, name).toMatch(/, pg_temp$/)
})

describe('a database that a clinic hosts', () => {
  let hosted: FreshDatabase
  let admin: postgres.Sql
  beforeAll(async () => {
    hosted = await emptyDatabase()
    admin = postgres(hosted.superuserUrl, { max: 1, onnotice: () => {} })
  })
  afterAll(async () => {
    await admin?.end()
    await hosted?.drop()
    for (const name of [...Object.values(names), 'hosting', 'alone']) {
      await superuser`drop role if exists ${superuser(name)}`
    }
  })
  const names = roleNames('praxis')
  const passwords = {
    migrate: makePassword(),
    run: makePassword(),
    backup: makePassword(),
    executor: makePassword(),
  }
  const as = (login: keyof typeof names) =>
    urlFor(hosted.superuserUrl, names[login], passwords[login])

  test('gets its roles from an admin who is no superuser, and migrates as one that makes no roles', async () => {
    await admin.unsafe(`
      create role hosting login createrole bypassrls createdb password 'hosting';
      grant medcal_app, medcal_lookup, medcal_eraser to hosting with admin option`)
    const [{ name } = { name: '' }] = await admin<
      { name: string }[]
    >`select current_database() as name`
    await admin`drop schema inngest`
    await admin`alter database ${admin(name)} owner to hosting`
    await makeRoles(urlFor(hosted.superuserUrl, 'hosting', 'hosting'), passwords, names)
    await migrate(as('migrate'))
    const [owner] = await admin`
      select pg_get_userbyid(relowner) as owner from pg_class where relname = 'audit'`
    expect(owner).toEqual({ owner: 'praxis' })
    await closeDatabase()
    openDatabase(as('run'))
    await expect(pingDatabase()).resolves.toBeUndefined()
    const clinic = await makeClinic()
    expect(await clinic.audit()).toEqual([])
    const backup = postgres(as('backup'), { max: 1 })
    expect(await backup`select id from clinics`).toEqual([{ id: clinic.clinicId }])
    await backup.end()
  })

  test('is left as it is when its roles are as they should be', async () => {
    const [before, after] = [
      await allOf(),
      await makeRoles(hosted.superuserUrl, {}, names).then(allOf),
    ]
    expect(after).toEqual(before)
    await expect(pingDatabase()).resolves.toBeUndefined()
  })

  test('is taken from one role that owned and ran it all', async () => {
    await admin.unsafe(`create role alone login createrole password 'alone'`)
    const tables = await admin<{ name: string }[]>`
      select oid::regclass::text as name from pg_class
      where relnamespace in ('public'::regnamespace, 'drizzle'::regnamespace) and relkind = 'r'`
    for (const { name } of tables) await admin.unsafe(`alter table ${name} owner to alone`)
    await admin.unsafe(`alter role praxis_run createrole inherit`)
    await expect(migrate(as('migrate'))).rejects.toThrow()
    await makeRoles(hosted.superuserUrl, {}, names)
    await migrate(as('migrate'))
    const owners = await admin`
      select distinct pg_get_userbyid(relowner) as owner from pg_class
      where relnamespace in ('public'::regnamespace, 'drizzle'::regnamespace)`
    expect(owners).toEqual([{ owner: 'praxis' }])
    await closeDatabase()
    openDatabase(as('run'))
    await expect(pingDatabase()).resolves.toBeUndefined()
  })

  test('lets nobody else in', async () => {
    const stranger = postgres(urlFor(hosted.superuserUrl, 'alone', 'alone'), { max: 1 })
    await expect(stranger`select 1`).rejects.toMatchObject({ code: '42501' })
    await stranger.end()
  })

  /** All roles' attributes and memberships, and who may do what in the database. */
  function allOf() {
    return admin`
      select (select jsonb_agg(to_jsonb(r) - 'rolpassword' order by oid) from pg_authid r where rolname like 'praxis%') as roles,
        (select jsonb_agg(distinct jsonb_build_array(roleid::regrole, member::regrole, inherit_option, set_option, admin_option))
          from pg_auth_members where member::regrole::text like 'praxis%') as members,
        (select datacl::text from pg_database where datname = current_database()) as database,
        (select jsonb_agg(jsonb_build_array(oid::regclass, relowner::regrole, relacl) order by oid) from pg_class
          where relnamespace in ('public'::regnamespace, 'drizzle'::regnamespace)) as tables,
        (select jsonb_agg(jsonb_build_array(nspname, nspowner::regrole, nspacl) order by nspname) from pg_namespace) as schemas,
        (select jsonb_agg(to_jsonb(d)) from pg_default_acl d) as defaults`
  }
})
