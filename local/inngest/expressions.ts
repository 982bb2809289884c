import { celEnv, isCelError, parse, plan } from '@bufbuild/cel'

/** What an expression sees: `event` started the run, `async` is the one that came in later. */
export interface Bindings {
  event: Record<string, unknown>
  async?: Record<string, unknown>
}

type Node = ReturnType<typeof parse>['expr']

const environment = celEnv()
const programs = new Map<string, ReturnType<typeof compile>>()
// Functions often write an id into an expression, so each wait may bring a new one.
const programsKept = 1000

/** Throws, with the place of the mistake, when `expression` is not CEL. */
export function checkExpression(expression: string): void {
  program(expression)
}

/** Whether the expression is true. One that cannot be answered (a missing field) is not. */
export function isTrue(expression: string, bindings: Bindings): boolean {
  return evaluate(expression, bindings) === true
}

/** The expression's value as a key, or null when it has none (a missing field, say). */
export function keyOf(expression: string, bindings: Bindings): string | null {
  const value = evaluate(expression, bindings)
  if (value === undefined) return null
  return typeof value === 'object' ? String(value) : `${typeof value}:${String(value)}`
}

/**
 * A necessary condition of the expression that an index can answer, such as
 * `data.offerId="o1"` for `async.data.offerId == event.data.offerId`; null when it has none.
 * Thousands of waits for one event name then cost no evaluation each.
 */
export function matchKey(expression: string, event: Record<string, unknown>): string | null {
  for (const part of conjuncts(program(expression).tree)) {
    const key = equality(part, event)
    if (key) return key
  }
  return null
}

/** Every `path=value` of the scalars in an event, to be looked up against `matchKey`. */
export function leavesOf(value: unknown, path = ''): string[] {
  if (isScalar(value)) return [`${path}=${JSON.stringify(value)}`]
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return []
  return Object.entries(value).flatMap(([key, inner]) =>
    leavesOf(inner, path ? `${path}.${key}` : key),
  )
}

function evaluate(expression: string, bindings: Bindings): unknown {
  const result = program(expression).run(bindings)
  return isCelError(result) ? undefined : result
}

function program(expression: string) {
  const known = programs.get(expression)
  if (known) return known
  if (programs.size >= programsKept) programs.clear()
  const compiled = compile(expression)
  programs.set(expression, compiled)
  return compiled
}

function compile(expression: string) {
  const parsed = parse(expression)
  const run = plan(environment, parsed)
  // The bindings are JSON, which is all that CEL takes; its own type cannot say so.
  return { tree: parsed.expr, run: (bindings: Bindings): unknown => run(bindings as never) }
}

function conjuncts(node: Node): Node[] {
  const call = node.exprKind
  if (call.case !== 'callExpr' || call.value.function !== '_&&_') return [node]
  return call.value.args.flatMap(conjuncts)
}

function equality(node: Node, event: Record<string, unknown>): string | null {
  const call = node.exprKind
  if (call.case !== 'callExpr' || call.value.function !== '_==_') return null
  const [left, right] = call.value.args
  if (!left || !right) return null
  for (const [incoming, own] of [
    [left, right],
    [right, left],
  ] as const) {
    const path = fieldPath(incoming)
    if (path?.[0] !== 'async') continue
    const value = constant(own) ?? valueAt(event, own)
    if (isScalar(value)) return `${path.slice(1).join('.')}=${JSON.stringify(value)}`
  }
  return null
}

function fieldPath(node: Node): string[] | null {
  const kind = node.exprKind
  if (kind.case === 'identExpr') return [kind.value.name]
  if (kind.case !== 'selectExpr' || kind.value.testOnly || !kind.value.operand) return null
  const parent = fieldPath(kind.value.operand)
  return parent && [...parent, kind.value.field]
}

function constant(node: Node): unknown {
  if (node.exprKind.case !== 'constExpr') return undefined
  const value = node.exprKind.value.constantKind.value
  return typeof value === 'bigint' ? Number(value) : value
}

function valueAt(event: Record<string, unknown>, node: Node): unknown {
  const path = fieldPath(node)
  if (path?.[0] !== 'event') return undefined
  let value: unknown = event
  for (const key of path.slice(1)) {
    if (typeof value !== 'object' || value === null) return undefined
    value = (value as Record<string, unknown>)[key]
  }
  return value
}

function isScalar(value: unknown): value is string | number | boolean {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
}
