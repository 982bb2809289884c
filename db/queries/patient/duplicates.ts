import { and, eq, sql } from 'drizzle-orm'
import type { Tx } from '@/db/client'
import { differentPatients, patients } from '@/db/schema'
import { isPerson, type PatientFound, patientColumns } from './patients'

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
        isPerson,
        eq(patients.nameKey, nameKey(person)),
        eq(patients.birthDate, person.birthDate),
      ),
    )
    .orderBy(patients.createdAt, patients.id)
    .limit(mostAlike)
}

/** More of one name and birth date nobody compares one by one. */
const mostAlike = 50

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

/** How many patients are perhaps a second entry of another; at most 1,000 pairs are looked at. */
export async function countDuplicates(tx: Tx, clinicId: string): Promise<number> {
  const pairs = await pairsAlike(tx, clinicId, 1000)
  return new Set(pairs.map(({ second }) => second)).size
}

/** The pairs of patients who are perhaps the same person, by name; the older entry first. At most `limit`. */
export async function duplicatePairs(
  tx: Tx,
  clinicId: string,
  limit: number,
): Promise<[PatientFound, PatientFound][]> {
  const pairs = await pairsAlike(tx, clinicId, limit)
  if (pairs.length === 0) return []
  const ids = [...new Set(pairs.flatMap(({ first, second }) => [first, second]))]
  const rows = await tx
    .select(patientColumns)
    .from(patients)
    .where(
      and(eq(patients.clinicId, clinicId), sql`${patients.id} = any(${sql.param(ids)}::uuid[])`),
    )
  const byId = new Map(rows.map((row) => [row.id, row]))
  return pairs.flatMap(({ first, second }): [PatientFound, PatientFound][] => {
    const [one, other] = [byId.get(first), byId.get(second)]
    if (!one || !other) return []
    return [one.createdAt <= other.createdAt ? [one, other] : [other, one]]
  })
}

/**
 * Who is perhaps the same person, two by two, in the order of their names. No more pairs are made than
 * are asked for: of many entries alike there are as many as the square of their number.
 */
async function pairsAlike(tx: Tx, clinicId: string, limit: number) {
  return tx.execute<{ first: string; second: string }>(sql`
    select first, second from (
      select a.id as first, b.id as second, a.name_key, a.birth_date
      from ${patients} a
      join ${patients} b on b.clinic_id = a.clinic_id and b.name_key = a.name_key
        and b.birth_date = a.birth_date and b.id > a.id and b.merged_into is null
      where a.clinic_id = ${clinicId} and a.merged_into is null and a.birth_date is not null
        and not exists (select from ${differentPatients} d where d.one_id = a.id and d.other_id = b.id)
      limit ${limit}) pairs
    order by name_key, birth_date, first, second`)
}
