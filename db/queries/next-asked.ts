import { and, eq } from 'drizzle-orm'
import type { Tx } from '@/db/client'
import { type clinics, openings } from '@/db/schema'
import { rank } from '@/lib/domain/matching'
import { matchContext, openingToFill, waitlistFor } from './candidates'
import { namesOf } from './opening-details'

/** How many whose wishes allow it are looked at for the one. */
const looked = 50

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
  const read = { limit: looked, wishing: true, now }
  const { candidates } = await waitlistFor(tx, clinic, toFill, read)
  const [next] = rank(toFill, candidates, matchContext(clinic, now)).chosen
  if (!next) return null
  const { appointmentId, start: from } = next.candidate
  const names = await namesOf(tx, clinic.id, [appointmentId])
  return { name: names.get(appointmentId) ?? '', to: opening.startsAt, from }
}
