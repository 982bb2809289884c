import { and, eq, sql } from 'drizzle-orm'
import { lookup } from '@/db/client'
import { lockExpired } from '@/db/queries/patient/retention'
import { sweepRuns } from '@/db/schema'
import { ok, type Result } from '@/lib/domain/result'
import { eraseAt, sweepDue } from '@/lib/domain/sweeps'
import type { Day } from '@/lib/domain/time'
import { log } from '@/lib/log'
import { type Change, change, system } from '../change'
import { recordFailure } from '../sweep/run'
import { eraseAll } from './erasure'

/** So many at a time: a change that locks thousands of rows would hold up whoever books. */
const batch = 100

/**
 * Erases the patients whom their clinic has kept as long as it set: for each clinic once a local day,
 * however often it is called. How many were erased. A run that was broken off goes on with the next call.
 * `now` is the database's clock where it is not given.
 */
export async function eraseExpired(now?: Date): Promise<{ erased: number }> {
  let erased = 0
  for (const { clinicId, day } of await clinicsToErase(now)) {
    try {
      erased += await eraseAllBatches(clinicId, day)
    } catch (error) {
      // One clinic's trouble must not stop the others.
      log.error({ err: error, clinicId }, 'erasing what is past its time failed')
      await recordFailure(clinicId, 'erase-expired', { byHand: false }).catch((err) =>
        log.error({ err, clinicId }, 'that erasing failed could not be recorded'),
      )
    }
  }
  return { erased }
}

async function clinicsToErase(given?: Date): Promise<{ clinicId: string; day: Day }[]> {
  const plans = await lookup<{
    clinicId: string
    zone: string
    lastDay: Day | null
    now: string
  }>(sql`
    select clinic_id as "clinicId", zone, last_day as "lastDay", clock_timestamp() as now
    from retention_plans()`)
  return plans.flatMap(({ clinicId, zone, lastDay, now }) => {
    const day = sweepDue({ at: eraseAt, zone, lastDay, now: given ?? new Date(now) })
    return day === null ? [] : [{ clinicId, day }]
  })
}

async function eraseAllBatches(clinicId: string, day: Day): Promise<number> {
  for (let erased = 0; ; ) {
    const answer = await change({ clinicId, actor: system }, (c) => eraseBatch(c, day))
    if (!answer.ok) return erased
    erased += answer.value.erased
    if (answer.value.done) return erased
  }
}

/** One transaction of a day's run; the last one, with nobody left, closes the run and notes it. */
async function eraseBatch(c: Change, day: Day): Promise<Result<{ erased: number; done: boolean }>> {
  const years = c.clinic.keepYears
  const run = years && (await runOf(c, day))
  if (!run) return ok({ erased: 0, done: true })
  const expired = await lockExpired(c.tx, c.clinic, { years, now: c.now, limit: batch })
  if (expired.length > 0) await eraseAll(c, expired, 'kept-long-enough')
  const count = run.count + expired.length
  const done = expired.length < batch
  await c.tx
    .update(sweepRuns)
    // Newer than a failure after which it goes on: the newest run is the one that is shown.
    .set({ count, startedAt: c.now, ...(done && { finishedAt: sql`clock_timestamp()` }) })
    .where(eq(sweepRuns.id, run.id))
  if (done) await c.audit('sweep.erase-expired', { details: { count } })
  return ok({ erased: expired.length, done })
}

/** The day's run, begun now or earlier, locked; null when it is finished. */
async function runOf({ tx, clinic }: Change, day: Day) {
  const [begun] = await tx
    .insert(sweepRuns)
    .values({ clinicId: clinic.id, sweep: 'erase-expired', day, count: 0 })
    .onConflictDoNothing()
    .returning()
  if (begun) return { id: begun.id, count: 0 }
  const [run] = await tx
    .select()
    .from(sweepRuns)
    .where(
      and(
        eq(sweepRuns.clinicId, clinic.id),
        eq(sweepRuns.sweep, 'erase-expired'),
        eq(sweepRuns.day, day),
        eq(sweepRuns.failed, false),
      ),
    )
    .for('update')
  return run && !run.finishedAt ? { id: run.id, count: run.count ?? 0 } : null
}
