import { inClinic } from '@/db/client'
import { countOnce } from '@/db/queries/limits'
import { clinicOf } from '@/db/queries/patient/pages'
import type { Refusal } from '@/lib/domain/result'

/**
 * Counts a press of a button behind a patient's link, whatever comes of it. The refusal once that
 * link was pressed more often than any patient would in a day, else null. A new link of the same
 * visit begins anew: where somebody else used the old one up, staff end it and send another.
 */
export async function countPress(
  clinicId: string,
  token: string,
): Promise<Refusal<'pressed-enough'> | null> {
  return inClinic(clinicId, async (tx) => {
    const clinic = await clinicOf(tx, clinicId)
    return countOnce(tx, clinic, 'press', token)
  })
}
