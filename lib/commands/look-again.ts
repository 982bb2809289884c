import { and, eq, gte, isNotNull, sql } from 'drizzle-orm'
import { isSpent } from '@/db/queries/offered-before'
import { isOpenToEarlier } from '@/db/queries/predicates'
import { appointments, appointmentTypes, offers, openings } from '@/db/schema'
import type { Change } from './change'

/**
 * Sends openings that ran out of candidates back into matching, because somebody can be asked now
 * who could not: those before their visits that wait, of types that fit, and not offered to them
 * before. With `since`, those that ran out from then on.
 */
export async function lookAgainFor(
  { tx, clinic, emit }: Change,
  patientId: string,
  since?: Date,
): Promise<void> {
  const again = await tx
    .update(openings)
    .set({ exhaustedAt: null })
    .where(
      and(
        eq(openings.clinicId, clinic.id),
        eq(openings.state, 'open'),
        since ? gte(openings.exhaustedAt, since) : isNotNull(openings.exhaustedAt),
        sql`exists (
          select from ${appointments} a join ${appointmentTypes} t on t.id = ${openings.typeId}
          where a.clinic_id = ${clinic.id} and a.patient_id = ${patientId}
            and ${isOpenToEarlier(sql`a`)}
            and a.starts_at > ${openings.startsAt}
            and (a.type_id = t.id or a.type_id = any(t.also_fits_type_ids)))`,
        sql`not exists (select from ${offers} f
          where f.opening_id = ${openings.id} and f.patient_id = ${patientId}
            and ${isSpent(sql`f`)})`,
      ),
    )
    .returning({ id: openings.id })
  for (const { id } of again) await emit('opening/opened', { openingId: id })
}
