import { and, eq, inArray, sql } from 'drizzle-orm'
import { appointments } from '@/db/schema'
import { ok, type Result, refuse } from '@/lib/domain/result'
import type { Wishes } from '@/lib/domain/wishes'
import { type Context, change } from './change'
import { closeOfferTo } from './openings'

export type SetWaitlist = {
  appointmentId: string
  openToEarlier: boolean
  /** Null keeps the wishes on record. */
  wishes: Wishes | null
  /** Clinical priority, higher first; null keeps it. */
  priority: number | null
}

/**
 * Puts an active appointment on the waitlist or takes it off. Who stays on it keeps their place;
 * who leaves it and holds an offer gives the offer up.
 */
export async function setWaitlist(context: Context, input: SetWaitlist): Promise<Result<null>> {
  return change(context, async (c) => {
    const [appointment] = await c.tx
      .update(appointments)
      .set({
        waitlistedAt: input.openToEarlier
          ? sql`coalesce(${appointments.waitlistedAt}, now())`
          : null,
        ...(input.wishes && wishColumns(input.wishes)),
        ...(input.priority !== null && { priority: input.priority }),
        changedAt: c.now,
      })
      .where(
        and(
          eq(appointments.clinicId, c.clinic.id),
          eq(appointments.id, input.appointmentId),
          inArray(appointments.status, ['booked', 'confirmed']),
        ),
      )
      .returning({ id: appointments.id })
    if (!appointment) return refuse('appointment-not-active')
    if (!input.openToEarlier) await closeOfferTo(c, appointment.id, 'left-waitlist')
    await c.audit(input.openToEarlier ? 'waitlist.joined' : 'waitlist.left', {
      appointmentId: appointment.id,
      details: input.wishes ? { wishes: input.wishes } : {},
    })
    return ok(null)
  })
}

/** The wishes as columns of `appointments`. */
export function wishColumns(wishes: Wishes) {
  return {
    wishPractitionerIds: wishes.practitionerIds,
    wishWeekdays: wishes.weekdays,
    wishTimes: wishes.times,
    wishNoticeMinutes: wishes.noticeMinutes,
    wishNotBefore: wishes.notBefore,
    wishMinGainDays: wishes.minGainDays,
  }
}
