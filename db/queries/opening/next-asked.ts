import { and, eq } from 'drizzle-orm'
import type { Tx } from '@/db/client'
import { type clinics, openings } from '@/db/schema'
import { openingToFill } from './candidates'
import { namesOf } from './details'
import { suitedFor } from './suited'

/** Who would be asked about an opening next, as things are; null for nobody, and once it has ended. */
export async function nextAsked(
  tx: Tx,
  clinic: typeof clinics.$inferSelect,
  now: Date,
  openingId: string,
): Promise<{ name: string; to: Date; from: Date } | null> {
  const [opening] = await tx
    .select()
    .from(openings)
    .where(and(eq(openings.clinicId, clinic.id), eq(openings.id, openingId)))
  if (!opening || opening.closedAt || opening.startsAt <= now) return null
  const toFill = await openingToFill(tx, clinic.id, opening)
  const [next] = await suitedFor({ tx, clinic, now }, toFill)
  if (!next) return null
  const { appointmentId, start: from } = next.candidate
  const names = await namesOf(tx, clinic.id, [appointmentId])
  return { name: names.get(appointmentId) ?? '', to: opening.startsAt, from }
}
