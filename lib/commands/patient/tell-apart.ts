import { and, eq } from 'drizzle-orm'
import { pairOf } from '@/db/queries/patient/duplicates'
import { differentPatients } from '@/db/schema'
import { ok, type Result, refuse } from '@/lib/domain/result'
import { type Context, change } from '../change'
import { mayHaveVisit } from './rows'

type TellApart = { patientId: string; otherId: string; different: boolean }

/** Staff note that two patients are not the same person, or that they may be after all; done twice it does nothing. */
export async function tellApart(
  context: Context,
  { patientId, otherId, different }: TellApart,
): Promise<Result<null>> {
  if (patientId === otherId) return refuse('invalid')
  return change(context, async (c) => {
    const { clinic, tx } = c
    const gone = (await mayHaveVisit(c, patientId)) ?? (await mayHaveVisit(c, otherId))
    if (gone) return gone
    const { oneId, otherId: secondId } = pairOf(patientId, otherId)
    const changed = different
      ? await tx
          .insert(differentPatients)
          .values({ clinicId: clinic.id, oneId, otherId: secondId })
          .onConflictDoNothing()
          .returning()
      : await tx
          .delete(differentPatients)
          .where(
            and(
              eq(differentPatients.clinicId, clinic.id),
              eq(differentPatients.oneId, oneId),
              eq(differentPatients.otherId, secondId),
            ),
          )
          .returning()
    if (changed.length === 0) return ok(null)
    await c.audit(different ? 'patient.told-apart' : 'patient.perhaps-same', {
      details: { patientId, otherId },
    })
    return ok(null)
  })
}
