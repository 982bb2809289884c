import postgres from 'postgres'
import { Failure } from '../failure'

/** Makes the role `medcal`, which is no superuser, and its database `medcal`, when missing. */
export async function ensureDatabase(superuserUrl: string, password: string): Promise<void> {
  const sql = postgres(superuserUrl, { max: 1, onnotice: () => {} })
  try {
    const [known] = await sql<{ role: boolean; database: boolean }[]>`
      select exists (select from pg_roles where rolname = 'medcal') as role,
             exists (select from pg_database where datname = 'medcal') as database`
    // The password is our own hex digits, so it needs no quoting.
    if (!known?.role) {
      await sql.unsafe(
        `create role medcal login nosuperuser createrole nobypassrls password '${password}'`,
      )
    }
    if (!known?.database) await sql.unsafe('create database medcal owner medcal')
  } catch (error) {
    if (!(error instanceof postgres.PostgresError && error.code === '28P01')) throw error
    throw new Failure(
      'The database does not know the password in secrets.json. Put back the secrets.json that was made with it, or empty both with "npm run reset".',
    )
  } finally {
    await sql.end()
  }
}
