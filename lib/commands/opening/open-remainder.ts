import { and, eq, inArray } from 'drizzle-orm'
import { openingToFill } from '@/db/queries/opening/candidates'
import { appointmentTypes } from '@/db/schema'
import { slotRange } from '@/lib/domain/availability'
import { lengthOf } from '../appointment/visit-length'
import type { Change } from '../change'
import { type Appointment, createOpening, type Opening } from './openings'

/**
 * Opens what a visit has left of a longer opening that it took: for the longest of the types that
 * the opening fits whose visit still has room in it. Nothing when no visit has.
 */
export async function openRemainder(
  c: Change,
  opening: Opening,
  visit: Appointment,
): Promise<void> {
  if (visit.endsAt >= opening.endsAt) return
  const whole = slotRange(opening.startsAt, await lengthOf(c, opening))
  const taken = slotRange(visit.startsAt, await lengthOf(c, visit))
  const room = (+whole.end - +taken.end) / minute
  const { typeId, alsoFitsTypeIds } = await openingToFill(c.tx, c.clinic.id, opening)
  const types = await c.tx
    .select()
    .from(appointmentTypes)
    .where(
      and(
        eq(appointmentTypes.clinicId, c.clinic.id),
        inArray(appointmentTypes.id, [typeId, ...alsoFitsTypeIds]),
        eq(appointmentTypes.active, true),
      ),
    )
  const [longest] = types
    .filter((type) => minutesOf(type) <= room)
    .sort((a, b) => b.durationMinutes - a.durationMinutes || (a.id < b.id ? -1 : 1))
  if (!longest) return
  const startsAt = new Date(+taken.end + longest.bufferBeforeMinutes * minute)
  const endsAt = new Date(+startsAt + longest.durationMinutes * minute)
  await createOpening(c, { ...opening, typeId: longest.id, startsAt, endsAt }, 'remainder', opening)
}

type Type = typeof appointmentTypes.$inferSelect

function minutesOf({ durationMinutes, bufferBeforeMinutes, bufferAfterMinutes }: Type): number {
  return bufferBeforeMinutes + durationMinutes + bufferAfterMinutes
}

const minute = 60_000
