import { and, eq } from 'drizzle-orm'
import { absences, practitioners } from '@/db/schema'
import { absenceRange } from '@/lib/domain/absence'
import { ok, type Result, refuse } from '@/lib/domain/result'
import { type Context, change } from '../change'
import { lockPractitioners, takeAbsence } from '../slots'
import { type AbsenceInput, makeRoomForAbsence } from './time'

/**
 * A practitioner is away: the absence takes all of that time that is free. Openings inside it are
 * withdrawn, and whoever holds an offer is told. Refuses an absence that is over, a time that the
 * clock skips or doubles, and (`changed-meanwhile`) one over a visit that the reader has not seen.
 */
export async function addAbsence(
  context: Context,
  input: AbsenceInput,
): Promise<Result<{ absenceId: string }>> {
  return change(context, async (c) => {
    const range = absenceRange(input.times, c.clinic.timeZone)
    if (!range) return refuse('no-such-wall-time')
    if (range.end <= c.now) return refuse('past')
    const { practitionerId, note } = input
    const [practitioner] = await c.tx
      .select({ name: practitioners.name })
      .from(practitioners)
      .where(and(eq(practitioners.clinicId, c.clinic.id), eq(practitioners.id, practitionerId)))
    if (!practitioner) return refuse('not-found')

    await lockPractitioners(c.tx, practitionerId)
    const visits = await makeRoomForAbsence(c, practitionerId, range, input.knownVisits)
    if (visits === null) return refuse('changed-meanwhile')
    const [absence] = await c.tx
      .insert(absences)
      .values({
        clinicId: c.clinic.id,
        practitionerId,
        startsAt: range.start,
        endsAt: range.end,
        note,
      })
      .returning()
    if (!absence) return refuse('not-found')
    await takeAbsence(c.tx, absence)
    await c.audit('absence.added', {
      details: {
        absenceId: absence.id,
        practitionerId,
        name: practitioner.name,
        from: range.start,
        to: range.end,
        visits,
      },
    })
    return ok({ absenceId: absence.id })
  })
}
