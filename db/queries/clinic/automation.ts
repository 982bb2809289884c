import { and, desc, eq } from 'drizzle-orm'
import type { Tx } from '@/db/client'
import { sweepRuns } from '@/db/schema'
import { type Daily, lastSweepDay } from './sweep-runs'

export type SweepRun = typeof sweepRuns.$inferSelect

/** A sweep's newest run, by hand or by the clock (null when it never ran), and the local day of its last one by the clock. */
export async function sweepHistory(tx: Tx, clinicId: string, sweep: Daily) {
  const [lastRun] = await tx
    .select()
    .from(sweepRuns)
    .where(and(eq(sweepRuns.clinicId, clinicId), eq(sweepRuns.sweep, sweep)))
    .orderBy(desc(sweepRuns.startedAt))
    .limit(1)
  return { lastRun: lastRun ?? null, lastDay: await lastSweepDay(tx, clinicId, sweep) }
}
