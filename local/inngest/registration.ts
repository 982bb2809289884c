import { z } from 'zod'
import { nextCron } from './cron'
import { isTimeText } from './duration'
import { checkExpression } from './expressions'
import { internalEvent, registerBody } from './protocol'

/** A function as the executor keeps it. `retries` counts the tries after the first. */
export interface FunctionConfig {
  id: string
  name: string
  events: { event: string; expression: string | null }[]
  crons: string[]
  retries: number
  concurrency: { limit: number; key: string | null }[]
  cancel: { event: string; expression: string | null; timeout: string | null }[]
  idempotency: string | null
  startTimeout: string | null
  finishTimeout: string | null
}

export type Registration =
  | { ok: true; functions: FunctionConfig[] }
  | { ok: false; problems: string[] }

const notSupported = [
  'batchEvents',
  'debounce',
  'throttle',
  'rateLimit',
  'priority',
  'singleton',
] as const
// Inngest's own (inngest/inngest, pkg/consts, November 2026): the first try and four more.
const defaultRetries = 4

const concurrencyOption = z.strictObject({
  limit: z.int().positive(),
  key: z.string().optional(),
  scope: z.string().optional(),
})
const time = z.string().refine(isTimeText, 'is not a time such as "2h" or "30m"')
const configSchema = z.strictObject({
  id: z.string().min(1),
  name: z.string().optional(),
  triggers: z.array(
    z.union([
      z.strictObject({ event: z.string(), expression: z.string().optional() }),
      z.strictObject({ cron: z.string(), jitter: z.string().optional() }),
    ]),
  ),
  steps: z.record(
    z.string(),
    z.looseObject({ retries: z.looseObject({ attempts: z.int().min(0).optional() }).optional() }),
  ),
  idempotency: z.string().optional(),
  concurrency: z
    .union([z.int().positive(), concurrencyOption, z.array(concurrencyOption)])
    .optional(),
  cancel: z
    .array(
      z.strictObject({ event: z.string(), if: z.string().optional(), timeout: time.optional() }),
    )
    .optional(),
  timeouts: z.strictObject({ start: time.optional(), finish: time.optional() }).optional(),
})
type RawConfig = z.infer<typeof configSchema>

/**
 * Reads the functions that an app registers. Whatever the executor would not honour is refused
 * by name, with every problem of every function at once; nothing is ignored silently.
 */
export function readRegistration(body: unknown): Registration {
  const parsed = registerBody.safeParse(body)
  if (!parsed.success)
    return { ok: false, problems: ['The registration has no list of functions.'] }
  const read = parsed.data.functions.map(readFunction)
  const problems = read.flatMap((one) => (Array.isArray(one) ? one : []))
  if (problems.length > 0) return { ok: false, problems }
  return { ok: true, functions: read.flatMap((one) => (Array.isArray(one) ? [] : [one])) }
}

function readFunction(raw: unknown): FunctionConfig | string[] {
  const { id, options } = unsupportedOptions(raw)
  if (options.length > 0) {
    return options.map(
      (option) =>
        `Function "${id}" uses ${option}, which the local executor does not support. Remove it, or run the functions on an Inngest server.`,
    )
  }
  const parsed = configSchema.safeParse(raw)
  if (!parsed.success)
    return parsed.error.issues.map((issue) => `Function "${id}": ${issueText(issue)}`)
  const problems = findProblems(parsed.data)
  return problems.length > 0
    ? problems.map((problem) => `Function "${id}": ${problem}`)
    : toConfig(parsed.data)
}

function unsupportedOptions(raw: unknown): { id: string; options: string[] } {
  const record = z.looseObject({ id: z.string().catch('?') }).safeParse(raw)
  if (!record.success) return { id: '?', options: [] }
  return {
    id: record.data.id,
    options: notSupported.filter(
      (name) => record.data[name] !== undefined && record.data[name] !== null,
    ),
  }
}

function issueText(issue: z.core.$ZodIssue): string {
  if (issue.code === 'unrecognized_keys') return `${issue.keys.join(', ')} is not supported here.`
  return `${issue.path.join('.')} is not understood (${issue.message}).`
}

function findProblems(config: RawConfig): string[] {
  const problems: string[] = []
  const expressions = [config.idempotency, ...concurrencyOf(config).map((option) => option.key)]
  for (const trigger of config.triggers) {
    if ('cron' in trigger) {
      if (trigger.jitter) problems.push('jitter of a cron trigger is not supported here.')
      problems.push(
        ...problemOf(() => nextCron(trigger.cron, new Date(0)), `the cron "${trigger.cron}"`),
      )
    } else {
      if (trigger.event.startsWith('inngest/') && trigger.event !== internalEvent.failed) {
        problems.push(`the trigger "${trigger.event}" is not supported here.`)
      }
      expressions.push(trigger.expression)
    }
  }
  for (const cancel of config.cancel ?? []) expressions.push(cancel.if)
  for (const option of concurrencyOf(config)) {
    if (option.scope && option.scope !== 'fn') {
      problems.push(`concurrency with scope "${option.scope}" is not supported here; only "fn" is.`)
    }
  }
  for (const expression of expressions) {
    if (expression)
      problems.push(
        ...problemOf(() => checkExpression(expression), `the expression "${expression}"`),
      )
  }
  return problems
}

function problemOf(check: () => unknown, what: string): string[] {
  try {
    check()
    return []
  } catch (error) {
    return [`${what} is not valid: ${error instanceof Error ? error.message : String(error)}`]
  }
}

function concurrencyOf(
  config: RawConfig,
): { limit: number; key?: string | undefined; scope?: string | undefined }[] {
  const given = config.concurrency
  if (given === undefined) return []
  if (typeof given === 'number') return [{ limit: given }]
  return Array.isArray(given) ? given : [given]
}

function toConfig(raw: RawConfig): FunctionConfig {
  const step = Object.values(raw.steps)[0]
  return {
    id: raw.id,
    name: raw.name ?? raw.id,
    events: raw.triggers.flatMap((trigger) =>
      'event' in trigger ? [{ event: trigger.event, expression: trigger.expression ?? null }] : [],
    ),
    crons: raw.triggers.flatMap((trigger) => ('cron' in trigger ? [trigger.cron] : [])),
    retries: step?.retries?.attempts ?? defaultRetries,
    concurrency: concurrencyOf(raw).map((option) => ({
      limit: option.limit,
      key: option.key ?? null,
    })),
    cancel: (raw.cancel ?? []).map((cancel) => ({
      event: cancel.event,
      expression: cancel.if ?? null,
      timeout: cancel.timeout ?? null,
    })),
    idempotency: raw.idempotency ?? null,
    startTimeout: raw.timeouts?.start ?? null,
    finishTimeout: raw.timeouts?.finish ?? null,
  }
}
