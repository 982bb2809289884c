import type { Db } from './database'
import { jsonText } from './database'
import { dueAt } from './duration'
import type { Engine } from './engine'
import { insertEvents } from './events'
import { isTrue, keyOf, leavesOf, matchKey } from './expressions'
import { newId } from './ids'
import type { StoredEvent, WireError } from './protocol'
import { internalEvent } from './protocol'
import type { FunctionConfig } from './registration'
import { resolveStep } from './steps'

const idempotencyMs = 24 * 3_600_000

export type Ending =
  | { state: 'completed'; output: unknown }
  | { state: 'failed'; error: WireError }
  | { state: 'cancelled'; error: WireError }

interface Watch {
  runId: string
  stepId: string
  expression: string | null
  own: StoredEvent
}

/**
 * Takes events in, in their order: ends the waits and cancels the runs that listen for each, and
 * starts the functions that it triggers. An event whose id is known already does nothing.
 * Returns how many were new.
 */
export async function takeEvents(engine: Engine, tx: Db, events: StoredEvent[]): Promise<number> {
  const fresh = await insertEvents(engine, tx, events)
  for (const event of fresh) {
    await tellWatches(engine, tx, event)
    for (const config of engine.functions.values()) {
      const wanted = config.events.some(
        (trigger) =>
          trigger.event === event.name &&
          (!trigger.expression || isTrue(trigger.expression, { event })),
      )
      if (wanted) await startRun(engine, tx, config, event)
    }
  }
  return fresh.length
}

async function tellWatches(engine: Engine, tx: Db, event: StoredEvent): Promise<void> {
  const watches = await tx<Watch[]>`
    SELECT w.run_id AS "runId", w.step_id AS "stepId", w.expression, e.payload AS own
    FROM inngest.watches w
    JOIN inngest.runs r ON r.id = w.run_id
    JOIN inngest.events e ON e.id = r.event_id
    WHERE w.event_name = ${event.name}
      AND (w.match IS NULL OR w.match = ANY(${leavesOf(event)}::text[]))
      AND (w.until IS NULL OR w.until > ${engine.clock.now()})
    ORDER BY w.run_id, w.step_id`
  for (const watch of watches) {
    if (watch.expression && !isTrue(watch.expression, { event: watch.own, async: event })) continue
    if (watch.stepId === '') {
      const error = {
        name: 'Cancelled',
        message: `Cancelled by the event "${event.name}" (${event.id})`,
      }
      await endRun(engine, tx, watch.runId, { state: 'cancelled', error })
    } else {
      await resolveStep(engine, tx, watch.runId, watch.stepId, { data: event })
    }
  }
}

/**
 * Starts a run of a function for a stored event, due at once. `parent` is the step that invoked
 * it. Returns the run's id, or null when the function's idempotency key has been seen in 24 hours.
 */
export async function startRun(
  engine: Engine,
  tx: Db,
  config: FunctionConfig,
  event: StoredEvent,
  parent?: { runId: string; stepId: string },
): Promise<string | null> {
  const now = engine.clock.now()
  if (!parent && !(await isFirst(tx, config, event, now))) return null
  const id = newId(now)
  const slots = slotsOf(config, event)
  const startBy = config.startTimeout === null ? null : dueAt(config.startTimeout, now)
  const finishBy = config.finishTimeout === null ? null : dueAt(config.finishTimeout, now)
  await tx`
    WITH run AS (
      INSERT INTO inngest.runs
        (id, function_id, event_id, state, slots, parent_run_id, parent_step_id, created_at, start_by, finish_by)
      VALUES (${id}, ${config.id}, ${event.id}, 'running', ${slots}::text[],
              ${parent?.runId ?? null}, ${parent?.stepId ?? null}, ${now}, ${startBy}, ${finishBy})
      RETURNING id, slots
    )
    INSERT INTO inngest.jobs (run_id, slots, due_at) SELECT id, slots, ${now} FROM run`
  for (const [number, cancel] of config.cancel.entries()) {
    const match = cancel.expression === null ? null : matchKey(cancel.expression, event)
    const until = cancel.timeout === null ? null : dueAt(cancel.timeout, now)
    await tx`
      INSERT INTO inngest.watches (run_id, step_id, number, event_name, match, expression, until)
      VALUES (${id}, '', ${number}, ${cancel.event}, ${match}, ${cancel.expression}, ${until})`
  }
  return id
}

/**
 * Ends a run, once: its calls, waits and timers go, the step that invoked it gets the outcome, and
 * a failure becomes the event `inngest/function.failed`. A run that has ended stays as it is.
 */
export async function endRun(engine: Engine, tx: Db, runId: string, ending: Ending): Promise<void> {
  const now = engine.clock.now()
  const output = ending.state === 'completed' ? jsonText(ending.output) : null
  const error = ending.state === 'completed' ? null : ending.error
  const [run] = await tx<
    {
      functionId: string
      eventId: string
      parentRunId: string | null
      parentStepId: string | null
    }[]
  >`
    WITH ended AS (
      UPDATE inngest.runs
      SET state = ${ending.state}, ended_at = ${now},
          output = ${output}::text::json, error = ${error && jsonText(error)}::text::json
      WHERE id = ${runId} AND state = 'running'
      RETURNING id, function_id, event_id, parent_run_id, parent_step_id
    ), calls AS (
      DELETE FROM inngest.jobs WHERE run_id IN (SELECT id FROM ended)
    ), waits AS (
      DELETE FROM inngest.watches WHERE run_id IN (SELECT id FROM ended)
    ), pending AS (
      UPDATE inngest.steps SET state = 'abandoned', ended_at = ${now}
      WHERE run_id IN (SELECT id FROM ended) AND state IN ('planned', 'waiting')
    )
    SELECT function_id AS "functionId", event_id AS "eventId",
           parent_run_id AS "parentRunId", parent_step_id AS "parentStepId"
    FROM ended`
  if (!run) return
  if (run.parentRunId !== null && run.parentStepId !== null) {
    const outcome = ending.state === 'completed' ? { data: ending.output } : { error: ending.error }
    await resolveStep(engine, tx, run.parentRunId, run.parentStepId, outcome)
  }
  if (ending.state === 'failed') {
    engine.log('warn', 'A run failed', {
      runId,
      functionId: run.functionId,
      error: ending.error.name,
    })
    await tellFailure(engine, tx, { runId, ...run }, ending.error)
  }
}

async function isFirst(
  tx: Db,
  config: FunctionConfig,
  event: StoredEvent,
  now: Date,
): Promise<boolean> {
  const key = config.idempotency === null ? null : keyOf(config.idempotency, { event })
  if (key === null) return true
  const expires = new Date(now.getTime() + idempotencyMs)
  const taken = await tx`
    INSERT INTO inngest.idempotency AS known (function_id, key, expires_at)
    VALUES (${config.id}, ${key}, ${expires})
    ON CONFLICT (function_id, key) DO UPDATE SET expires_at = excluded.expires_at
    WHERE known.expires_at <= ${now}
    RETURNING 1`
  return taken.length > 0
}

/** The names of the concurrency limits that a run's calls count against, in the limits' order. */
function slotsOf(config: FunctionConfig, event: StoredEvent): string[] {
  return config.concurrency.map((option, index) => {
    const key = option.key === null ? '' : (keyOf(option.key, { event }) ?? '')
    return `${config.id}#${index}=${key}`
  })
}

async function tellFailure(
  engine: Engine,
  tx: Db,
  run: { runId: string; functionId: string; eventId: string },
  error: WireError,
): Promise<void> {
  const [original] = await tx<{ name: string; payload: StoredEvent }[]>`
    SELECT name, payload FROM inngest.events WHERE id = ${run.eventId}`
  // A failing failure handler would otherwise tell of itself.
  if (!original || original.name === internalEvent.failed) return
  const now = engine.clock.now()
  const failed: StoredEvent = {
    id: newId(now),
    name: internalEvent.failed,
    data: { function_id: run.functionId, run_id: run.runId, error, event: original.payload },
    ts: now.getTime(),
  }
  await takeEvents(engine, tx, [failed])
}
