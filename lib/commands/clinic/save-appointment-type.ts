import { and, eq, inArray, lt, sql } from 'drizzle-orm'
import { appointmentTypes } from '@/db/schema'
import { ok, type Result, refuse } from '@/lib/domain/result'
import { type Change, type Context, change } from '../change'

export type SaveAppointmentType = {
  /** Null adds one. */
  typeId: string | null
  name: string
  durationMinutes: number
  bufferBeforeMinutes: number
  bufferAfterMinutes: number
  /** What a lost visit costs, in the smallest unit of the clinic's currency. */
  priceCents: number
  /** The shorter types whose visits may have its openings; what is no shorter type is left out. */
  alsoFitsTypeIds: string[]
}

/** Adds an appointment type, or changes it for visits to come: booked ones keep their time. */
export async function saveAppointmentType(
  context: Context,
  { typeId, ...given }: SaveAppointmentType,
): Promise<Result<{ typeId: string }>> {
  return change(context, async (c) => {
    const clinicId = c.clinic.id
    const input = { ...given, alsoFitsTypeIds: await shorterTypes(c, given) }
    const position = sql`(select coalesce(max(t.position) + 1, 0) from appointment_types t where t.clinic_id = ${clinicId})`
    const [saved] = typeId
      ? await c.tx
          .update(appointmentTypes)
          .set(input)
          .where(and(eq(appointmentTypes.clinicId, clinicId), eq(appointmentTypes.id, typeId)))
          .returning({ id: appointmentTypes.id })
      : await c.tx
          .insert(appointmentTypes)
          .values({ ...input, clinicId, position })
          .returning({ id: appointmentTypes.id })
    if (!saved) return refuse('not-found')
    await c.audit(typeId ? 'type.edited' : 'type.added', {
      details: { typeId: saved.id, ...input },
    })
    return ok({ typeId: saved.id })
  })
}

async function shorterTypes(
  { tx, clinic }: Change,
  {
    alsoFitsTypeIds,
    durationMinutes,
  }: Pick<SaveAppointmentType, 'alsoFitsTypeIds' | 'durationMinutes'>,
): Promise<string[]> {
  const types = await tx
    .select({ id: appointmentTypes.id })
    .from(appointmentTypes)
    .where(
      and(
        eq(appointmentTypes.clinicId, clinic.id),
        inArray(appointmentTypes.id, alsoFitsTypeIds),
        lt(appointmentTypes.durationMinutes, durationMinutes),
      ),
    )
    .orderBy(appointmentTypes.position, appointmentTypes.id)
  return types.map(({ id }) => id)
}

/** Whether the type is offered for new bookings; visits of it stay as they are. */
export async function setAppointmentTypeActive(
  context: Context,
  input: { typeId: string; active: boolean },
): Promise<Result<null>> {
  return change(context, async (c) => {
    const [after] = await c.tx
      .update(appointmentTypes)
      .set({ active: input.active })
      .where(and(eq(appointmentTypes.clinicId, c.clinic.id), eq(appointmentTypes.id, input.typeId)))
      .returning({ name: appointmentTypes.name })
    if (!after) return refuse('not-found')
    await c.audit(input.active ? 'type.activated' : 'type.deactivated', {
      details: { typeId: input.typeId, name: after.name },
    })
    return ok(null)
  })
}
