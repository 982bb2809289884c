import type { Db } from './database'
import { jsonText, transaction } from './database'
import { retryAfter } from './duration'
import type { Engine } from './engine'
import { insertEvents } from './events'
import { newId } from './ids'
import { type Call, finishJob, type Job, restartJob, retryJob } from './jobs'
import { type Request, readOperation, stepName } from './operations'
import { internalEvent, type Operation, type StoredEvent, type WireError } from './protocol'
import type { Outcome } from './responses'
import { endRun, startRun } from './runs'
import { goOn } from './steps'

/** Writes down what a call came to, in one transaction: steps, waits, retries, the run's end. */
export async function applyOutcome(engine: Engine, call: Call, outcome: Outcome): Promise<void> {
  await transaction(engine.sql, async (tx) => {
    if (!(await lockRunning(tx, call.runId))) return
    switch (outcome.kind) {
      case 'completed':
        return endRun(engine, tx, call.runId, { state: 'completed', output: outcome.output })
      case 'failed':
        return failCall(engine, tx, call, outcome)
      case 'operations':
        return applyOperations(engine, tx, call, outcome)
      case 'unreachable':
        await tx`UPDATE inngest.jobs SET leased_until = NULL WHERE id = ${call.id}`
    }
  })
}

/**
 * Writes down results of steps that ran while their call is still under way. Returns false when
 * the run is over or the call is no longer ours, so that the app stops working on it.
 */
export async function applyCheckpoint(
  engine: Engine,
  runId: string,
  jobId: string,
  steps: Operation[],
): Promise<boolean> {
  return transaction(engine.sql, async (tx) => {
    if (!(await lockRunning(tx, runId))) return false
    const [job] = await tx`
      UPDATE inngest.jobs SET attempt = 0, last_error = NULL
      WHERE id::text = ${jobId} AND run_id = ${runId} AND leased_until IS NOT NULL RETURNING 1`
    if (!job) return false
    for (const step of steps) {
      if (step.op !== 'StepRun') throw new Error(`A checkpoint cannot carry ${step.op}`)
      await saveResult(engine, tx, runId, step, { kind: 'ran', data: step.data ?? null })
    }
    return true
  })
}

async function lockRunning(tx: Db, runId: string): Promise<boolean> {
  const [run] = await tx<{ state: string }[]>`
    SELECT state FROM inngest.runs WHERE id = ${runId} FOR UPDATE`
  return run?.state === 'running'
}

async function failCall(
  engine: Engine,
  tx: Db,
  call: Call,
  failed: { error: WireError; final: boolean; retryAfter: string | undefined },
): Promise<void> {
  if (failed.final || call.attempt + 1 >= call.body.ctx.max_attempts) {
    return endRun(engine, tx, call.runId, { state: 'failed', error: failed.error })
  }
  await retryLater(engine, tx, call, failed)
}

async function retryLater(
  engine: Engine,
  tx: Db,
  call: Call,
  failed: { error: WireError; retryAfter: string | undefined },
): Promise<void> {
  const now = engine.clock.now()
  const pause = engine.backoff(call.attempt + 1)
  const at = retryAfter(failed.retryAfter, now) ?? new Date(now.getTime() + pause)
  await retryJob(engine, tx, call, at, failed.error)
}

async function applyOperations(
  engine: Engine,
  tx: Db,
  call: Call,
  outcome: { operations: Operation[]; sdkVersion: number; retryAfter: string | undefined },
): Promise<void> {
  const now = engine.clock.now()
  const requests = outcome.operations.map((operation) => ({
    operation,
    request: readOperation(operation, call.body.event, now),
  }))
  let progress = false
  let retry: WireError | null = null
  let output: { value: unknown } | null = null
  for (const { operation, request } of requests) {
    switch (request.kind) {
      case 'refuse': {
        const error = { name: 'NotSupported', message: request.reason, stack: undefined }
        return endRun(engine, tx, call.runId, { state: 'failed', error })
      }
      case 'complete':
        output = { value: request.output }
        break
      case 'ran':
        await saveResult(engine, tx, call.runId, operation, request)
        progress = true
        break
      case 'error':
        if (request.final || call.attempt + 1 >= call.body.ctx.max_attempts) {
          await saveResult(engine, tx, call.runId, operation, request)
          progress = true
        } else retry = request.error
        break
      default:
        await savePending(engine, tx, call, operation, request)
    }
  }
  if (output) return endRun(engine, tx, call.runId, { state: 'completed', output: output.value })
  if (retry) return retryLater(engine, tx, call, { error: retry, retryAfter: outcome.retryAfter })
  await continueRun(engine, tx, call, progress, outcome.sdkVersion)
}

/** After a call that neither ended the run nor is to be retried: make the next one, or wait. */
async function continueRun(
  engine: Engine,
  tx: Db,
  job: Job,
  progress: boolean,
  sdkVersion: number,
): Promise<void> {
  if (job.stepId === '') return progress ? restartJob(engine, tx, job) : finishJob(engine, tx, job)
  await finishJob(engine, tx, job)
  // From version 2 on, a function goes on once all of its parallel steps have run, unless it races.
  const [rest] = await tx<{ planned: boolean; race: boolean }[]>`
    SELECT EXISTS (SELECT 1 FROM inngest.steps WHERE run_id = ${job.runId} AND state = 'planned') AS planned,
           EXISTS (SELECT 1 FROM inngest.steps WHERE run_id = ${job.runId} AND id = ${job.stepId}
                   AND options ->> 'parallelMode' = 'race') AS race`
  if (progress && (sdkVersion < 2 || !rest?.planned || rest.race)) await goOn(engine, tx, job.runId)
}

async function saveResult(
  engine: Engine,
  tx: Db,
  runId: string,
  operation: Operation,
  result: Extract<Request, { kind: 'ran' | 'error' }>,
): Promise<void> {
  const now = engine.clock.now()
  const data = result.kind === 'ran' ? jsonText(result.data) : null
  const error = result.kind === 'error' ? jsonText(result.error) : null
  const state = result.kind === 'ran' ? 'done' : 'failed'
  await tx`
    INSERT INTO inngest.steps AS step
      (run_id, id, name, op, state, data, error, position, created_at, ended_at)
    VALUES (${runId}, ${operation.id}, ${stepName(operation)}, 'StepRun', ${state},
            ${data}::text::json, ${error}::text::json, nextval('inngest.positions'), ${now}, ${now})
    ON CONFLICT (run_id, id) DO UPDATE
    SET state = excluded.state, data = excluded.data, error = excluded.error,
        position = excluded.position, ended_at = excluded.ended_at
    WHERE step.state = 'planned'`
}

type Pending = Extract<Request, { kind: 'plan' | 'sleep' | 'wait' | 'invoke' }>

/** Writes down a step that is to happen. One that is known already is left alone. */
async function savePending(
  engine: Engine,
  tx: Db,
  call: Call,
  operation: Operation,
  request: Pending,
): Promise<void> {
  const now = engine.clock.now()
  const dueAt = request.kind === 'plan' ? null : request.until
  const inserted = await tx`
    INSERT INTO inngest.steps (run_id, id, name, op, state, due_at, options, created_at)
    VALUES (${call.runId}, ${operation.id}, ${stepName(operation)}, ${operation.op},
            ${request.kind === 'plan' ? 'planned' : 'waiting'}, ${dueAt},
            ${jsonText(operation.opts)}::text::json, ${now})
    ON CONFLICT (run_id, id) DO NOTHING
    RETURNING 1`
  if (inserted.length === 0) return
  if (request.kind === 'plan') {
    await tx`INSERT INTO inngest.jobs (run_id, step_id, slots, due_at)
             VALUES (${call.runId}, ${operation.id}, ${call.slots}::text[], ${now})`
  }
  if (request.kind === 'wait') {
    await tx`INSERT INTO inngest.watches (run_id, step_id, event_name, match, expression)
             VALUES (${call.runId}, ${operation.id}, ${request.eventName}, ${request.match}, ${request.expression})`
  }
  if (request.kind === 'invoke') await invoke(engine, tx, call, operation, request)
}

async function invoke(
  engine: Engine,
  tx: Db,
  call: Call,
  operation: Operation,
  request: Extract<Request, { kind: 'invoke' }>,
): Promise<void> {
  const target = engine.functions.get(request.functionId)
  if (!target) {
    const error = {
      name: 'Error',
      message: `There is no function "${request.functionId}" to invoke`,
    }
    await tx`UPDATE inngest.steps SET due_at = NULL, state = 'planned'
             WHERE run_id = ${call.runId} AND id = ${operation.id}`
    await saveResult(engine, tx, call.runId, operation, {
      kind: 'error',
      error: { ...error, stack: undefined },
      final: true,
    })
    return goOn(engine, tx, call.runId)
  }
  const now = engine.clock.now()
  const event: StoredEvent = {
    ...request.payload,
    id: newId(now),
    name: internalEvent.invoked,
    data: (request.payload.data as Record<string, unknown> | null | undefined) ?? {},
    ts: now.getTime(),
  }
  await insertEvents(engine, tx, [event])
  await startRun(engine, tx, target, event, { runId: call.runId, stepId: operation.id })
}
