import type postgres from 'postgres'
import type { Context } from '@/lib/commands/change'

/** In UTC, open around the clock; its practitioners and patients are known by their numbers, from 0. */
export type BenchClinic = {
  context: Context
  typeId: string
  practitioners: number
  patients: number
}

/** Ids that a script can make up, too: 12 digits behind a fixed beginning. */
export const practitionerId = (number: number) => numbered('a', number)
export const patientId = (number: number) => numbered('b', number)

export const numbered = (kind: string, number: number) =>
  `${kind}0000000-0000-4000-8000-${100_000_000_000 + number}`

/** Makes the one clinic of a database, with so many practitioners and patients and a type of 30 minutes. */
export async function fillClinic(
  sql: postgres.Sql,
  { practitioners, patients }: { practitioners: number; patients: number },
): Promise<BenchClinic> {
  const clinicId = crypto.randomUUID()
  const typeId = crypto.randomUUID()
  await sql`insert into clinics (id, name, time_zone) values (${clinicId}, 'Bench', 'UTC')`
  await sql`
    insert into appointment_types (id, clinic_id, name, duration_minutes)
    values (${typeId}, ${clinicId}, 'Visit', 30)`
  await sql`
    insert into practitioners (id, clinic_id, name)
    select replace(${practitionerId(0)}, '100000000000', (100000000000 + n)::text)::uuid, ${clinicId}, 'Dr. ' || n
    from generate_series(0, ${practitioners - 1}::int) n`
  await sql`
    insert into working_hours (clinic_id, practitioner_id, weekday, starts_at, ends_at)
    select ${clinicId}, id, weekday, '00:00', '24:00' from practitioners, generate_series(1, 7) weekday`
  await sql`
    insert into patients (id, clinic_id, given_name, family_name, email)
    select replace(${patientId(0)}, '100000000000', (100000000000 + n)::text)::uuid, ${clinicId}, 'Pat',
      'Patient ' || n, n || '@bench.test'
    from generate_series(0, ${patients - 1}::int) n`
  await sql`analyze`
  const actor = { kind: 'staff', id: crypto.randomUUID(), name: 'Ines Staff' } as const
  return { context: { clinicId, actor }, typeId, practitioners, patients }
}
