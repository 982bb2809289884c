import { and, desc, eq } from 'drizzle-orm'
import type { Tx } from '@/db/client'
import { sweepRuns } from '@/db/schema'
import type { Day } from '@/lib/domain/time'

/** Everything that runs once a day. */
export type Daily = (typeof sweepRuns.sweep.enumValues)[number]

/** What runs by a schedule that a clinic sets, and by hand. */
export const sweeps = ['confirm-upcoming', 'reschedule-cancelled'] as const satisfies Daily[]
export type Sweep = (typeof sweeps)[number]

/** The local day of a sweep's last run by the clock that did not fail, or null. */
export async function lastSweepDay(tx: Tx, clinicId: string, sweep: Daily): Promise<Day | null> {
  const [run] = await tx
    .select({ day: sweepRuns.day })
    .from(sweepRuns)
    .where(
      and(
        eq(sweepRuns.clinicId, clinicId),
        eq(sweepRuns.sweep, sweep),
        eq(sweepRuns.byHand, false),
        eq(sweepRuns.failed, false),
      ),
    )
    .orderBy(desc(sweepRuns.day))
    .limit(1)
  return run?.day ?? null
}
