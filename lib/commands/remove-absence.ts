import { and, eq } from 'drizzle-orm'
import { absences, slots } from '@/db/schema'
import { ok, type Result, refuse } from '@/lib/domain/result'
import { type Context, change } from './change'
import { absencesOver, lockPractitioners, takeAbsence } from './slots'

/** The practitioner is there after all: the time is free again, but for what another absence covers. */
export async function removeAbsence(
  context: Context,
  input: { absenceId: string },
): Promise<Result<null>> {
  return change(context, async (c) => {
    const mine = and(eq(absences.clinicId, c.clinic.id), eq(absences.id, input.absenceId))
    const [absence] = await c.tx.select().from(absences).where(mine)
    if (!absence) return refuse('not-found')
    await lockPractitioners(c.tx, absence.practitionerId)
    await c.tx
      .delete(slots)
      .where(and(eq(slots.clinicId, c.clinic.id), eq(slots.absenceId, absence.id)))
    const gone = await c.tx.delete(absences).where(mine).returning({ id: absences.id })
    if (gone.length === 0) return refuse('not-found')
    const { clinicId, practitionerId, startsAt: start, endsAt: end } = absence
    for (const other of await absencesOver(c.tx, clinicId, practitionerId, { start, end })) {
      await takeAbsence(c.tx, other)
    }
    await c.audit('absence.removed', {
      details: {
        absenceId: absence.id,
        practitionerId: absence.practitionerId,
        from: absence.startsAt,
        to: absence.endsAt,
      },
    })
    return ok(null)
  })
}
