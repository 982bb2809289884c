import { slotRange, visitRange } from '@/lib/domain/availability'
import { ok, type Result, refuse } from '@/lib/domain/result'
import { refusePlacement } from '../appointment/placing'
import { typeOf } from '../appointment/visit-length'
import { type Context, change } from '../change'
import { lockPractitioners, takenWithin } from '../slots'
import { activeOpenings, createOpening, leftByNobody } from './openings'

/**
 * Opens a free time for those who wait, because staff want it filled, whatever else makes openings
 * at the clinic. Refuses a time that is over, outside working hours, taken, or open already.
 */
export async function offerFreeTime(
  context: Context,
  input: { practitionerId: string; typeId: string; start: Date },
): Promise<Result<{ openingId: string }>> {
  return change(context, async (c) => {
    const { practitionerId, typeId, start } = input
    const length = await typeOf(c, typeId)
    if (!length?.active) return refuse('not-found')
    await lockPractitioners(c.tx, practitionerId)
    const misplaced = await refusePlacement(c, { practitionerId, start, length, overHold: false })
    if (misplaced) return misplaced
    const during = slotRange(start, length)
    if ((await activeOpenings(c, practitionerId, during)).length > 0) return refuse('already-open')
    if ((await takenWithin(c.tx, practitionerId, during)).length > 0) return refuse('taken')
    const { end } = visitRange(start, length)
    const free = { practitionerId, typeId, startsAt: start, endsAt: end, ...leftByNobody }
    const opening = await createOpening(c, free, 'by-hand', undefined, { asked: true })
    return opening ? ok({ openingId: opening.id }) : refuse('past')
  })
}
