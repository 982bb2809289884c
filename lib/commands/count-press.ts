import { inClinic } from '@/db/client'
import { countOnce } from '@/db/queries/limits'
import { clinicOf } from '@/db/queries/patient-pages'
import type { Refusal } from '@/lib/domain/result'
import type { TokenRow } from '@/lib/tokens'

/**
 * Counts a press of a button behind a patient's link, whatever comes of it. The refusal once that
 * link was pressed more often than any patient would in a day, else null.
 */
export async function countPress(link: TokenRow): Promise<Refusal | null> {
  const { clinicId, appointmentId, offerId } = link
  return inClinic(clinicId, async (tx) => {
    const clinic = await clinicOf(tx, clinicId)
    return countOnce(tx, clinic, 'press', appointmentId ?? offerId ?? clinicId)
  })
}
