import { and, eq, gte, isNotNull, sql } from 'drizzle-orm'
import { countsAsOffered } from '@/db/queries/opening/offered-before'
import { isWaiting } from '@/db/queries/predicates'
import { appointmentTypes, offers, openings, waitlistEntries } from '@/db/schema'
import type { Change } from '../change'

/**
 * Sends openings that ran out of candidates back into matching, because somebody can be asked now
 * who could not: those before their visits that wait, of types that fit, and not offered to them
 * before. With `since`, those that ran out from then on.
 */
export async function rematchOpeningsFor(
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
          select from ${waitlistEntries} e join ${appointmentTypes} t on t.id = ${openings.typeId}
          where e.clinic_id = ${clinic.id} and e.patient_id = ${patientId} and ${isWaiting(sql`e`)}
            and e.earlier_than > ${openings.startsAt}
            and (e.type_id = t.id or e.type_id = any(t.also_fits_type_ids)))`,
        sql`not exists (select from ${offers} f
          where f.opening_id = ${openings.id} and f.patient_id = ${patientId}
            and ${countsAsOffered(sql`f`)})`,
      ),
    )
    .returning({ id: openings.id })
  for (const { id } of again) await emit('opening/opened', { openingId: id })
}
