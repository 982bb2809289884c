import { eq } from 'drizzle-orm'
import { clinics } from '@/db/schema'
import type { Language } from '@/lib/domain/format'
import { ok, type Result, refuse } from '@/lib/domain/result'
import { isZone } from '@/lib/domain/time'
import { type Context, change } from '../change'
import { changedFields } from '../changed-fields'

export type EditClinic = {
  name: string
  /** IANA. Visits keep their instant when it changes. */
  timeZone: string
  address: string
  phone: string
  language: Language
  /** ISO 4217. */
  currency: string
  gridMinutes: number
  typeInMails: boolean
}

/** Changes what the clinic is called, where it is, and how it books and writes. Refuses an unknown zone. */
export async function editClinic(context: Context, input: EditClinic): Promise<Result<null>> {
  if (!isZone(input.timeZone)) return refuse('invalid')
  return change(context, async (c) => {
    await c.tx.update(clinics).set(input).where(eq(clinics.id, c.clinic.id))
    await c.audit('clinic.edited', { details: changedFields(c.clinic, input) })
    return ok(null)
  })
}
