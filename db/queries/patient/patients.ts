import { and, asc, count, desc, eq, isNull, type SQL, sql } from 'drizzle-orm'
import type { Tx } from '@/db/client'
import { appointments, patients } from '@/db/schema'
import { asDate } from '../as-date'
import { isAttended, isExpected, isToCome } from '../predicates'
import { birthDateOf, containing, telephoneDigits, wordsOf } from './search-text'

export type PatientRow = Omit<typeof patients.$inferSelect, 'nameKey'>

/** A patient with their latest visit that is over and their next, cancelled ones aside. */
export type PatientFound = Omit<PatientRow, 'ageFromYear' | 'linksEpoch'> & {
  lastVisit: Date | null
  nextVisit: Date | null
}

/**
 * What holds for the patients that a search means: each word in name, email or phone; or the
 * telephone number; or the birth date. `%` and `_` stand for themselves.
 */
export function matchesPatient(text: string): SQL | undefined {
  const born = birthDateOf(text)
  if (born) return eq(patients.birthDate, born)
  const digits = telephoneDigits(text)
  if (digits) {
    return sql`regexp_replace(replace(${patients.phone}, '(0)', ''), '\\D', '', 'g') like ${containing(digits)}`
  }
  return and(
    ...wordsOf(text).map(
      (word) => sql`${patients.id} in (select patients_like(${containing(word)}))`,
    ),
  )
}

/** Rows that stand for somebody: not those of patients who were erased or merged into another. */
export const isPerson = and(isNull(patients.mergedInto), isNull(patients.erasedAt))

/**
 * At most `limit` patients for what was typed: those of whom a name begins with it, then by name.
 * When nobody has it word for word, those who come close to it ("ozlem" finds Özlem).
 */
export async function searchPatients(
  tx: Tx,
  clinicId: string,
  text: string,
  limit: number,
): Promise<PatientFound[]> {
  const own = and(eq(patients.clinicId, clinicId), isPerson)
  const exact = await tx
    .select(patientColumns)
    .from(patients)
    .where(and(own, matchesPatient(text)))
    .orderBy(
      desc(nameBegins(text)),
      asc(patients.familyName),
      asc(patients.givenName),
      asc(patients.id),
    )
    .limit(limit)
  if (exact.length > 0 || wordsOf(text).length === 0) return exact
  const close = sql`patients_close(${text.trim().toLowerCase()}, ${limit})`
  return tx
    .select(patientColumns)
    .from(patients)
    .innerJoin(sql`${close} with ordinality as close(id, place)`, sql`close.id = ${patients.id}`)
    .where(own)
    .orderBy(sql`close.place`)
}

/** Whether a patient's given or family name begins with what was typed. */
function nameBegins(text: string): SQL {
  const typed = wordsOf(text).join(' ')
  return sql`' ' || lower(${patients.givenName} || ' ' || ${patients.familyName}) like ${containing(` ${typed}`)}`
}

/** One patient, or null; of one who was merged into another, that one. */
export async function patientById(
  tx: Tx,
  clinicId: string,
  patientId: string,
): Promise<PatientFound | null> {
  const [row] = await tx
    .select(patientColumns)
    .from(patients)
    .where(and(eq(patients.clinicId, clinicId), eq(patients.id, patientId)))
  if (row?.mergedInto) return patientById(tx, clinicId, row.mergedInto)
  return row ?? null
}

/** One page of all patients that a search means, by family name, and how many there are. */
export async function pageOfPatients(
  tx: Tx,
  clinicId: string,
  { text, limit, offset }: { text: string; limit: number; offset: number },
): Promise<{ rows: PatientFound[]; total: number }> {
  const where = and(eq(patients.clinicId, clinicId), isPerson, matchesPatient(text))
  const [rows, [counted]] = await Promise.all([
    tx
      .select(patientColumns)
      .from(patients)
      .where(where)
      .orderBy(asc(patients.familyName), asc(patients.givenName), asc(patients.id))
      .limit(limit)
      .offset(offset),
    tx.select({ total: count() }).from(patients).where(where),
  ])
  return { rows, total: counted?.total ?? 0 }
}

const visitOf = sql`from ${appointments} v where v.clinic_id = ${patients.clinicId} and v.patient_id = ${patients.id}`

/** A patient's columns, with those of `PatientFound`. */
export const patientColumns = {
  id: patients.id,
  clinicId: patients.clinicId,
  givenName: patients.givenName,
  familyName: patients.familyName,
  email: patients.email,
  phone: patients.phone,
  birthDate: patients.birthDate,
  language: patients.language,
  bouncedAt: patients.bouncedAt,
  bouncedWhy: patients.bouncedWhy,
  offersAgreedAt: patients.offersAgreedAt,
  offersAgreedBy: patients.offersAgreedBy,
  offersStoppedAt: patients.offersStoppedAt,
  offersStoppedBy: patients.offersStoppedBy,
  mergedInto: patients.mergedInto,
  erasedAt: patients.erasedAt,
  createdAt: patients.createdAt,
  lastVisit: sql<Date | null>`(select max(v.starts_at) ${visitOf} and v.starts_at <= now()
    and ${isAttended(sql`v`)})`.mapWith(asDate),
  nextVisit: sql<Date | null>`(select min(v.starts_at) ${visitOf} and ${isToCome(sql`v`)}
    and ${isExpected(sql`v`)})`.mapWith(asDate),
}
