import { eq } from 'drizzle-orm'
import { absences, slots } from '@/db/schema'
import { ok, type Result, refuse } from '@/lib/domain/result'
import { type Context, change } from '../change'
import { freeAbsenceTime, lockAbsence } from './time'

/**
 * The practitioner is there after all: the time is free again, but for what another absence covers,
 * and opened to patients who wait.
 */
export async function removeAbsence(
  context: Context,
  input: { absenceId: string },
): Promise<Result<null>> {
  return change(context, async (c) => {
    const absence = await lockAbsence(c, input.absenceId)
    if (!absence) return refuse('not-found')
    const { id: absenceId, practitionerId, startsAt: start, endsAt: end } = absence
    await c.tx.delete(slots).where(eq(slots.absenceId, absenceId))
    await c.tx.delete(absences).where(eq(absences.id, absenceId))
    await freeAbsenceTime(c, practitionerId, [{ start, end }])
    await c.audit('absence.removed', {
      details: { absenceId, practitionerId, from: start, to: end },
    })
    return ok(null)
  })
}
