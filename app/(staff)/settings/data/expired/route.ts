import { inClinic } from '@/db/client'
import { countExpired } from '@/db/queries/patient/retention'
import { ok } from '@/lib/domain/result'
import { retentionSchema } from '@/lib/domain/settings'
import { staffLookup } from '@/lib/staff-lookup'

/** How many patients would be erased with another number of years. */
export const POST = staffLookup(
  'patient.erase',
  retentionSchema,
  async ({ clinic }, { on, years }) =>
    inClinic(clinic.id, async (tx, now) =>
      ok({ patients: on ? await countExpired(tx, clinic, { years, now }) : 0 }),
    ),
)
