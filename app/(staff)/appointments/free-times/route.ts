import { inWords } from '@/components/booking/free-days'
import { freeTimesSchema } from '@/components/booking/schema'
import { inClinic } from '@/db/client'
import { freeTimesOf } from '@/db/queries/appointment/free-times'
import { ok, refuse } from '@/lib/domain/result'
import { dayOf } from '@/lib/domain/time'
import { staffLookup } from '@/lib/staff-lookup'

/** The times at which a practitioner is free for a type (or for a visit that is to move). */
export const POST = staffLookup(
  'calendar.view',
  freeTimesSchema,
  async ({ clinic }, { fromDay, ...question }) =>
    inClinic(clinic.id, async (tx, now) => {
      const zone = clinic.timeZone
      const today = dayOf(now, zone)
      const first = fromDay === null || fromDay < today ? today : fromDay
      const answer = await freeTimesOf(tx, clinic, now, { ...question, fromDay: first })
      return answer ? ok(inWords(answer, { today, now, zone })) : refuse('not-found')
    }),
)
