import { and, eq, inArray } from 'drizzle-orm'
import { appointments } from '@/db/schema'
import { type Attendance, attendanceRefusal } from '@/lib/domain/attendance'
import { ok, type Result, refuse } from '@/lib/domain/result'
import { attendedStates, expectedStates, occupyingStates } from '@/lib/domain/states'
import { type Context, change } from '../change'
import { closeClashingOffer, closeOfferTo } from '../offer/offers'
import type { Appointment } from '../opening/openings'
import { lockPractitioners } from '../slots'
import { endWait, resumeWait } from '../waitlist/entries'
import { openRest, takeRestBack } from './rest-of-visit'

type Status = (typeof appointments.status.enumValues)[number]

const from: Record<Attendance, Status[]> = {
  arrived: [...expectedStates, 'noshow'],
  fulfilled: [...occupyingStates],
  noshow: [...occupyingStates],
  // The way back from a wrong press.
  expected: [...attendedStates, 'noshow'],
}

/**
 * Records that the patient arrived, was seen or did not come, or takes that back (`expected`): who
 * was here before they were seen is here again. Refuses what cannot be said at that time yet.
 * What is left of the time of one who did not come is opened to those who wait; when they come
 * after all, that ends, and it is refused (`not-free-any-more`) once somebody else has that time.
 */
export async function recordAttendance(
  context: Context,
  input: { appointmentId: string; attendance: Attendance },
): Promise<Result<null>> {
  return change(context, async (c) => {
    const own = and(
      eq(appointments.clinicId, c.clinic.id),
      eq(appointments.id, input.appointmentId),
    )
    const [seen] = await c.tx.select().from(appointments).where(own)
    if (!seen) return refuse('not-found')
    await lockPractitioners(c.tx, seen.practitionerId)
    const [before = seen] = await c.tx.select().from(appointments).where(own)
    const status = input.attendance === 'expected' ? statusBefore(before) : input.attendance
    if (before.status === status) return ok(null)
    const visit = { start: before.startsAt, end: before.endsAt }
    const early = attendanceRefusal(input.attendance, visit, c.clinic.timeZone, c.now)
    if (early) return refuse(early)
    const [after] = await c.tx
      .update(appointments)
      .set({
        status,
        changedAt: c.now,
        ...(input.attendance === 'arrived' && { arrivedAt: c.now }),
        ...(status !== 'arrived' && status !== 'fulfilled' && { arrivedAt: null }),
      })
      .where(and(own, inArray(appointments.status, from[input.attendance])))
      .returning()
    if (!after) return refuse('changed-meanwhile')
    if (status === 'booked' || status === 'confirmed') await resumeWait(c, after.id)
    if (input.attendance !== 'expected') {
      await endWait(c, after.id, 'visit-attended')
      // Otherwise a time would stay held for an answer that can only be refused.
      await closeOfferTo(c, after.id, 'visit-attended')
    }
    await c.audit(`appointment.${input.attendance}`, {
      appointmentId: after.id,
      details: { was: before.status, is: status },
    })
    if (status === 'noshow') await openRest(c, after)
    else if (before.status === 'noshow') {
      const refused = await takeRestBack(c, after)
      if (refused) return refused
      await closeClashingOffer(c, after)
    }
    return ok(null)
  })
}

/** What a visit was before its attendance was last noted, as far as its row can tell. */
function statusBefore({ status, arrivedAt, confirmedAt }: Appointment): Status {
  if (status === 'fulfilled' && arrivedAt) return 'arrived'
  return confirmedAt ? 'confirmed' : 'booked'
}
