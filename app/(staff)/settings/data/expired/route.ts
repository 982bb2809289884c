import { inClinic } from '@/db/client'
import { countExpired } from '@/db/queries/patient/retention'
import { ok } from '@/lib/domain/result'
import { retentionSchema } from '@/lib/domain/settings'
import { staffQuestion } from '@/lib/staff-question'

/** How many patients would be erased with another number of years. */
export const POST = staffQuestion(
  'patient.erase',
  retentionSchema,
  async ({ clinic }, { on, years }) =>
    inClinic(clinic.id, async (tx, now) =>
      ok({ patients: on ? await countExpired(tx, clinic, { years, now }) : 0 }),
    ),
)
