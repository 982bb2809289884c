import { createHash, createHmac, pbkdf2Sync, randomBytes } from 'node:crypto'
import postgres from 'postgres'

/**
 * Who signs in to the database: `migrate` owns the tables, `run` is the app and owns nothing,
 * `backup` reads all clinics and writes nothing, and `executor` has the embedded Inngest
 * executor's schema and nothing of the clinics'.
 */
export const logins = ['migrate', 'run', 'backup', 'executor'] as const
export type Login = (typeof logins)[number]

/** What the logins are called. */
export function roleNames(prefix = 'medcal'): Record<Login, string> {
  return {
    migrate: prefix,
    run: `${prefix}_run`,
    backup: `${prefix}_backup`,
    executor: `${prefix}_executor`,
  }
}

/**
 * Makes or repairs the roles, and all that they may do in the admin's database: done twice it
 * changes nothing. Given passwords are set; a role that is not there yet needs one. The admin is a
 * superuser, or from PostgreSQL 16 on a role with CREATEROLE and BYPASSRLS that owns the database.
 */
export async function makeRoles(
  adminUrl: string,
  passwords: Partial<Record<Login, string>>,
  names = roleNames(),
): Promise<void> {
  const admin = postgres(adminUrl, { max: 1, onnotice: () => {} })
  try {
    await admin.begin(async (tx) => {
      // Two at once, or one beside a migration, wait for each other.
      await tx`select pg_advisory_xact_lock(hashtext('medcal-migrate'))`
      const server = await aboutServer(tx)
      for (const group of ['medcal_app', 'medcal_lookup', 'medcal_eraser'])
        await makeRole(tx, group)
      for (const login of logins) await makeLogin(tx, login, names[login], passwords[login])
      if (server.superuser) await keepRowsOutOfLog(tx, names)
      await grantMemberships(tx, names, server)
      await giveToOwners(tx, names)
      const [{ database } = { database: '' }] = await tx<{ database: string }[]>`
        select current_database() as database`
      await admitOnly(tx, database, names)
      await letBackupRead(tx, names)
    })
  } finally {
    await admin.end()
  }
}

/** The same address for another role. */
export function urlFor(url: string, role: string, password: string): string {
  return Object.assign(new URL(url), { username: role, password }).href
}

/** A password for a role: 256 bits, in digits that need no quoting. */
export function makePassword(): string {
  return randomBytes(32).toString('hex')
}

/** Lets nobody but the roles into a database, its owner and superusers aside. */
export async function admitOnly(
  sql: postgres.ISql,
  database: string,
  { run, backup, executor }: Record<Login, string>,
): Promise<void> {
  await sql`revoke all on database ${sql(database)} from public`
  for (const role of [run, backup, executor]) {
    await sql`grant connect on database ${sql(database)} to ${sql(role)}`
  }
}

type Server = { version: number; superuser: boolean; admin: string }

async function aboutServer(tx: postgres.ISql): Promise<Server> {
  const [server] = await tx<Server[]>`
    select current_setting('server_version_num')::int as version, current_user as admin,
      rolsuper as superuser from pg_roles where rolname = current_user`
  if (!server) throw new Error('The database does not say who its admin is.')
  return server
}

async function makeRole(tx: postgres.ISql, name: string): Promise<void> {
  const [known] = await tx`select from pg_roles where rolname = ${name}`
  if (!known) await tx`create role ${tx(name)} nologin`
}

/** What a login is by itself; `run` has no right before it takes the application's role. */
const attributes = (login: Login) => ({
  login: true,
  inherit: login !== 'run',
  bypassrls: login === 'backup',
  superuser: false,
  createrole: false,
  createdb: false,
  replication: false,
})

async function makeLogin(
  tx: postgres.ISql,
  login: Login,
  name: string,
  password: string | undefined,
): Promise<void> {
  await makeRole(tx, name)
  const [is] = await tx<Record<string, boolean>[]>`
    select rolcanlogin as login, rolinherit as inherit, rolbypassrls as bypassrls, rolsuper as superuser,
      rolcreaterole as createrole, rolcreatedb as createdb, rolreplication as replication
    from pg_roles where rolname = ${name}`
  const wrong = Object.entries(attributes(login)).filter(([key, wanted]) => is?.[key] !== wanted)
  const words = wrong.map(([key, wanted]) => (wanted ? key : `no${key}`))
  if (password) words.push(`password '${verifierOf(password)}'`)
  const [{ quoted } = { quoted: '' }] = await tx<{ quoted: string }[]>`
    select quote_ident(${name}) as quoted`
  if (words.length > 0) await tx.unsafe(`alter role ${quoted} ${words.join(' ')}`)
  if (login === 'backup') {
    await tx`alter role ${tx(name)} set default_transaction_read_only = on`
  }
}

/**
 * What PostgreSQL stores of a password (SCRAM-SHA-256, RFC 5802 and 7677): a server that logs its
 * statements logs no password.
 */
function verifierOf(password: string): string {
  const [salt, iterations] = [randomBytes(16), 4096]
  const salted = pbkdf2Sync(password, salt, iterations, 32, 'sha256')
  const keyOf = (name: string) => createHmac('sha256', salted).update(name).digest()
  const stored = createHash('sha256').update(keyOf('Client Key')).digest('base64')
  const server = keyOf('Server Key').toString('base64')
  return `SCRAM-SHA-256$${iterations}:${salt.toString('base64')}$${stored}:${server}`
}

/** PostgreSQL's log would quote the row that a statement failed on; only a superuser may have it not. */
async function keepRowsOutOfLog(tx: postgres.ISql, names: Record<Login, string>): Promise<void> {
  for (const login of logins) {
    await tx`alter role ${tx(names[login])} set log_error_verbosity = terse`
  }
}

async function grantMemberships(
  tx: postgres.ISql,
  names: Record<Login, string>,
  { version, superuser, admin }: Server,
): Promise<void> {
  // With the right to pass them on: the first migration gives them to itself.
  await tx`grant medcal_app, medcal_lookup, medcal_eraser to ${tx(names.migrate)} with admin option`
  // PostgreSQL 15 has only the role's own NOINHERIT.
  const apart = version >= 160_000 ? tx`with inherit false, set true` : tx``
  await tx`grant medcal_app to ${tx(names.run)} ${apart}`
  if (superuser) return
  // An admin who is no superuser can hand things only to roles that it may be.
  for (const owner of [names.migrate, names.executor]) {
    await tx`grant ${tx(owner)} to ${tx(admin)}`
  }
}

/** The database and all that is Medcal's in it belong to `migrate`, the executor's schema to it. */
async function giveToOwners(tx: postgres.ISql, names: Record<Login, string>): Promise<void> {
  const [database] = await tx<{ name: string; owner: string }[]>`
    select datname as name, pg_get_userbyid(datdba) as owner
    from pg_database where datname = current_database()`
  if (database && database.owner !== names.migrate) {
    await tx`alter database ${tx(database.name)} owner to ${tx(names.migrate)}`
  }
  await tx`revoke create on schema public from public`
  const [executor] = await tx`select from pg_namespace where nspname = 'inngest'`
  if (!executor) await tx`create schema inngest authorization ${tx(names.executor)}`
  await handOver(tx, ['public', 'drizzle'], names.migrate)
  await handOver(tx, ['inngest'], names.executor)
}

/** Makes a role the owner of all in some schemas, but what belongs to an extension or looks across clinics. */
async function handOver(tx: postgres.ISql, schemas: string[], owner: string): Promise<void> {
  const statements = await tx<{ text: string }[]>`
    with things (kind, name, schema, owner, catalog, id) as (
      select case relkind when 'S' then 'sequence' when 'v' then 'view' when 'm' then 'materialized view' else 'table' end,
        oid::regclass::text, relnamespace, relowner, 'pg_class'::regclass, oid
      from pg_class where relkind in ('r', 'p', 'v', 'm', 'S')
      union all select 'type', oid::regtype::text, typnamespace, typowner, 'pg_type'::regclass, oid
      from pg_type where typtype in ('e', 'd', 'r')
      union all select 'routine', oid::regprocedure::text, pronamespace, proowner, 'pg_proc'::regclass, oid
      from pg_proc
      union all select 'schema', quote_ident(nspname), oid, nspowner, 'pg_namespace'::regclass, oid
      from pg_namespace where nspname <> 'public')
    select format('alter %s %s owner to %I', kind, name, ${owner}::text) as text
    from things t join pg_namespace n on n.oid = t.schema
    where n.nspname in ${tx(schemas)} and pg_get_userbyid(t.owner) not in (${owner}, 'medcal_lookup', 'medcal_eraser')
      -- A table's own sequence goes with it.
      and not exists (select from pg_depend d
        where d.classid = t.catalog and d.objid = t.id and d.deptype in ('a', 'i', 'e'))`
  for (const { text } of statements) await tx.unsafe(text)
}

/** The backup reads what is there, and what later migrations make. */
async function letBackupRead(
  tx: postgres.ISql,
  { migrate, backup }: Record<Login, string>,
): Promise<void> {
  const schemas = await tx<{ name: string }[]>`
    select nspname as name from pg_namespace where nspname in ('public', 'drizzle')`
  for (const { name } of schemas) {
    await tx`grant usage on schema ${tx(name)} to ${tx(backup)}`
    await tx`grant select on all tables in schema ${tx(name)} to ${tx(backup)}`
    await tx`grant select on all sequences in schema ${tx(name)} to ${tx(backup)}`
  }
  for (const right of ['select on tables', 'select on sequences', 'usage on schemas']) {
    await tx`
      alter default privileges for role ${tx(migrate)} grant ${tx.unsafe(right)} to ${tx(backup)}`
  }
}
