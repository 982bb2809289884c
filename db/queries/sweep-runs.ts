import { and, desc, eq, isNull } from 'drizzle-orm'
import type { Tx } from '@/db/client'
import { sweepRuns } from '@/db/schema'
import type { Day } from '@/lib/domain/time'

export type Sweep = (typeof sweepRuns.sweep.enumValues)[number]

/** The local day of a sweep's last run by the clock that did not fail, or null. */
export async function lastSweepDay(tx: Tx, clinicId: string, sweep: Sweep): Promise<Day | null> {
  const [run] = await tx
    .select({ day: sweepRuns.day })
    .from(sweepRuns)
    .where(
      and(
        eq(sweepRuns.clinicId, clinicId),
        eq(sweepRuns.sweep, sweep),
        eq(sweepRuns.byHand, false),
        isNull(sweepRuns.error),
      ),
    )
    .orderBy(desc(sweepRuns.day))
    .limit(1)
  return run?.day ?? null
}
