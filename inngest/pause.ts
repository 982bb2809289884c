/**
 * How long to sleep, in ms, for what the database says is `waitMs` away. Whole seconds, which is all
 * that an engine counts in, and one more: engines round, and a wake-up a moment too soon costs another.
 * A length, not an instant: the engine's clock and the database's may differ.
 */
export function pauseFor(waitMs: number): number {
  return Math.ceil(waitMs / 1000) * 1000 + 1000
}
