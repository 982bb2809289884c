import { and, eq, sql } from 'drizzle-orm'
import { inClinic, lookup, type Tx } from '@/db/client'
import { lastSweepDay } from '@/db/queries/sweep-runs'
import { appointments, clinics, messages, openings, outbox, sweepRuns } from '@/db/schema'
import { ok, type Result } from '@/lib/domain/result'
import { confirmWindow, sweepDue } from '@/lib/domain/sweeps'
import { addDays, type Day, dayOf, dayRange } from '@/lib/domain/time'
import { type Change, type Context, change, type OutboxEntry } from './change'

export type Sweep = (typeof sweepRuns.sweep.enumValues)[number]

const system = { kind: 'system', name: 'Medcal' } as const

/** The clinics whose local time for this sweep has come today and whose sweep has not run. */
export async function clinicsDue(sweep: Sweep): Promise<string[]> {
  const ids = await lookup<{ id: string }>(sql`select all_clinic_ids() as id`)
  const due: string[] = []
  for (const { id } of ids) {
    if (await inClinic(id, (tx, now) => isDue(tx, id, sweep, now))) due.push(id)
  }
  return due
}

async function isDue(tx: Tx, clinicId: string, sweep: Sweep, now: Date): Promise<boolean> {
  const [clinic] = await tx.select().from(clinics).where(eq(clinics.id, clinicId))
  return clinic !== undefined && (await dayDue({ tx, now, clinic }, sweep)) !== null
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

/**
 * Runs one sweep for one clinic: by the clock (when it is due: once a local day, however often it
 * is called) or by hand. `count` is how many patients are asked, or openings looked at again.
 */
export async function runSweep(
  clinicId: string,
  sweep: Sweep,
  { byHand }: { byHand: boolean },
): Promise<Result<{ count: number }>> {
  const context: Context = { clinicId, actor: system }
  try {
    return await change(context, async (c) => {
      const day = byHand ? dayOf(c.now, c.clinic.timeZone) : await dayDue(c, sweep)
      if (day === null) return ok({ count: 0 })
      const [run] = await c.tx
        .insert(sweepRuns)
        .values({ clinicId, sweep, day, byHand })
        .onConflictDoNothing()
        .returning({ id: sweepRuns.id })
      if (!run) return ok({ count: 0 })
      const count = await (sweep === 'confirm-upcoming'
        ? queueConfirmations(c)
        : requeueOpenings(c))
      await c.tx
        .update(sweepRuns)
        .set({ finishedAt: sql`clock_timestamp()`, count })
        .where(eq(sweepRuns.id, run.id))
      await c.audit(`sweep.${sweep}`, { details: { count, byHand } })
      return ok({ count })
    })
  } catch (error) {
    await recordFailure(clinicId, sweep, byHand)
    throw error
  }
}

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
async function requeueOpenings({ tx, now, clinic, emit }: Change): Promise<number> {
  const lastDay = addDays(dayOf(now, clinic.timeZone), clinic.rescheduleDaysAhead)
  const until = dayRange(lastDay, clinic.timeZone).end
  const free = await tx
    .update(openings)
    .set({ exhaustedAt: null })
    .where(
      and(
        eq(openings.clinicId, clinic.id),
        eq(openings.state, 'open'),
        sql`${openings.startsAt} > ${now.toISOString()}::timestamptz and ${openings.startsAt} < ${until.toISOString()}::timestamptz`,
      ),
    )
    .returning({ id: openings.id })
  for (const { id } of free) await emit('opening/opened', { openingId: id })
  return free.length
}

async function recordFailure(clinicId: string, sweep: Sweep, byHand: boolean): Promise<void> {
  await inClinic(clinicId, async (tx, now) => {
    const [clinic] = await tx.select().from(clinics).where(eq(clinics.id, clinicId))
    if (!clinic) return
    const day = dayOf(now, clinic.timeZone)
    const error = 'It stopped with an error and is tried again.'
    await tx.insert(sweepRuns).values({ clinicId, sweep, day, byHand, finishedAt: now, error })
  })
}
