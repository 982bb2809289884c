import { and, eq } from 'drizzle-orm'
import { openings } from '@/db/schema'
import { ok, type Result, refuse } from '@/lib/domain/result'
import { type Change, type Context, change } from '../change'
import { lockPractitioners } from '../slots'
import { closeBegun, closeOpening, type Opening } from './openings'

/** Staff take an opening out of matching: its time stays free, its offer ends and the patient is told. */
export async function withdrawOpening(
  context: Context,
  input: { openingId: string },
): Promise<Result<null>> {
  return end(context, input.openingId, (c, opening) =>
    closeOpening(c, opening, { state: 'withdrawn', why: 'by-staff' }),
  )
}

/** Closes an opening whose time has begun unfilled. */
export async function lapseOpening(
  context: Context,
  input: { openingId: string },
): Promise<Result<null>> {
  return end(context, input.openingId, async (c, opening) =>
    opening.startsAt <= c.now ? closeBegun(c, opening) : false,
  )
}

async function end(
  context: Context,
  openingId: string,
  close: (c: Change, opening: Opening) => Promise<boolean>,
): Promise<Result<null>> {
  return change(context, async (c) => {
    const [opening] = await c.tx
      .select()
      .from(openings)
      .where(and(eq(openings.clinicId, c.clinic.id), eq(openings.id, openingId)))
    if (!opening) return refuse('not-found')
    // Otherwise an offer could be made between the end of its offers and its own.
    await lockPractitioners(c.tx, opening.practitionerId)
    return (await close(c, opening)) ? ok(null) : refuse('not-open')
  })
}
