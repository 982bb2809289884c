import { and, eq } from 'drizzle-orm'
import { absences, slots, workingHours } from '@/db/schema'
import { ok, type Result, refuse } from '@/lib/domain/result'
import { subtract } from '@/lib/domain/time'
import { type Context, change } from './change'
import { comingWork, openRanges } from './open-ranges'
import { worksHere } from './placing'
import { absencesOver, lockPractitioners, takeAbsence } from './slots'

/**
 * The practitioner is there after all: the time is free again, but for what another absence covers,
 * and opened to patients who wait.
 */
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
    const hours = await c.tx
      .select()
      .from(workingHours)
      .where(
        and(eq(workingHours.clinicId, clinicId), eq(workingHours.practitionerId, practitionerId)),
      )
    const work = comingWork(c, hours)
    const free = subtract(work, subtract(work, [{ start, end }]))
    if (await worksHere(c, practitionerId)) {
      await openRanges(c, practitionerId, free, 'shortened-absence')
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
