/**
 * Whether an error, or one that caused it, quotes what a statement was given, as those of drizzle
 * and of the driver do. Told by its shape: each of the app's bundles has a drizzle of its own, and
 * all share one connection, so `instanceof` knows only some of these errors.
 */
export function quotesValues(error: unknown): boolean {
  for (let e = error; e instanceof Error; e = e.cause) {
    if (marks.some((mark) => mark in Object(e))) return true
  }
  return false
}

/** Drizzle's and the driver's fields, some of them not enumerable, and one that only PostgreSQL's errors have. */
const marks = ['query', 'params', 'parameters', 'severity']
