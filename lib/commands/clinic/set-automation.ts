import { eq } from 'drizzle-orm'
import { clinics } from '@/db/schema'
import { ok, type Result } from '@/lib/domain/result'
import { type Automation, openingSources } from '@/lib/domain/settings'
import { type Clinic, type Context, change } from '../change'
import { changedFields } from '../changed-fields'
import { rankAnew } from '../waitlist/entries'

/**
 * Sets one sweep's schedule (on or off, the wall-clock time, how many days ahead), or one part of
 * how earlier times are offered (their schemas in `lib/domain/settings.ts` say the units). New
 * weights put everybody who waits in their new order at once.
 */
export async function setAutomation(context: Context, input: Automation): Promise<Result<null>> {
  return change(context, async (c) => {
    const columns = columnsOf(input)
    await c.tx.update(clinics).set(columns).where(eq(clinics.id, c.clinic.id))
    if (input.part === 'weights') await rankAnew(c)
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
    case 'sources':
      return { openingSources: openingSources.filter((source) => input.sources[source]) }
    case 'near-start': {
      const { part: _, ...columns } = input
      return columns
    }
    case 'quiet':
      return {
        quietFrom: input.quietOn ? `${input.quietFrom}:00` : null,
        quietUntil: input.quietOn ? `${input.quietUntil}:00` : null,
      }
    case 'limits':
      return {
        capOffers: input.capOn ? input.capOffers : null,
        capDays: input.capDays,
        minGainDays: input.minGainDays,
      }
    case 'self-service':
      return {
        selfMoveHours: input.selfMoveOn ? input.selfMoveHours : null,
        selfMovesADay: input.selfMovesADay,
        wishChangesADay: input.wishChangesADay,
      }
    case 'weights':
      return {
        weightWaiting: input.waiting,
        weightContact: input.contact,
        weightGain: input.gain,
      }
  }
}
