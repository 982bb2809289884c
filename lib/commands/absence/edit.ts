import { eq } from 'drizzle-orm'
import { bookedVisitsOf } from '@/db/queries/absence/absences'
import { absences, slots } from '@/db/schema'
import { absenceRange } from '@/lib/domain/absence'
import { ok, type Result, refuse } from '@/lib/domain/result'
import { subtract } from '@/lib/domain/time'
import { type Context, change } from '../change'
import { takeAbsence } from '../slots'
import { type AbsenceInput, freeAbsenceTime, lockAbsence, makeRoomForAbsence } from './time'

/**
 * The practitioner is away at other times than noted: what is no longer covered is given back as by
 * a removed absence, what is covered anew is taken as by a new one. Refuses what `addAbsence`
 * refuses; visits that lay in it before need not be known.
 */
export async function editAbsence(
  context: Context,
  input: Omit<AbsenceInput, 'practitionerId'> & { absenceId: string },
): Promise<Result<{ absenceId: string }>> {
  return change(context, async (c) => {
    const range = absenceRange(input.times, c.clinic.timeZone)
    if (!range) return refuse('no-such-wall-time')
    if (range.end <= c.now) return refuse('past')
    const absence = await lockAbsence(c, input.absenceId)
    if (!absence) return refuse('not-found')
    const { id: absenceId, practitionerId, startsAt: start, endsAt: end } = absence

    const inside = await bookedVisitsOf(c.tx, c.clinic.id, practitionerId, { start, end })
    const known = [...input.knownVisits, ...inside.map(({ id }) => id)]
    const visits = await makeRoomForAbsence(c, practitionerId, range, known)
    if (visits === null) return refuse('changed-meanwhile')
    const [edited] = await c.tx
      .update(absences)
      .set({ startsAt: range.start, endsAt: range.end, note: input.note })
      .where(eq(absences.id, absenceId))
      .returning()
    if (!edited) return refuse('not-found')
    await c.tx.delete(slots).where(eq(slots.absenceId, absenceId))
    await takeAbsence(c.tx, edited)
    await freeAbsenceTime(c, practitionerId, subtract([{ start, end }], [range]))
    await c.audit('absence.edited', {
      details: {
        absenceId,
        practitionerId,
        from: range.start,
        to: range.end,
        before: { from: start, to: end },
        visits,
      },
    })
    return ok({ absenceId })
  })
}
