import { countOnce } from '@/db/queries/limits'
import { ok, type Result } from '@/lib/domain/result'
import { type Context, change } from '../change'
import { endLinksOf, sendAnew } from './links'
import { lockPatient, lockQueuedMails } from './rows'

/**
 * Staff end every link that is out for a patient, as where an email was passed on. The next email has
 * links that work; with `anew` what still holds goes out again at once, with them. How many emails
 * that are. Refuses it more often a day than `lib/domain/limits.ts` allows.
 */
export async function endLinks(
  context: Context,
  { patientId, anew }: { patientId: string; anew: boolean },
): Promise<Result<{ sent: number }>> {
  return change(context, async (c) => {
    await lockQueuedMails(c, [patientId])
    const patient = await lockPatient(c, patientId)
    if (!patient.ok) return patient
    const refused = await countOnce(c.tx, c.clinic, 'links', patientId)
    if (refused) return refused
    const epoch = await endLinksOf(c, patientId)
    const sent = anew ? await sendAnew(c, patientId, epoch) : 0
    await c.audit('patient.links-ended', { details: { patientId, sent } })
    return ok({ sent })
  })
}
