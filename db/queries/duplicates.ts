import { and, eq, isNotNull, sql } from 'drizzle-orm'
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
  const pairs = await pairsAlike(tx, clinicId)
  return new Set(pairs.map(([, second]) => second)).size
}

/** The pairs of patients who are perhaps the same person, by name; the older entry first. At most `limit`. */
export async function duplicatePairs(
  tx: Tx,
  clinicId: string,
  limit: number,
): Promise<[PatientFound, PatientFound][]> {
  const pairs = (await pairsAlike(tx, clinicId)).slice(0, limit)
  if (pairs.length === 0) return []
  const ids = [...new Set(pairs.flat())]
  const rows = await tx
    .select(patientColumns)
    .from(patients)
    .where(
      and(eq(patients.clinicId, clinicId), sql`${patients.id} = any(${sql.param(ids)}::uuid[])`),
    )
  const byId = new Map(rows.map((row) => [row.id, row]))
  return pairs.flatMap(([first, second]): [PatientFound, PatientFound][] => {
    const [one, other] = [byId.get(first), byId.get(second)]
    if (!one || !other) return []
    return [one.createdAt <= other.createdAt ? [one, other] : [other, one]]
  })
}

/** Who is perhaps the same person, two by two, in the order of their names. */
async function pairsAlike(tx: Tx, clinicId: string): Promise<[string, string][]> {
  const known = and(eq(patients.clinicId, clinicId), isPerson, isNotNull(patients.birthDate))
  // The index alone says which names are there twice; few rows are read then.
  const twice = await tx
    .select({ nameKey: patients.nameKey })
    .from(patients)
    .where(known)
    .groupBy(patients.nameKey, patients.birthDate)
    .having(sql`count(*) > 1`)
  if (twice.length === 0) return []
  const keys = [...new Set(twice.map((row) => row.nameKey))]
  const groups = await tx
    .select({ ids: sql<string[]>`array_agg(${patients.id} order by ${patients.id})` })
    .from(patients)
    .where(and(known, sql`${patients.nameKey} = any(${sql.param(keys)}::text[])`))
    .groupBy(patients.nameKey, patients.birthDate)
    .orderBy(patients.nameKey, patients.birthDate)
  const different = await tx
    .select({ oneId: differentPatients.oneId, otherId: differentPatients.otherId })
    .from(differentPatients)
    .where(eq(differentPatients.clinicId, clinicId))
  const told = new Set(different.map(({ oneId, otherId }) => `${oneId} ${otherId}`))
  return groups.flatMap(({ ids }) =>
    ids.flatMap((one, i) =>
      ids
        .slice(i + 1)
        .filter((other) => !told.has(`${one} ${other}`))
        .map((other): [string, string] => [one, other]),
    ),
  )
}
