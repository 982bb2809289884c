import { whoWaitsSchema } from '@/components/booking/schema'
import { inClinic } from '@/db/client'
import { previewFreedTime } from '@/db/queries/waitlist/waiting'
import { ok } from '@/lib/domain/result'
import { staffLookup } from '@/lib/staff-lookup'

/** How many waiting patients would suit a visit's time, were it to fall free. */
export const POST = staffLookup(
  'appointment.cancel',
  whoWaitsSchema,
  async ({ clinic }, { appointmentId }) =>
    inClinic(clinic.id, async (tx, now) =>
      ok(await previewFreedTime(tx, clinic, now, appointmentId)),
    ),
)
