import { whoWaitsSchema } from '@/components/booking/schema'
import { inClinic } from '@/db/client'
import { suitedBy } from '@/db/queries/waitlist/waiting'
import { ok } from '@/lib/domain/result'
import { staffQuestion } from '@/lib/staff-question'

/** How many waiting patients would suit a visit's time, were it to fall free. */
export const POST = staffQuestion(
  'appointment.cancel',
  whoWaitsSchema,
  async ({ clinic }, { appointmentId }) =>
    inClinic(clinic.id, async (tx, now) => ok(await suitedBy(tx, clinic, now, appointmentId))),
)
