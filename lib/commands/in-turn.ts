import pLimit, { type LimitFunction } from 'p-limit'

/** How many may wait for one practitioner at a time with a connection to the database in hand. */
const atOnce = 4

const lines = new Map<string, LimitFunction>()

/**
 * Lets only a few of those who want a practitioner's time go to the database at once, so that a rush
 * on one leaves connections for everybody else's work. Who comes first is first; what is decided
 * there is decided by the lock on the practitioner, in this process and in others.
 */
export async function inTurn<T>(practitionerId: string, work: () => Promise<T>): Promise<T> {
  const line = lines.get(practitionerId) ?? pLimit(atOnce)
  lines.set(practitionerId, line)
  try {
    return await line(work)
  } finally {
    if (line.activeCount + line.pendingCount === 0) lines.delete(practitionerId)
  }
}
