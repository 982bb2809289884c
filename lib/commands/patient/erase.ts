import { visitsToCome } from '@/db/queries/patient/erasure'
import { personName } from '@/lib/domain/format'
import { ok, type Result, refuse } from '@/lib/domain/result'
import { type Context, change } from '../change'
import { eraseAll } from './erasure'
import { lockPatient, lockQueuedMails } from './rows'

/**
 * Erases a patient who asked for it (GDPR Art. 17): nothing that tells who they are stays in any
 * table, and nothing brings it back. `name` is what was typed to confirm it. Refuses another name
 * (`name-differs`), somebody with a visit to come (`still-expected`) and one who is erased already.
 */
export async function erasePatient(
  context: Context,
  { patientId, name }: { patientId: string; name: string },
): Promise<Result<null>> {
  return change(context, async (c) => {
    await lockQueuedMails(c, [patientId])
    const locked = await lockPatient(c, patientId)
    if (!locked.ok) return locked
    const patient = locked.value
    if (folded(name) !== folded(personName(patient))) return refuse('name-differs')
    const { length: visits } = await visitsToCome(c.tx, c.clinic.id, patientId)
    if (visits > 0) return refuse('still-expected', { visits })
    await eraseAll(c, [patient], 'asked')
    return ok(null)
  })
}

/** As people compare names: case and spaces count for nothing. */
function folded(name: string): string {
  return name.normalize('NFC').toLowerCase().split(/\s+/).filter(Boolean).join(' ')
}
