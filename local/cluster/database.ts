import postgres from 'postgres'
import { type Login, makeRoles } from '@/db/roles'
import { Failure } from '../failure'

/** Makes the database `medcal` when it is missing, and makes or repairs its roles. */
export async function ensureDatabase(
  superuserUrl: string,
  passwords: Record<Login, string>,
): Promise<void> {
  const sql = postgres(superuserUrl, { max: 1, onnotice: () => {} })
  try {
    const [known] = await sql`select from pg_database where datname = 'medcal'`
    if (!known) await sql`create database medcal`
  } catch (error) {
    if (!(error instanceof postgres.PostgresError && error.code === '28P01')) throw error
    throw new Failure(
      'The database does not know the password in secrets.json. Put back the secrets.json that was made with it, or empty both with "npm run reset".',
    )
  } finally {
    await sql.end()
  }
  await makeRoles(databaseUrl(superuserUrl), passwords)
}

/** The database `medcal` by the address of another of the same server. */
export function databaseUrl(serverUrl: string): string {
  return Object.assign(new URL(serverUrl), { pathname: '/medcal' }).href
}
