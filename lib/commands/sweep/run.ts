import { and, eq, isNull, sql } from 'drizzle-orm'
import { inClinic, lookup } from '@/db/client'
import { type Daily, lastSweepDay, type Sweep } from '@/db/queries/clinic/sweep-runs'
import { appointments, clinics, messages, openings, outbox, sweepRuns } from '@/db/schema'
import { ok, type Result } from '@/lib/domain/result'
import { confirmWindow, sweepDue } from '@/lib/domain/sweeps'
import { addDays, type Day, dayOf, dayRange } from '@/lib/domain/time'
import { type Change, type Context, change, type OutboxEntry, system } from '../change'

/** The clinics whose local time for this sweep has come today and whose sweep has not run. */
export async function clinicsDue(sweep: Sweep): Promise<string[]> {
  const plans = await lookup<{
    clinicId: string
    zone: string
    at: string
    lastDay: Day | null
    now: string
  }>(sql`
    select clinic_id as "clinicId", zone, at, last_day as "lastDay", clock_timestamp() as now
    from sweep_plans(${sweep})`)
  return plans
    .filter(({ now, ...plan }) => sweepDue({ ...plan, now: new Date(now) }) !== null)
    .map((plan) => plan.clinicId)
}

/** The clinic's local day whose run is due and not done, or null. */
async function dayDue(
  { tx, now, clinic }: Pick<Change, 'tx' | 'now' | 'clinic'>,
  sweep: Sweep,
): Promise<Day | null> {
  const [on, at] =
    sweep === 'confirm-upcoming'
      ? [clinic.confirmOn, clinic.confirmAt]
      : [clinic.rescheduleOn, clinic.rescheduleAt]
  if (!on) return null
  const lastDay = await lastSweepDay(tx, clinic.id, sweep)
  return sweepDue({ at, zone: clinic.timeZone, lastDay, now })
}

/** Whether a sweep is run by the clock or by hand; by hand, the run that was asked for. */
type How = { byHand: boolean; runId?: string }

/**
 * Runs one sweep for one clinic: by the clock (when it is due: once a local day, however often it
 * is called) or by hand (a run that was asked for, once). `count` is how many patients are asked, or
 * openings looked at again.
 */
export async function runSweep(
  clinicId: string,
  sweep: Sweep,
  how: How,
): Promise<Result<{ count: number }>> {
  const { byHand } = how
  const context: Context = { clinicId, actor: system }
  try {
    return await change(context, async (c) => {
      const day = byHand ? dayOf(c.now, c.clinic.timeZone) : await dayDue(c, sweep)
      if (day === null) return ok({ count: 0 })
      const run = await begin(c, sweep, day, how)
      if (!run) return ok({ count: 0 })
      const count = await (sweep === 'confirm-upcoming'
        ? queueConfirmations(c)
        : requeueOpenings(c))
      await c.tx
        .update(sweepRuns)
        .set({ finishedAt: sql`clock_timestamp()`, count, failed: false })
        .where(eq(sweepRuns.id, run.id))
      await c.audit(`sweep.${sweep}`, { details: { count, byHand } })
      return ok({ count })
    })
  } catch (error) {
    await recordFailure(clinicId, sweep, how)
    throw error
  }
}

/** The run that begins now; undefined when the day's has begun, or this one is done. */
async function begin(
  { tx, now, clinic }: Change,
  sweep: Sweep,
  day: Day,
  { byHand, runId }: How,
): Promise<{ id: string } | undefined> {
  const [run] = runId
    ? await tx
        .update(sweepRuns)
        .set({ startedAt: now })
        .where(owed(clinic.id, runId))
        .returning({ id: sweepRuns.id })
    : await tx
        .insert(sweepRuns)
        .values({ clinicId: clinic.id, sweep, day, byHand })
        .onConflictDoNothing()
        .returning({ id: sweepRuns.id })
  return run
}

const owed = (clinicId: string, runId: string) =>
  and(eq(sweepRuns.clinicId, clinicId), eq(sweepRuns.id, runId), isNull(sweepRuns.finishedAt))

/** Asks every patient whose booked visit lies in the window, once per version of the visit. */
async function queueConfirmations({ tx, now, clinic, entries }: Change): Promise<number> {
  const { start, end } = confirmWindow(now, clinic.confirmDaysAhead, clinic.timeZone)
  const queued = await tx.execute<OutboxEntry>(sql`
    with due as (
      select id, version from ${appointments}
      where clinic_id = ${clinic.id} and status = 'booked'
        and starts_at > ${start.toISOString()}::timestamptz and starts_at < ${end.toISOString()}::timestamptz
    ), asked as (
      insert into ${messages} (clinic_id, kind, appointment_id, appointment_version)
      select ${clinic.id}, 'confirm', id, version from due
      on conflict do nothing
      returning id
    )
    insert into ${outbox} (clinic_id, name, data)
    select ${clinic.id}, 'message/queued', jsonb_build_object('clinicId', ${clinic.id}::text, 'messageId', id)
    from asked
    returning id, name, data`)
  entries.push(...queued)
  return queued.length
}

/** Puts every opening of the coming days that is still free back into matching. */
async function requeueOpenings({ tx, now, clinic, entries }: Change): Promise<number> {
  const lastDay = addDays(dayOf(now, clinic.timeZone), clinic.rescheduleDaysAhead)
  const until = dayRange(lastDay, clinic.timeZone).end
  const queued = await tx.execute<OutboxEntry>(sql`
    with free as (
      update ${openings} set exhausted_at = null
      where clinic_id = ${clinic.id} and state = 'open'
        and starts_at > ${now.toISOString()}::timestamptz and starts_at < ${until.toISOString()}::timestamptz
        and due_at <= ${now.toISOString()}::timestamptz
      returning id
    )
    insert into ${outbox} (clinic_id, name, data)
    select ${clinic.id}, 'opening/opened', jsonb_build_object('clinicId', ${clinic.id}::text, 'openingId', id)
    from free
    returning id, name, data`)
  entries.push(...queued)
  return queued.length
}

/** Leaves of a run that failed, and is due still, what the settings show of it. */
export async function recordFailure(
  clinicId: string,
  sweep: Daily,
  { byHand, runId }: How,
): Promise<void> {
  await inClinic(clinicId, async (tx, now) => {
    const [clinic] = await tx.select().from(clinics).where(eq(clinics.id, clinicId))
    if (!clinic) return
    const day = dayOf(now, clinic.timeZone)
    if (runId) {
      await tx.update(sweepRuns).set({ failed: true }).where(owed(clinicId, runId))
      return
    }
    // It is tried again and again: the day's last failure is enough.
    await tx
      .delete(sweepRuns)
      .where(
        and(
          eq(sweepRuns.clinicId, clinicId),
          eq(sweepRuns.sweep, sweep),
          eq(sweepRuns.day, day),
          eq(sweepRuns.failed, true),
        ),
      )
    await tx
      .insert(sweepRuns)
      .values({ clinicId, sweep, day, byHand, finishedAt: now, failed: true })
  })
}
