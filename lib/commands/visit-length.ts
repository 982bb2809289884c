import { and, eq } from 'drizzle-orm'
import { appointmentTypes } from '@/db/schema'
import type { VisitLength } from '@/lib/domain/availability'
import type { Change } from './change'

/** A type's length and buffers, and whether it is still booked. */
export async function typeOf(
  { tx, clinic }: Change,
  typeId: string,
): Promise<VisitLength & { active: boolean }> {
  const [type] = await tx
    .select()
    .from(appointmentTypes)
    .where(and(eq(appointmentTypes.clinicId, clinic.id), eq(appointmentTypes.id, typeId)))
  // A row's foreign key names it, so only a stranger's input can miss it.
  return (
    type ?? { active: false, durationMinutes: 0, bufferBeforeMinutes: 0, bufferAfterMinutes: 0 }
  )
}

/** How long an appointment takes: its own duration, which outlives a change of its type, with the type's buffers. */
export async function lengthOf(change: Change, visit: VisitRow): Promise<VisitLength> {
  const type = await typeOf(change, visit.typeId)
  return { ...type, durationMinutes: (+visit.endsAt - +visit.startsAt) / 60_000 }
}

type VisitRow = { typeId: string; startsAt: Date; endsAt: Date }
