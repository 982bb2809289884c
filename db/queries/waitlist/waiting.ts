import { and, eq } from 'drizzle-orm'
import type { Tx } from '@/db/client'
import { appointments, type clinics } from '@/db/schema'
import { offersAtOnce } from '@/lib/domain/holds'
import { rank } from '@/lib/domain/matching'
import { matchContext, openingToFill, waitlistFor } from '../opening/candidates'

/** How many whose wishes allow it are looked at: enough to say how many suit. */
const looked = 500

/**
 * What would come of a visit's time if it fell free: how many waiting patients suit it, and whether
 * how many of them would be asked at once. None when it has begun or the clinic makes no offers.
 */
export async function previewFreedTime(
  tx: Tx,
  clinic: typeof clinics.$inferSelect,
  now: Date,
  appointmentId: string,
): Promise<{ suited: number; atOnce: number; offersOn: boolean; begun: boolean }> {
  const [visit] = await tx
    .select()
    .from(appointments)
    .where(and(eq(appointments.clinicId, clinic.id), eq(appointments.id, appointmentId)))
  const begun = !visit || visit.startsAt <= now
  const { offersOn } = clinic
  if (begun) return { suited: 0, atOnce: 0, offersOn, begun }
  // No opening has this id, so nobody counts as asked already.
  const opening = await openingToFill(tx, clinic.id, { ...visit, leftBy: visit.id })
  const { candidates: waiting } = await waitlistFor(tx, clinic, opening, {
    limit: looked,
    wishing: true,
    now,
  })
  const { chosen } = rank(opening, waiting, matchContext(clinic, now))
  const atOnce = offersAtOnce({ ...clinic, quiet: null }, now, visit.startsAt)
  return { suited: chosen.length, atOnce, offersOn, begun }
}
