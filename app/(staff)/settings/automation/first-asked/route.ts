import { inClinic } from '@/db/client'
import { firstAsked } from '@/db/queries/opening/first-asked'
import { ok } from '@/lib/domain/result'
import { weightsSchema } from '@/lib/domain/settings'
import { staffLookup } from '@/lib/staff-lookup'

/** Who would be asked first with other weights. */
export const POST = staffLookup('automation.manage', weightsSchema, async ({ clinic }, weights) =>
  inClinic(clinic.id, async (tx, now) => ok(await firstAsked(tx, clinic, now, weights))),
)
