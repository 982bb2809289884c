import { getTableColumns, type SQL, sql } from 'drizzle-orm'
import { lookup, withoutClinic } from '@/db/client'
import { clinics } from '@/db/schema'
import type { Role } from '@/lib/domain/permissions'

/** A row of clinics. */
type Clinic = typeof clinics.$inferSelect

/** The clinic's columns as the table maps them, of a row that a lookup function gave. */
const clinicColumns = Object.fromEntries(
  Object.entries(getTableColumns(clinics)).map(([key, column]) => [
    key,
    sql`${sql.identifier(column.name)}`.mapWith(column),
  ]),
) as { [Key in keyof Clinic]: SQL<Clinic[Key]> }

/** An instant of the database in microseconds since 1970: a whole number that JavaScript holds exactly. */
export function microseconds(instant: SQL): SQL {
  return sql`(extract(epoch from ${instant}) * 1000000)::bigint`
}

/**
 * Whose session this is, which began at `began` (microseconds since 1970, the database's clock):
 * the member of staff, and whether it still counts. Null for an account that belongs to no clinic.
 */
export async function memberOfSession(subject: string, began: number) {
  const [row] = await withoutClinic((tx) =>
    tx
      .select({
        clinic: clinicColumns,
        id: sql<string>`staff_id`,
        name: sql<string>`staff_name`,
        email: sql<string>`staff_email`,
        role: sql<Role>`staff_role`,
        active: sql<boolean>`staff_active`,
        counts: sql<boolean>`counts`,
      })
      .from(sql`(
        select (f.clinic).*, (f.staff).id as staff_id, (f.staff).name as staff_name,
          (f.staff).email as staff_email, (f.staff).role as staff_role,
          (f.staff).active as staff_active, ${countsFrom(began)} as counts
        from find_session(${subject}) f) found`),
  )
  return row ?? null
}

/** Whether a session still counts, as `memberOfSession` says it; one of no clinic's account does. */
export async function sessionCounts(subject: string, began: number): Promise<boolean> {
  const [row] = await lookup<{ counts: boolean }>(
    sql`select ${countsFrom(began)} as counts from find_session(${subject}) f`,
  )
  return row?.counts ?? true
}

function countsFrom(began: number): SQL {
  return sql`${began}::bigint > ${microseconds(sql`(f.staff).sessions_valid_from`)}`
}
