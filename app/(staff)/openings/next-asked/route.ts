import { z } from 'zod'
import { gainWords } from '@/components/openings/words'
import { inClinic } from '@/db/client'
import { nextAsked } from '@/db/queries/opening/next-asked'
import { ok } from '@/lib/domain/result'
import { staffLookup } from '@/lib/staff-lookup'

/** Who is asked about an opening next, in words ('Maren Thießen, 7 days'); null for nobody. */
export const POST = staffLookup(
  'opening.view',
  z.object({ openingId: z.guid() }),
  async ({ clinic }, { openingId }) => {
    const next = await inClinic(clinic.id, (tx, now) => nextAsked(tx, clinic, now, openingId))
    return ok(next && `${next.name}, ${gainWords(next.from, next.to, clinic.timeZone)}`)
  },
)
