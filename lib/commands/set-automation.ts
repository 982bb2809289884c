import { eq } from 'drizzle-orm'
import { clinics } from '@/db/schema'
import { ok, type Result } from '@/lib/domain/result'
import type { Automation } from '@/lib/domain/settings'
import { type Clinic, type Context, change } from './change'
import { changedFields } from './changed-fields'

/**
 * Sets one sweep's schedule (on or off, the wall-clock time, how many days ahead), or how offers
 * are made: on or off, how long a time is held (minutes), how far a chain goes.
 */
export async function setAutomation(context: Context, input: Automation): Promise<Result<null>> {
  return change(context, async (c) => {
    const columns = columnsOf(input)
    await c.tx.update(clinics).set(columns).where(eq(clinics.id, c.clinic.id))
    await c.audit('automation.set', {
      details: { part: input.part, ...changedFields(c.clinic, columns) },
    })
    return ok(null)
  })
}

function columnsOf(input: Automation): Partial<Clinic> {
  switch (input.part) {
    // A time column reads back with its seconds: written alike, an unchanged one is no change.
    case 'confirm-upcoming':
      return { confirmOn: input.on, confirmAt: `${input.at}:00`, confirmDaysAhead: input.daysAhead }
    case 'reschedule-cancelled':
      return {
        rescheduleOn: input.on,
        rescheduleAt: `${input.at}:00`,
        rescheduleDaysAhead: input.daysAhead,
      }
    case 'offers':
      return {
        offersOn: input.on,
        holdMinutes: input.holdMinutes,
        chainDepth: input.chainDepth,
      }
  }
}
