const minute = 60_000

/** How long nothing has changed and nobody has moved, up to so many ms, and the pause between two looks then. */
const paces = [
  { idle: 2 * minute, pause: 2_500 },
  { idle: 10 * minute, pause: 10_000 },
  { idle: 30 * minute, pause: 30_000 },
]

/** How long a live page waits, in ms, before it looks again, when for `idleMs` nothing has changed and nobody has moved. */
export function pauseAfter(idleMs: number): number {
  return paces.find(({ idle }) => idleMs < idle)?.pause ?? minute
}
