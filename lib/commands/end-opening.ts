import { and, eq } from 'drizzle-orm'
import { openings } from '@/db/schema'
import type { OfferClosing } from '@/lib/domain/offer-closings'
import { ok, type Result, refuse } from '@/lib/domain/result'
import { type Context, change } from './change'
import { closeOpening } from './openings'
import { lockPractitioners } from './slots'

/** Staff take an opening out of matching: its time stays free, its offer ends and the patient is told. */
export async function withdrawOpening(
  context: Context,
  input: { openingId: string },
): Promise<Result<null>> {
  return end(context, input.openingId, { state: 'withdrawn', why: 'by-staff' })
}

/** Closes an opening whose time has begun unfilled. */
export async function lapseOpening(
  context: Context,
  input: { openingId: string },
): Promise<Result<null>> {
  return end(context, input.openingId, { state: 'lapsed', why: 'begun' })
}

async function end(
  context: Context,
  openingId: string,
  closing: { state: 'lapsed' | 'withdrawn'; why: OfferClosing },
): Promise<Result<null>> {
  return change(context, async (c) => {
    const [opening] = await c.tx
      .select()
      .from(openings)
      .where(and(eq(openings.clinicId, c.clinic.id), eq(openings.id, openingId)))
    if (!opening) return refuse('not-found')
    if (closing.state === 'lapsed' && opening.startsAt > c.now) return refuse('not-open')
    // Otherwise an offer could be made between the end of its offers and its own.
    await lockPractitioners(c.tx, opening.practitionerId)
    return (await closeOpening(c, opening, closing)) ? ok(null) : refuse('not-open')
  })
}
