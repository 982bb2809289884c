import type { Db } from './database'
import { jsonText } from './database'
import type { Engine } from './engine'

/** What a step came to: data for the function to go on with, or an error for it to catch. */
export type StepResult = { data: unknown } | { error: unknown }

/**
 * Ends a waiting step, once, and has the function go on. Returns whether the step was still
 * waiting: of an event, a timeout and a cancellation at one instant, exactly one wins.
 */
export async function resolveStep(
  engine: Engine,
  tx: Db,
  runId: string,
  stepId: string,
  result: StepResult,
): Promise<boolean> {
  const failed = 'error' in result
  const ended = await tx`
    UPDATE inngest.steps
    SET state = ${failed ? 'failed' : 'done'}, ended_at = ${engine.clock.now()},
        position = nextval('inngest.positions'),
        data = ${failed ? null : jsonText(result.data)}::text::json,
        error = ${failed ? jsonText(result.error) : null}::text::json
    WHERE run_id = ${runId} AND id = ${stepId} AND state = 'waiting'
    RETURNING 1`
  if (ended.length === 0) return false
  await tx`DELETE FROM inngest.watches WHERE run_id = ${runId} AND step_id = ${stepId}`
  await goOn(engine, tx, runId)
  return true
}

/**
 * Asks for a call that goes through the function to its next step. When such a call is under way,
 * it is marked to be made again, because it does not know of the change.
 */
export async function goOn(engine: Engine, tx: Db, runId: string): Promise<void> {
  const now = engine.clock.now()
  await tx`
    INSERT INTO inngest.jobs AS job (run_id, slots, due_at)
    SELECT id, slots, ${now} FROM inngest.runs WHERE id = ${runId} AND state = 'running'
    ON CONFLICT (run_id, step_id) DO UPDATE
    SET dirty = job.leased_until IS NOT NULL,
        due_at = least(job.due_at, excluded.due_at)`
}
