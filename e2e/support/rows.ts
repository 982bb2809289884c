import { expect } from '@playwright/test'
import postgres from 'postgres'
import { stack } from './stack'

let client: postgres.Sql | undefined

function sql(): postgres.Sql {
  client ??= postgres(stack.database, { max: 2, idle_timeout: 5, onnotice: () => {} })
  return client
}

/** Reads a clinic's rows as the app sees them: under its role, within row-level security. */
export async function inClinic<T>(
  clinicId: string,
  read: (tx: postgres.TransactionSql) => Promise<T>,
): Promise<T> {
  const answer = await sql().begin('read only', async (tx) => {
    await tx`select set_config('role', 'medcal_app', true), set_config('app.clinic_id', ${clinicId}, true)`
    return read(tx)
  })
  return answer as T
}

/** Sets policies of a clinic that a test needs at once, by their columns. */
export async function setClinic(
  clinicId: string,
  columns: Record<string, number | string | null>,
): Promise<void> {
  await sql().begin(async (tx) => {
    await tx`select set_config('role', 'medcal_app', true), set_config('app.clinic_id', ${clinicId}, true)`
    await tx`update clinics set ${tx(columns)} where id = ${clinicId}`
  })
}

/** Sets when a patient's only visit is, for half an hour; its slot stays where it was. */
export async function setStart(clinicId: string, email: string, start: Date): Promise<void> {
  await sql().begin(async (tx) => {
    await tx`select set_config('role', 'medcal_app', true), set_config('app.clinic_id', ${clinicId}, true)`
    await tx`
      update appointments a set starts_at = ${start}, ends_at = ${start}::timestamptz + interval '30 minutes'
      from patients p where p.id = a.patient_id and p.email = ${email}`
    await tx`
      update waitlist_entries e set earlier_than = ${start}
      from patients p where p.id = e.patient_id and p.email = ${email} and e.until is null`
  })
}

/** Sets the language in which a clinic writes to a patient. */
export async function setLanguage(
  clinicId: string,
  { email }: { email: string },
  language: 'en' | 'de',
): Promise<void> {
  await sql().begin(async (tx) => {
    await tx`select set_config('role', 'medcal_app', true), set_config('app.clinic_id', ${clinicId}, true)`
    await tx`update patients set language = ${language} where email = ${email}`
  })
}

/** The id of the clinic with this name. Throws when there is none. */
export async function clinicIdOf(name: string): Promise<string> {
  const ids = await sql().begin('read only', async (tx) => {
    await tx`select set_config('role', 'medcal_app', true)`
    return tx<{ id: string }[]>`select all_clinic_ids() as id`
  })
  for (const { id } of ids) {
    const [own] = await inClinic(id, (tx) => tx`select 1 from clinics where name = ${name}`)
    if (own) return id
  }
  throw new Error(`There is no clinic ${name}`)
}

/** The id of a patient, by their address. */
export async function patientIdOf(clinicId: string, { email }: { email: string }): Promise<string> {
  const [row] = await inClinic(
    clinicId,
    (tx) => tx<{ id: string }[]>`select id from patients where email = ${email}`,
  )
  if (!row) throw new Error(`There is no patient ${email}`)
  return row.id
}

/** What a clinic's tables hold: each with its count of rows and a hash of all of them. */
export async function contents(clinicId: string): Promise<Record<string, string>> {
  return inClinic(clinicId, async (tx) => {
    // Within the app's role: the tables that it may not read are not there for others.
    const tables = await tx<{ name: string; own: string }[]>`
      select c.table_name as name, min(c.column_name) as own
      from information_schema.columns c
      join information_schema.tables t using (table_schema, table_name)
      where c.table_schema = 'public' and t.table_type = 'BASE TABLE'
        and (c.column_name = 'clinic_id' or (c.table_name = 'clinics' and c.column_name = 'id'))
      group by c.table_name order by c.table_name`
    const found: Record<string, string> = {}
    for (const { name, own } of tables) {
      const [row] = await tx<{ count: string; hash: string }[]>`
        select count(*)::text as count, md5(coalesce(string_agg(one::text, '|' order by one::text), '')) as hash
        from ${tx(name)} as one where ${tx(own)} = ${clinicId}`
      found[name] = `${row?.count} rows, ${row?.hash}`
    }
    return found
  })
}

/** When the offer ends that a patient holds. */
export async function heldUntil(clinicId: string, { email }: { email: string }): Promise<Date> {
  const [row] = await inClinic(
    clinicId,
    (tx) => tx<{ expires_at: Date }[]>`
      select f.expires_at from offers f join patients p on p.id = f.patient_id
      where f.state = 'pending' and p.email = ${email}`,
  )
  if (!row) throw new Error(`${email} holds no offer`)
  return row.expires_at
}

/** Waits until a clinic has no event or mail under way. */
export async function settled(clinicId: string): Promise<void> {
  await expect
    .poll(() => underWay(clinicId), {
      message: 'events and mails under way',
      timeout: 240_000,
      intervals: [100, 200, 300],
    })
    .toBe(0)
}

async function underWay(clinicId: string): Promise<number> {
  const [row] = await inClinic(
    clinicId,
    (tx) => tx<{ count: number }[]>`
      select (select count(*) from outbox where sent_at is null)::int
        + (select count(*) from messages where state = 'queued')::int
        + (select count(*) from openings where state = 'open' and exhausted_at is null)::int as count`,
  )
  return row?.count ?? -1
}
