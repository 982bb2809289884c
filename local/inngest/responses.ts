import { header, type Operation, operations, type WireError, wireError } from './protocol'

/** An answer of the app, as it came over HTTP. */
export interface Answer {
  status: number
  headers: Record<string, string | string[] | undefined>
  text: string
}

/** What a call to the app came to. */
export type Outcome =
  | {
      kind: 'operations'
      operations: Operation[]
      sdkVersion: number
      retryAfter: string | undefined
    }
  | { kind: 'completed'; output: unknown }
  | { kind: 'failed'; error: WireError; final: boolean; retryAfter: string | undefined }
  /** Nobody answered at the app's address: nothing ran, and no try is used up. */
  | { kind: 'unreachable'; message: string }

/** Reads the SDK's answer to a call. */
export function readAnswer(answer: Answer): Outcome {
  const body = parse(answer.text)
  if (!body.ok)
    return failure(`The app answered ${answer.status} without JSON: ${answer.text.slice(0, 200)}`)
  const after = text(answer.headers[header.retryAfter])
  if (answer.status === 200) return { kind: 'completed', output: body.value }
  if (answer.status === 206) {
    const read = operations.safeParse(body.value)
    if (!read.success)
      return failure('The app answered with operations that this executor cannot read.')
    const sdkVersion = Number(text(answer.headers[header.requestVersion]) ?? 2)
    return { kind: 'operations', operations: read.data, sdkVersion, retryAfter: after }
  }
  if (answer.status === 400 || answer.status === 500) {
    const final = text(answer.headers[header.noRetry]) === 'true'
    return { kind: 'failed', error: errorOf(body.value), final, retryAfter: after }
  }
  return failure(`The app answered ${answer.status}: ${answer.text.slice(0, 200)}`)
}

/** A failed call that may be tried again. */
export function failure(message: string): Outcome {
  return {
    kind: 'failed',
    error: { name: 'Error', message, stack: undefined },
    final: false,
    retryAfter: undefined,
  }
}

function errorOf(body: unknown): WireError {
  const read = wireError.safeParse(body)
  if (read.success && read.data.message !== 'Unknown error') return read.data
  return {
    name: 'Error',
    message: JSON.stringify(body)?.slice(0, 500) ?? 'Unknown error',
    stack: undefined,
  }
}

function parse(source: string): { ok: true; value: unknown } | { ok: false } {
  try {
    return { ok: true, value: source === '' ? null : JSON.parse(source) }
  } catch {
    return { ok: false }
  }
}

function text(value: string | string[] | undefined): string | undefined {
  return Array.isArray(value) ? value[0] : value
}
