import type { Sql } from './database'

export interface RunRow {
  id: string
  functionId: string
  eventName: string
  state: string
  createdAt: Date
  startedAt: Date | null
  endedAt: Date | null
  error: { name?: string; message?: string } | null
  attempt: number | null
  retryAt: Date | null
  steps: StepRow[]
}

export interface StepRow {
  id: string
  name: string
  op: string
  state: string
  dueAt: Date | null
  createdAt: Date
  endedAt: Date | null
  error: { name?: string; message?: string } | null
}

const mostRuns = 100

/** The newest runs, up to 100, of one function and state or of all, with their steps. */
export async function listRuns(
  sql: Sql,
  filter: {
    functionId?: string | undefined
    state?: string | undefined
    runId?: string | undefined
  },
): Promise<RunRow[]> {
  const runs = await sql<Omit<RunRow, 'steps'>[]>`
    SELECT r.id, r.function_id AS "functionId", e.name AS "eventName", r.state,
           r.created_at AS "createdAt", r.started_at AS "startedAt", r.ended_at AS "endedAt",
           coalesce(r.error, j.last_error) AS error, j.attempt,
           CASE WHEN j.attempt > 0 THEN j.due_at END AS "retryAt"
    FROM inngest.runs r
    JOIN inngest.events e ON e.id = r.event_id
    LEFT JOIN LATERAL (
      SELECT attempt, due_at, last_error FROM inngest.jobs WHERE run_id = r.id ORDER BY attempt DESC LIMIT 1
    ) j ON true
    WHERE (${filter.functionId ?? null}::text IS NULL OR r.function_id = ${filter.functionId ?? null})
      AND (${filter.state ?? null}::text IS NULL OR r.state = ${filter.state ?? null})
      AND (${filter.runId ?? null}::text IS NULL OR r.id = ${filter.runId ?? null})
    ORDER BY r.created_at DESC, r.id DESC LIMIT ${mostRuns}`
  const steps = await sql<(StepRow & { runId: string })[]>`
    SELECT run_id AS "runId", id, name, op, state, due_at AS "dueAt", created_at AS "createdAt",
           ended_at AS "endedAt", error
    FROM inngest.steps WHERE run_id = ANY(${runs.map((run) => run.id)}::text[])
    ORDER BY position NULLS LAST, created_at, id`
  return runs.map((run) => ({
    ...run,
    steps: steps.filter((step) => step.runId === run.id).map(({ runId: _, ...step }) => step),
  }))
}

/** One run with all that is stored of it: its event, its steps' results, its output. */
export async function readRun(sql: Sql, runId: string): Promise<Record<string, unknown> | null> {
  const [run] = await listRuns(sql, { runId })
  if (!run) return null
  const [stored] = await sql`
    SELECT e.payload AS event, r.output, r.error
    FROM inngest.runs r JOIN inngest.events e ON e.id = r.event_id WHERE r.id = ${runId}`
  const steps = await sql`
    SELECT id, name, op, state, options, data, error FROM inngest.steps
    WHERE run_id = ${runId} ORDER BY position NULLS LAST, created_at, id`
  return { ...run, ...stored, steps }
}

export interface Summary {
  functionIds: string[]
  counts: { state: string; count: number }[]
  crons: { functionId: string; expression: string; nextAt: Date }[]
}

/** What the page shows above the runs. */
export async function readSummary(sql: Sql): Promise<Summary> {
  const [functions, counts, crons] = await Promise.all([
    sql<{ id: string }[]>`SELECT id FROM inngest.functions ORDER BY id`,
    sql<{ state: string; count: number }[]>`
      SELECT state, count(*)::int AS count FROM inngest.runs GROUP BY state ORDER BY state`,
    sql<{ functionId: string; expression: string; nextAt: Date }[]>`
      SELECT function_id AS "functionId", expression, next_at AS "nextAt"
      FROM inngest.crons ORDER BY next_at`,
  ])
  return { functionIds: functions.map((one) => one.id), counts, crons }
}

/** Deletes runs that ended before `before`, and the events that no run needs any more. */
export async function prune(sql: Sql, before: Date, now: Date): Promise<void> {
  await sql`DELETE FROM inngest.runs WHERE state <> 'running' AND ended_at < ${before}`
  await sql`
    DELETE FROM inngest.events e WHERE received_at < ${before}
      AND NOT EXISTS (SELECT 1 FROM inngest.runs r WHERE r.event_id = e.id)`
  await sql`DELETE FROM inngest.idempotency WHERE expires_at < ${now}`
}
