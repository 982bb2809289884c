import { and, eq } from 'drizzle-orm'
import { appointmentTypes } from '@/db/schema'
import type { VisitLength } from '@/lib/domain/availability'
import type { Change } from '../change'

/** A type's length and buffers, and whether it is still booked; undefined where the clinic has no such type. */
export async function typeOf(
  { tx, clinic }: Change,
  typeId: string,
): Promise<(VisitLength & { active: boolean }) | undefined> {
  const [type] = await tx
    .select()
    .from(appointmentTypes)
    .where(and(eq(appointmentTypes.clinicId, clinic.id), eq(appointmentTypes.id, typeId)))
  return type
}

/** How long an appointment takes: its own duration, which outlives a change of its type, with the type's buffers. */
export async function lengthOf(change: Change, visit: VisitRow): Promise<VisitLength> {
  const type = await typeOf(change, visit.typeId)
  if (!type) throw new Error('a row names a type that its clinic has not, against its foreign key')
  return { ...type, durationMinutes: (+visit.endsAt - +visit.startsAt) / 60_000 }
}

type VisitRow = { typeId: string; startsAt: Date; endsAt: Date }
