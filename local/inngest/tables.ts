/**
 * The executor's own schema. Plain SQL that may run at every start; it never touches another schema.
 *
 * - `steps` is the memo of a run, and the calendar of its sleeps and waits (`due_at`).
 * - `watches` says which incoming event ends a wait (step_id) or cancels a run (step_id '').
 * - `jobs` are calls to make to the app: step_id '' goes through the function to its next step,
 *   any other runs that one step. `dirty`: something changed while the call was under way.
 * - Leases use the database's own clock, because they are about processes, not about the plan.
 */
export const tables = `
DO $$ BEGIN
  -- IF NOT EXISTS would ask for the right to make one even where it is there.
  IF to_regnamespace('inngest') IS NULL THEN CREATE SCHEMA inngest; END IF;
END $$;

CREATE TABLE IF NOT EXISTS inngest.functions (
  id text PRIMARY KEY,
  config json NOT NULL,
  synced_at timestamptz NOT NULL
);

CREATE TABLE IF NOT EXISTS inngest.crons (
  function_id text NOT NULL REFERENCES inngest.functions ON DELETE CASCADE,
  expression text NOT NULL,
  next_at timestamptz NOT NULL,
  PRIMARY KEY (function_id, expression)
);

CREATE TABLE IF NOT EXISTS inngest.events (
  id text PRIMARY KEY,
  name text NOT NULL,
  payload json NOT NULL,
  received_at timestamptz NOT NULL
);
CREATE INDEX IF NOT EXISTS events_received ON inngest.events (received_at);

CREATE SEQUENCE IF NOT EXISTS inngest.positions;

CREATE TABLE IF NOT EXISTS inngest.runs (
  id text PRIMARY KEY,
  function_id text NOT NULL,
  event_id text NOT NULL REFERENCES inngest.events,
  state text NOT NULL CHECK (state IN ('running', 'completed', 'failed', 'cancelled')),
  slots text[] NOT NULL DEFAULT '{}',
  parent_run_id text,
  parent_step_id text,
  output json,
  error json,
  created_at timestamptz NOT NULL,
  started_at timestamptz,
  ended_at timestamptz,
  start_by timestamptz,
  finish_by timestamptz
);
CREATE INDEX IF NOT EXISTS runs_created ON inngest.runs (created_at DESC);
CREATE INDEX IF NOT EXISTS runs_function ON inngest.runs (function_id, created_at DESC);
CREATE INDEX IF NOT EXISTS runs_event ON inngest.runs (event_id);
CREATE INDEX IF NOT EXISTS runs_start_by ON inngest.runs (start_by)
  WHERE state = 'running' AND started_at IS NULL;
CREATE INDEX IF NOT EXISTS runs_finish_by ON inngest.runs (finish_by) WHERE state = 'running';

CREATE TABLE IF NOT EXISTS inngest.steps (
  run_id text NOT NULL REFERENCES inngest.runs ON DELETE CASCADE,
  id text NOT NULL,
  name text NOT NULL,
  op text NOT NULL,
  state text NOT NULL CHECK (state IN ('planned', 'waiting', 'done', 'failed', 'abandoned')),
  due_at timestamptz,
  data json,
  error json,
  options json,
  position bigint,
  created_at timestamptz NOT NULL,
  ended_at timestamptz,
  PRIMARY KEY (run_id, id)
);
CREATE INDEX IF NOT EXISTS steps_due ON inngest.steps (due_at) WHERE state = 'waiting';

CREATE TABLE IF NOT EXISTS inngest.watches (
  run_id text NOT NULL REFERENCES inngest.runs ON DELETE CASCADE,
  step_id text NOT NULL,
  number smallint NOT NULL DEFAULT 0,
  event_name text NOT NULL,
  match text,
  expression text,
  until timestamptz,
  PRIMARY KEY (run_id, step_id, number)
);
CREATE INDEX IF NOT EXISTS watches_event ON inngest.watches (event_name, match);

CREATE TABLE IF NOT EXISTS inngest.jobs (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  run_id text NOT NULL REFERENCES inngest.runs ON DELETE CASCADE,
  step_id text NOT NULL DEFAULT '',
  slots text[] NOT NULL DEFAULT '{}',
  attempt integer NOT NULL DEFAULT 0,
  due_at timestamptz NOT NULL,
  leased_until timestamptz,
  dirty boolean NOT NULL DEFAULT false,
  last_error json,
  UNIQUE (run_id, step_id)
);
CREATE INDEX IF NOT EXISTS jobs_due ON inngest.jobs (due_at, id);

CREATE TABLE IF NOT EXISTS inngest.idempotency (
  function_id text NOT NULL,
  key text NOT NULL,
  expires_at timestamptz NOT NULL,
  PRIMARY KEY (function_id, key)
);
`
