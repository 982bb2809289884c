import postgres from 'postgres'

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
  } finally {
    await sql.end()
  }
}
