import type { Db } from './database'
import { jsonText, transaction } from './database'
import { retryAfter } from './duration'
import type { Engine } from './engine'
import { insertEvents } from './events'
import { newId } from './ids'
import { type Call, deleteJob, type Job, releaseJobs, restartJob, retryJob } from './jobs'
import { type Request, readOperation, stepName } from './operations'
import { internalEvent, type Operation, type StoredEvent, type WireError } from './protocol'
import type { Outcome } from './responses'
import { endRun, startRun } from './runs'
import { goOn } from './steps'

/** Writes down what a call came to, all of it or nothing: steps, waits, retries, the run's end. */
export async function applyOutcome(engine: Engine, call: Call, outcome: Outcome): Promise<void> {
  // Most calls end a run that nobody invoked: that takes one statement, and needs no transaction.
  if (outcome.kind === 'completed' && call.body.event.name !== internalEvent.invoked) {
    return endRun(engine, engine.sql, call.runId, { state: 'completed', output: outcome.output })
  }
  await transaction(engine.sql, async (tx) => {
    const job = await lockJob(tx, call)
    if (!job) return
    switch (outcome.kind) {
      case 'completed':
        return endRun(engine, tx, call.runId, { state: 'completed', output: outcome.output })
      case 'failed':
        return failCall(engine, tx, call, outcome)
      case 'operations':
        return applyOperations(engine, tx, call, job.dirty, outcome)
      case 'unreachable':
        return releaseJobs(tx, [call.id])
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
    if (!(await lockJob(tx, { runId, id: jobId }))) return false
    await tx`UPDATE inngest.jobs SET attempt = 0, last_error = NULL WHERE id = ${jobId}`
    for (const step of steps) {
      if (step.op !== 'StepRun') throw new Error(`A checkpoint cannot carry ${step.op}`)
      await saveResult(engine, tx, runId, step, { kind: 'ran', data: step.data ?? null })
    }
    return true
  })
}

/** Locks a claimed job and its run until the transaction ends; null when either is over. */
async function lockJob(
  tx: Db,
  job: { id: string; runId: string },
): Promise<{ dirty: boolean } | null> {
  const [row] = await tx<{ dirty: boolean }[]>`
    SELECT j.dirty FROM inngest.runs r JOIN inngest.jobs j ON j.run_id = r.id
    WHERE r.id = ${job.runId} AND r.state = 'running'
      AND j.id = ${job.id} AND j.leased_until IS NOT NULL
    FOR UPDATE`
  return row ?? null
}

async function failCall(
  engine: Engine,
  tx: Db,
  call: Call,
  failed: { error: WireError; final: boolean; retryAfter: string | undefined },
): Promise<void> {
  if (isLast(call, failed)) {
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
  dirty: boolean,
  outcome: { operations: Operation[]; sdkVersion: number; retryAfter: string | undefined },
): Promise<void> {
  const now = engine.clock.now()
  const requests = outcome.operations.map((operation) => ({
    operation,
    request: readOperation(operation, call.body.event, now),
  }))
  const refused = requests.find(({ request }) => request.kind === 'refuse')?.request
  if (refused?.kind === 'refuse') {
    const error = { name: 'NotSupported', message: refused.reason, stack: undefined }
    return endRun(engine, tx, call.runId, { state: 'failed', error })
  }
  let progress = false
  let retry: WireError | null = null
  let output: { value: unknown } | null = null
  // Sent without waiting for each: the connection keeps their order.
  const writes: Promise<void>[] = []
  for (const { operation, request } of requests) {
    if (request.kind === 'complete') output = { value: request.output }
    else if (request.kind === 'ran' || (request.kind === 'error' && isLast(call, request))) {
      writes.push(saveResult(engine, tx, call.runId, operation, request))
      progress = true
    } else if (request.kind === 'error') retry = request.error
    else if (request.kind !== 'refuse')
      writes.push(savePending(engine, tx, call, operation, request))
  }
  if (output)
    writes.push(endRun(engine, tx, call.runId, { state: 'completed', output: output.value }))
  else if (retry) {
    writes.push(retryLater(engine, tx, call, { error: retry, retryAfter: outcome.retryAfter }))
  } else writes.push(continueRun(engine, tx, call, dirty, progress, outcome.sdkVersion))
  await Promise.all(writes)
}

function isLast(call: Call, error: { final: boolean }): boolean {
  return error.final || call.attempt + 1 >= call.body.ctx.max_attempts
}

/** After a call that neither ended the run nor is to be retried: make the next one, or wait. */
async function continueRun(
  engine: Engine,
  tx: Db,
  job: Job,
  dirty: boolean,
  progress: boolean,
  sdkVersion: number,
): Promise<void> {
  if (job.stepId === '') return dirty || progress ? restartJob(engine, tx, job) : deleteJob(tx, job)
  const [, [rest]] = await Promise.all([
    deleteJob(tx, job),
    tx<{ planned: boolean; race: boolean }[]>`
      SELECT EXISTS (SELECT 1 FROM inngest.steps WHERE run_id = ${job.runId} AND state = 'planned') AS planned,
             EXISTS (SELECT 1 FROM inngest.steps WHERE run_id = ${job.runId} AND id = ${job.stepId}
                     AND options ->> 'parallelMode' = 'race') AS race`,
  ])
  // From version 2 on, a function goes on once all of its parallel steps have run, unless it races.
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
  const dueAt = request.kind === 'plan' ? null : early(engine, request.until)
  const insert = tx`
    INSERT INTO inngest.steps (run_id, id, name, op, state, due_at, options, created_at)
    VALUES (${call.runId}, ${operation.id}, ${stepName(operation)}, ${operation.op},
            ${request.kind === 'plan' ? 'planned' : 'waiting'}, ${dueAt},
            ${jsonText(operation.opts)}::text::json, ${now})
    ON CONFLICT (run_id, id) DO NOTHING
    RETURNING run_id, id`
  if (request.kind === 'plan') {
    await tx`
      WITH step AS (${insert})
      INSERT INTO inngest.jobs (run_id, step_id, slots, due_at)
      SELECT run_id, id, ${call.slots}::text[], ${now} FROM step`
  } else if (request.kind === 'wait') {
    await tx`
      WITH step AS (${insert})
      INSERT INTO inngest.watches (run_id, step_id, event_name, match, expression)
      SELECT run_id, id, ${request.eventName}, ${request.match}, ${request.expression} FROM step`
  } else {
    const inserted = await insert
    if (request.kind === 'invoke' && inserted.length > 0) {
      await invoke(engine, tx, call, operation, request)
    }
  }
}

function early({ earlyMs }: Engine, until: Date | null): Date | null {
  return until && new Date(until.getTime() - earlyMs)
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
