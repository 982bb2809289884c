import { nextCron } from './cron'
import { transaction } from './database'
import type { Engine } from './engine'
import { insertEvents } from './events'
import { newId } from './ids'
import { internalEvent, type StoredEvent } from './protocol'
import { endRun, startRun } from './runs'

const batch = 1000

/** The earliest instants that matter, per kind, null where there are none. */
export interface Horizon {
  step: Date | null
  cron: Date | null
  deadline: Date | null
  /** The next job that is not due yet. Due ones are claimed, or wait for a slot. */
  job: Date | null
}

/** Looks up what falls due next. */
export async function horizon(engine: Engine): Promise<Horizon> {
  const now = engine.clock.now()
  const [row] = await engine.sql<Horizon[]>`
    SELECT (SELECT min(due_at) FROM inngest.steps WHERE state = 'waiting') AS step,
           (SELECT min(next_at) FROM inngest.crons) AS cron,
           least((SELECT min(start_by) FROM inngest.runs WHERE state = 'running' AND started_at IS NULL),
                 (SELECT min(finish_by) FROM inngest.runs WHERE state = 'running')) AS deadline,
           (SELECT min(due_at) FROM inngest.jobs WHERE due_at > ${now}) AS job`
  return row ?? { step: null, cron: null, deadline: null, job: null }
}

/**
 * Ends sleeps, and waits whose time is over, in one statement for up to 1,000 of them. A sleep and
 * a wait give null; an invocation that took too long gives an error. Returns how many ended.
 */
export async function endDueSteps(engine: Engine): Promise<number> {
  const now = engine.clock.now()
  const late = JSON.stringify({
    name: 'Error',
    message: 'The invoked function did not finish in time',
  })
  return transaction(engine.sql, async (tx) => {
    const [row] = await tx<{ count: number }[]>`
      WITH due AS (
        SELECT run_id, id FROM inngest.steps
        WHERE state = 'waiting' AND due_at <= ${now}
        ORDER BY due_at LIMIT ${batch} FOR UPDATE
      ), ended AS (
        UPDATE inngest.steps step
        SET state = CASE op WHEN 'InvokeFunction' THEN 'failed' ELSE 'done' END,
            data = CASE op WHEN 'InvokeFunction' THEN NULL ELSE 'null'::json END,
            error = CASE op WHEN 'InvokeFunction' THEN ${late}::text::json END,
            ended_at = ${now}, position = nextval('inngest.positions')
        FROM due WHERE step.run_id = due.run_id AND step.id = due.id AND step.state = 'waiting'
        RETURNING step.run_id, step.id
      ), unwatched AS (
        DELETE FROM inngest.watches w USING ended
        WHERE w.run_id = ended.run_id AND w.step_id = ended.id
      ), awake AS (
        INSERT INTO inngest.jobs AS job (run_id, slots, due_at)
        SELECT DISTINCT r.id, r.slots, ${now}::timestamptz
        FROM ended JOIN inngest.runs r ON r.id = ended.run_id
        WHERE r.state = 'running'
        ON CONFLICT (run_id, step_id) DO UPDATE
        SET dirty = job.leased_until IS NOT NULL, due_at = least(job.due_at, excluded.due_at)
      )
      SELECT count(*)::int AS count FROM ended`
    return row?.count ?? 0
  })
}

/**
 * Starts the functions whose cron time has come. A time missed while the executor was down is made
 * up for once, not once for each time missed.
 */
export async function fireCrons(engine: Engine): Promise<void> {
  const now = engine.clock.now()
  await transaction(engine.sql, async (tx) => {
    const due = await tx<{ functionId: string; expression: string; nextAt: Date }[]>`
      SELECT function_id AS "functionId", expression, next_at AS "nextAt" FROM inngest.crons
      WHERE next_at <= ${now} ORDER BY next_at FOR UPDATE`
    for (const { functionId, expression, nextAt } of due) {
      const next = nextCron(expression, now)
      if (next) {
        await tx`UPDATE inngest.crons SET next_at = ${next}
                 WHERE function_id = ${functionId} AND expression = ${expression}`
      } else {
        await tx`DELETE FROM inngest.crons
                 WHERE function_id = ${functionId} AND expression = ${expression}`
      }
      const config = engine.functions.get(functionId)
      if (!config) continue
      const event: StoredEvent = {
        id: newId(now),
        name: internalEvent.timer,
        data: { cron: expression },
        ts: nextAt.getTime(),
      }
      await insertEvents(engine, tx, [event])
      await startRun(engine, tx, config, event)
    }
  })
}

/** Cancels runs that did not start, or did not finish, within their function's timeouts. */
export async function cancelLateRuns(engine: Engine): Promise<void> {
  const now = engine.clock.now()
  await transaction(engine.sql, async (tx) => {
    const late = await tx<{ id: string; started: boolean }[]>`
      SELECT id, started_at IS NOT NULL AS started FROM inngest.runs
      WHERE state = 'running'
        AND (finish_by <= ${now} OR (start_by <= ${now} AND started_at IS NULL))
      ORDER BY id LIMIT ${batch} FOR UPDATE`
    for (const run of late) {
      const what = run.started ? 'finish' : 'start'
      const error = {
        name: 'Timeout',
        message: `The run did not ${what} in time`,
        stack: undefined,
      }
      await endRun(engine, tx, run.id, { state: 'cancelled', error })
    }
  })
}
