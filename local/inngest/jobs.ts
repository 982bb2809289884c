import type { Db } from './database'
import { jsonText } from './database'
import type { Engine } from './engine'
import type { CallBody, Memo, StoredEvent } from './protocol'

/** A call to make to the app. `stepId` '' goes through the function to its next step. */
export interface Job {
  id: string
  runId: string
  stepId: string
  functionId: string
  attempt: number
  slots: string[]
}

/** A claimed call with all that it carries. */
export interface Call extends Job {
  body: CallBody
}

// Longer than any call may take (see app.ts), so a lapsed lease means that its holder is gone.
const leaseSeconds = 900

/**
 * Claims up to `limit` due jobs for this process, oldest first, leaving out the ones that need a
 * concurrency slot named in `full`.
 */
export async function claimJobs(engine: Engine, limit: number, full: string[]): Promise<Job[]> {
  return engine.sql<Job[]>`
    WITH due AS (
      SELECT id FROM inngest.jobs
      WHERE due_at <= ${engine.clock.now()}
        AND (leased_until IS NULL OR leased_until < now())
        AND NOT slots && ${full}::text[]
      ORDER BY due_at, id
      LIMIT ${limit}
      FOR UPDATE SKIP LOCKED
    )
    UPDATE inngest.jobs job
    SET leased_until = now() + make_interval(secs => ${leaseSeconds}), dirty = false
    FROM due, inngest.runs run
    WHERE job.id = due.id AND run.id = job.run_id
    RETURNING job.id::text, job.run_id AS "runId", job.step_id AS "stepId", job.attempt, job.slots,
              run.function_id AS "functionId"`
}

/** Gives claimed jobs back untouched. */
export async function releaseJobs(sql: Db, ids: string[]): Promise<void> {
  if (ids.length === 0) return
  await sql`UPDATE inngest.jobs SET leased_until = NULL WHERE id = ANY(${ids}::bigint[])`
}

/** Gives back every claimed job but those of these ids: nobody is at work on them. */
export async function releaseOthers(sql: Db, ids: string[]): Promise<void> {
  await sql`
    UPDATE inngest.jobs SET leased_until = NULL
    WHERE leased_until IS NOT NULL AND id <> ALL(${ids}::bigint[])`
}

/**
 * Loads what claimed jobs carry. Not one statement with the claim: the steps must be read after
 * the claim has been made, or a step that ended in between would be missed for good.
 */
export async function loadCalls(engine: Engine, jobs: Job[]): Promise<Call[]> {
  if (jobs.length === 0) return []
  const runIds = [...new Set(jobs.map((job) => job.runId))]
  const [runs, steps] = await Promise.all([
    engine.sql<{ id: string; event: StoredEvent; started: boolean }[]>`
      SELECT r.id, e.payload AS event, r.started_at IS NOT NULL AS started
      FROM inngest.runs r JOIN inngest.events e ON e.id = r.event_id
      WHERE r.id = ANY(${runIds}::text[])`,
    engine.sql<{ runId: string; id: string; state: string; data: unknown; error: unknown }[]>`
      SELECT run_id AS "runId", id, state, data, error FROM inngest.steps
      WHERE run_id = ANY(${runIds}::text[]) ORDER BY position NULLS LAST`,
  ])
  const unstarted = runs.filter((run) => !run.started).map((run) => run.id)
  if (unstarted.length > 0) {
    await engine.sql`
      UPDATE inngest.runs SET started_at = ${engine.clock.now()}
      WHERE id = ANY(${unstarted}::text[]) AND started_at IS NULL`
  }
  const events = new Map(runs.map((run) => [run.id, run.event]))
  const stepsOf = new Map<string, (typeof steps)[number][]>()
  for (const step of steps) stepsOf.set(step.runId, [...(stepsOf.get(step.runId) ?? []), step])
  return jobs.flatMap((job) => {
    const event = events.get(job.runId)
    return event ? [{ ...job, body: bodyOf(engine, job, event, stepsOf.get(job.runId) ?? []) }] : []
  })
}

/** Puts a job off for another try at `at`; when something changed meanwhile, for now. */
export async function retryJob(
  engine: Engine,
  tx: Db,
  job: Job,
  at: Date,
  error: unknown,
): Promise<void> {
  await tx`
    UPDATE inngest.jobs
    SET attempt = attempt + 1, leased_until = NULL, last_error = ${jsonText(error)}::text::json,
        due_at = CASE WHEN dirty THEN ${engine.clock.now()} ELSE ${at}::timestamptz END, dirty = false
    WHERE id = ${job.id}`
}

/** The call did its part, and nothing asks for another. */
export async function deleteJob(tx: Db, job: Job): Promise<void> {
  await tx`DELETE FROM inngest.jobs WHERE id = ${job.id}`
}

/** Has a call that goes through the function made again, as a first try. */
export async function restartJob(engine: Engine, tx: Db, job: Job): Promise<void> {
  await tx`
    UPDATE inngest.jobs
    SET attempt = 0, due_at = ${engine.clock.now()}, leased_until = NULL, dirty = false, last_error = NULL
    WHERE id = ${job.id}`
}

function bodyOf(
  engine: Engine,
  job: Job,
  event: StoredEvent,
  steps: { id: string; state: string; data: unknown; error: unknown }[],
): CallBody {
  const memo: Record<string, Memo> = {}
  for (const step of steps) {
    if (step.state === 'done') memo[step.id] = { type: 'data', data: step.data }
    if (step.state === 'failed') memo[step.id] = { type: 'error', error: step.error }
  }
  const stack = Object.keys(memo)
  return {
    version: 2,
    event,
    events: [event],
    steps: memo,
    ctx: {
      run_id: job.runId,
      fn_id: job.functionId,
      qi_id: job.id,
      attempt: job.attempt,
      max_attempts: (engine.functions.get(job.functionId)?.retries ?? 0) + 1,
      // While other steps are pending, the SDK must plan and not run what it finds: it cannot
      // know that a planned step already has a job of its own.
      disable_immediate_execution: steps.some((step) =>
        ['planned', 'waiting'].includes(step.state),
      ),
      use_api: false,
      env: 'local',
      stack: { stack, current: Math.max(stack.length - 1, 0) },
    },
  }
}
