import { z } from 'zod'

/** Headers of the SDK protocol that this executor reads or writes. */
export const header = {
  noRetry: 'x-inngest-no-retry',
  retryAfter: 'retry-after',
  requestVersion: 'x-inngest-req-version',
  serverKind: 'x-inngest-server-kind',
  signature: 'x-inngest-signature',
  runId: 'x-run-id',
  requestId: 'x-request-id',
  eventIdSeed: 'x-inngest-event-id-seed',
  sdkHandled: 'x-inngest-sdk-handled',
} as const

/** Events that the executor itself makes. */
export const internalEvent = {
  failed: 'inngest/function.failed',
  invoked: 'inngest/function.invoked',
  timer: 'inngest/scheduled.timer',
} as const

const json = z.unknown()

/** An event as the SDK sends it; what we do not know (`meta`, `v`, `user`) is passed on as it is. */
export const incomingEvent = z.looseObject({
  id: z.string().min(1).optional(),
  name: z.string().min(1),
  data: z.record(z.string(), json).nullish(),
  ts: z.number().optional(),
})
export const incomingEvents = z.union([
  incomingEvent.transform((one) => [one]),
  z.array(incomingEvent),
])

export interface StoredEvent extends Record<string, unknown> {
  id: string
  name: string
  data: Record<string, unknown>
  ts: number
}

/** An error as it crosses the wire and is given back to the function. */
export const wireError = z.looseObject({
  name: z.string().catch('Error'),
  message: z.string().catch('Unknown error'),
  stack: z.string().optional().catch(undefined),
})
export type WireError = z.infer<typeof wireError>

/** One operation that a call to the app answers with. */
export const operation = z.looseObject({
  id: z.string().min(1),
  op: z.string(),
  name: z.string().nullish(),
  displayName: z.string().nullish(),
  opts: z.looseObject({}).nullish(),
  data: json.optional(),
  error: json.optional(),
})
export type Operation = z.infer<typeof operation>
export const operations = z.union([z.array(operation), operation.transform((one) => [one])])

export const waitOptions = z.looseObject({
  timeout: z.string().default(''),
  if: z.string().optional(),
})
export const invokeOptions = z.looseObject({
  function_id: z.string(),
  timeout: z.string().optional(),
  payload: z.looseObject({ data: z.record(z.string(), json).nullish() }).default({}),
})

/** A checkpoint: results of steps that ran while a call is still going on. */
export const checkpointBody = z.looseObject({
  run_id: z.string(),
  qi_id: z.string(),
  steps: operations,
})

export const registerBody = z.looseObject({
  appName: z.string().optional(),
  app_id: z.string().optional(),
  functions: z.array(z.unknown()),
})

/** A memoised step in a call to the app. */
export type Memo = { type: 'data'; data: unknown } | { type: 'error'; error: unknown }

/** The body of a call to the app. */
export interface CallBody {
  version: number
  event: StoredEvent
  events: StoredEvent[]
  steps: Record<string, Memo>
  ctx: {
    run_id: string
    fn_id: string
    qi_id: string
    attempt: number
    max_attempts: number
    disable_immediate_execution: boolean
    use_api: boolean
    env: string
    stack: { stack: string[]; current: number }
  }
}
