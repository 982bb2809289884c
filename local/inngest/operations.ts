import { dueAt } from './duration'
import { checkExpression, matchKey } from './expressions'
import type { Operation, StoredEvent, WireError } from './protocol'
import { internalEvent, invokeOptions, waitOptions, wireError } from './protocol'

/** What an operation asks of the executor. */
export type Request =
  | { kind: 'ran'; data: unknown }
  | { kind: 'error'; error: WireError; final: boolean }
  | { kind: 'plan'; race: boolean }
  | { kind: 'sleep'; until: Date }
  | {
      kind: 'wait'
      until: Date
      eventName: string
      expression: string | null
      match: string | null
    }
  | { kind: 'invoke'; functionId: string; until: Date | null; payload: Record<string, unknown> }
  | { kind: 'complete'; output: unknown }
  | { kind: 'refuse'; reason: string }

/**
 * Reads an operation of a run that `own` started. What the executor cannot do is a `refuse` that
 * says so by name, never something left out.
 */
export function readOperation(operation: Operation, own: StoredEvent, now: Date): Request {
  try {
    return read(operation, own, now)
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error)
    return { kind: 'refuse', reason: `Step "${stepName(operation)}" (${operation.op}): ${why}` }
  }
}

/** The name a person knows the step by. */
export function stepName(operation: Operation): string {
  return operation.displayName ?? operation.name ?? operation.id
}

function read(operation: Operation, own: StoredEvent, now: Date): Request {
  switch (operation.op) {
    case 'StepRun':
    case 'Step':
      return { kind: 'ran', data: operation.data ?? null }
    case 'StepError':
      return {
        kind: 'error',
        error: wireError.catch(unknownError).parse(operation.error),
        final: false,
      }
    case 'StepFailed':
      return {
        kind: 'error',
        error: wireError.catch(unknownError).parse(operation.error),
        final: true,
      }
    case 'StepPlanned':
      return { kind: 'plan', race: operation.opts?.parallelMode === 'race' }
    case 'Sleep':
      return { kind: 'sleep', until: dueAt(operation.name ?? '', now) }
    case 'WaitForEvent':
      return readWait(operation, own, now)
    case 'InvokeFunction':
      return readInvoke(operation, now)
    case 'RunComplete':
      return { kind: 'complete', output: operation.data ?? null }
    default:
      return {
        kind: 'refuse',
        reason: `Step "${stepName(operation)}" needs ${operation.op}, which the local executor does not support. Run the function on an Inngest server, or do without it.`,
      }
  }
}

const unknownError: WireError = { name: 'Error', message: 'Unknown error', stack: undefined }

function readWait(operation: Operation, own: StoredEvent, now: Date): Request {
  const options = waitOptions.parse(operation.opts ?? {})
  const eventName = operation.name ?? ''
  if (eventName.startsWith('inngest/') && eventName !== internalEvent.failed) {
    throw new Error(`the local executor does not send "${eventName}"`)
  }
  if (options.if) checkExpression(options.if)
  return {
    kind: 'wait',
    until: dueAt(options.timeout, now),
    eventName,
    expression: options.if ?? null,
    match: options.if ? matchKey(options.if, own) : null,
  }
}

function readInvoke(operation: Operation, now: Date): Request {
  const options = invokeOptions.parse(operation.opts ?? {})
  return {
    kind: 'invoke',
    functionId: options.function_id,
    until: options.timeout === undefined ? null : dueAt(options.timeout, now),
    payload: options.payload,
  }
}
