import { and, eq, isNull, type SQL, sql } from 'drizzle-orm'
import type { Tx } from '@/db/client'
import { differentPatients, patients } from '@/db/schema'
import { type PatientFound, patientColumns } from './patients'

// Two patients are perhaps the same person where `name_key` (migration `people`) and birth date agree,
// and nobody has said that they are not. Where the birth date is not known, a name alone says too little.

/** What two names have alike: the database's own function, so that there is one rule. */
export function nameKey({ givenName, familyName }: Pick<PatientFound, 'givenName' | 'familyName'>) {
  return sql<string>`name_key(${givenName}, ${familyName})`
}

type Person = Pick<PatientFound, 'givenName' | 'familyName' | 'birthDate'>

/** The patients of this name and birth date; none where it is not known. */
export async function patientsAlike(
  tx: Tx,
  clinicId: string,
  person: Person,
): Promise<PatientFound[]> {
  if (!person.birthDate) return []
  return tx
    .select(patientColumns)
    .from(patients)
    .where(
      and(
        eq(patients.clinicId, clinicId),
        isNull(patients.mergedInto),
        eq(patients.nameKey, nameKey(person)),
        eq(patients.birthDate, person.birthDate),
      ),
    )
    .orderBy(patients.createdAt, patients.id)
}

/** Those who are perhaps the same person as this patient. */
export async function perhapsTheSame(
  tx: Tx,
  clinicId: string,
  patient: PatientFound,
): Promise<PatientFound[]> {
  const alike = await patientsAlike(tx, clinicId, patient)
  const others = alike.filter(({ id }) => id !== patient.id)
  if (others.length === 0) return []
  const different = await tx
    .select({ oneId: differentPatients.oneId, otherId: differentPatients.otherId })
    .from(differentPatients)
    .where(
      and(
        eq(differentPatients.clinicId, clinicId),
        sql`${patient.id} in (${differentPatients.oneId}, ${differentPatients.otherId})`,
      ),
    )
  const told = new Set(different.flatMap(({ oneId, otherId }) => [oneId, otherId]))
  return others.filter(({ id }) => !told.has(id))
}

/** Two ids in the order of `different_patients`. */
export function pairOf(a: string, b: string): { oneId: string; otherId: string } {
  return a < b ? { oneId: a, otherId: b } : { oneId: b, otherId: a }
}

/** How many patients are perhaps a second entry of another. */
export async function countDuplicates(tx: Tx, clinicId: string): Promise<number> {
  const [row] = await tx
    .select({ count: sql<number>`count(distinct ${patients.id})::int` })
    .from(patients)
    .innerJoin(sql`${patients} other`, isPair(sql`other`, clinicId))
    .where(and(eq(patients.clinicId, clinicId), isNull(patients.mergedInto)))
  return row?.count ?? 0
}

/** The pairs of patients who are perhaps the same person, by name; the older entry first. At most `limit`. */
export async function duplicatePairs(
  tx: Tx,
  clinicId: string,
  limit: number,
): Promise<[PatientFound, PatientFound][]> {
  const pairs = await tx
    .select({ a: patients.id, b: sql<string>`other.id` })
    .from(patients)
    .innerJoin(sql`${patients} other`, isPair(sql`other`, clinicId))
    .where(and(eq(patients.clinicId, clinicId), isNull(patients.mergedInto)))
    .orderBy(patients.nameKey, patients.id, sql`other.id`)
    .limit(limit)
  const ids = [...new Set(pairs.flatMap(({ a, b }) => [a, b]))]
  if (ids.length === 0) return []
  const rows = await tx
    .select(patientColumns)
    .from(patients)
    .where(
      and(eq(patients.clinicId, clinicId), sql`${patients.id} = any(${sql.param(ids)}::uuid[])`),
    )
  const byId = new Map(rows.map((row) => [row.id, row]))
  return pairs.flatMap(({ a, b }): [PatientFound, PatientFound][] => {
    const [one, other] = [byId.get(a), byId.get(b)]
    if (!one || !other) return []
    return [one.createdAt <= other.createdAt ? [one, other] : [other, one]]
  })
}

function isPair(other: SQL, clinicId: string): SQL | undefined {
  return and(
    sql`${other}.clinic_id = ${clinicId} and ${other}.merged_into is null`,
    sql`${other}.name_key = ${patients.nameKey} and ${other}.birth_date = ${patients.birthDate}`,
    sql`${other}.id > ${patients.id}`,
    sql`not exists (select from ${differentPatients} d
      where d.one_id = ${patients.id} and d.other_id = ${other}.id)`,
  )
}
