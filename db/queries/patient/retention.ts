import { and, asc, inArray, type SQL, sql } from 'drizzle-orm'
import type { Tx } from '@/db/client'
import { appointments, audit, patients } from '@/db/schema'
import { dayOf } from '@/lib/domain/time'

type Keeping = { id: string; timeZone: string }

/**
 * At most `limit` patients whom the clinic has kept longer than so many years, locked against all
 * change. Looked at once more when they are locked: somebody may have been booked meanwhile.
 */
export async function lockExpired(
  tx: Tx,
  clinic: Keeping,
  { years, now, limit }: { years: number; now: Date; limit: number },
) {
  const locked = await tx
    .select({ id: patients.id })
    .from(patients)
    .where(expired(clinic, years, now))
    .orderBy(asc(patients.id))
    .limit(limit)
    .for('update', { skipLocked: true })
  const ids = locked.map(({ id }) => id)
  return tx
    .select()
    .from(patients)
    .where(and(inArray(patients.id, ids), expired(clinic, years, now)))
    .orderBy(asc(patients.id))
}

/** How many patients the clinic has kept longer than so many years. */
export async function countExpired(
  tx: Tx,
  clinic: Keeping,
  { years, now }: { years: number; now: Date },
): Promise<number> {
  const [row] = await tx.execute<{ patients: number }>(sql`
    select count(*)::int as patients from ${patients} where ${expired(clinic, years, now)}`)
  return row?.patients ?? 0
}

/**
 * Nothing of a patient, neither a visit nor a word about them, is younger than so many years, by the
 * days of the clinic's calendar. That somebody looked at them, or was given their data, does not count.
 */
function expired({ id, timeZone }: Keeping, years: number, now: Date): SQL {
  const cutoff = sql`((${dayOf(now, timeZone)}::date - make_interval(years => ${years}::int)) at time zone ${timeZone})`
  return sql`${patients.clinicId} = ${id} and ${patients.erasedAt} is null
    and ${patients.mergedInto} is null and ${patients.createdAt} < ${cutoff}
    and not exists (select from ${appointments} v
      where v.clinic_id = ${patients.clinicId} and v.patient_id = ${patients.id}
        and (v.ends_at >= ${cutoff} or v.changed_at >= ${cutoff}))
    and not exists (select from ${audit} a
      where a.clinic_id = ${patients.clinicId} and (a.patient_id = ${patients.id}
          or a.patient_id in (select m.id from ${patients} m where m.merged_into = ${patients.id}))
        and a.at >= ${cutoff} and a.action not in ('patient.viewed', 'patient.exported'))`
}
