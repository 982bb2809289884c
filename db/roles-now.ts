import postgres from 'postgres'
import { type Login, logins, makePassword, makeRoles, roleNames, urlFor } from './roles'

// `npm run roles [prefix] [-- --new-passwords]`: makes or repairs the database's roles for a hosted
// PostgreSQL, and prints the addresses of those that got a password, once.

const variables: Record<Login, string> = {
  migrate: 'MIGRATION_DATABASE_URL',
  run: 'DATABASE_URL',
  backup: 'BACKUP_DATABASE_URL',
  executor: 'EXECUTOR_DATABASE_URL',
}

const words = process.argv.slice(2)
const anew = words.includes('--new-passwords')
const [prefix = 'medcal', ...more] = words.filter((word) => word !== '--new-passwords')
const adminUrl = process.env.ADMIN_DATABASE_URL ?? ''

const refusal = whatIsWrong()
if (refusal) {
  process.stderr.write(`${refusal}\n`)
  process.exit(1)
}
const names = roleNames(prefix)
try {
  await ensureDatabase()
  const known = await knownRoles()
  const passwords: Partial<Record<Login, string>> = {}
  for (const login of logins) {
    if (anew || !known.includes(names[login])) passwords[login] = makePassword()
  }
  await makeRoles(adminUrl, passwords, names)
  tell(passwords)
} catch (error) {
  process.stderr.write(`The roles could not be made, and nothing was changed: ${told(error)}\n`)
  process.exit(1)
}

function whatIsWrong(): string | null {
  if (!/^postgres(ql)?:/.test(adminUrl) || !URL.canParse(adminUrl)) {
    return 'Set ADMIN_DATABASE_URL to the address of the database that is to be Medcal’s, as a role that may make roles: postgres://postgres:password@db.example:5432/medcal'
  }
  if (more.length > 0 || !/^[a-z][a-z0-9_]{0,40}$/.test(prefix)) {
    return 'Give at most one prefix for the roles’ names, of small letters, digits and underscores: npm run roles clinic'
  }
  const self = decodeURIComponent(new URL(adminUrl).username)
  if (Object.values(roleNames(prefix)).includes(self)) {
    return `ADMIN_DATABASE_URL signs in as "${self}", which is one of the roles to be made. Use the server’s admin, or give another prefix.`
  }
  return null
}

async function ensureDatabase(): Promise<void> {
  const name = decodeURIComponent(new URL(adminUrl).pathname.slice(1))
  const server = Object.assign(new URL(adminUrl), { pathname: '/postgres' }).href
  const sql = postgres(server, { max: 1, onnotice: () => {} })
  try {
    const [known] = await sql`select from pg_database where datname = ${name}`
    if (!known) await sql`create database ${sql(name)}`
  } finally {
    await sql.end()
  }
}

async function knownRoles(): Promise<string[]> {
  const sql = postgres(adminUrl, { max: 1, onnotice: () => {} })
  try {
    const rows = await sql<{ name: string }[]>`select rolname as name from pg_roles`
    return rows.map(({ name }) => name)
  } finally {
    await sql.end()
  }
}

function tell(passwords: Partial<Record<Login, string>>): void {
  const lines = logins.flatMap((login) => {
    const password = passwords[login]
    return password ? [`${variables[login]}=${urlFor(adminUrl, names[login], password)}`] : []
  })
  const kept = logins.filter((login) => !passwords[login]).map((login) => names[login])
  if (lines.length > 0) {
    const once = 'Keep these addresses: they hold new passwords and are shown only now.'
    process.stdout.write(`${once}\n\n${lines.join('\n')}\n\n`)
  }
  if (kept.length > 0) {
    const how = 'for new ones: npm run roles -- --new-passwords'
    process.stdout.write(`${kept.join(', ')} kept their passwords (${how}).\n`)
  }
  process.stdout.write('The roles are as they should be.\n')
}

function told(error: unknown): string {
  const { code, message } = Object(error)
  const hint =
    code === '42501'
      ? ' The admin must be a superuser, or from PostgreSQL 16 on have CREATEROLE and BYPASSRLS, own the database, and have made roles of these names itself.'
      : ''
  return `${message || code}.${hint}`
}
