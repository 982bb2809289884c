import pLimit, { type LimitFunction } from 'p-limit'
import { type Reason, type Result, refuse } from '@/lib/domain/result'

/** How many may wait for one practitioner at a time with a connection to the database in hand. */
const atOnce = 4

type Line = {
  limit: LimitFunction
  /** Who got which start (ms) while somebody stood in line, and as the how manieth. */
  won: Map<number, { by: string; turn: number }>
  turns: number
}

const lines = new Map<string, Line>()

/**
 * What is wanted: a practitioner's time from `start` on; `by` is the same when the same is asked for
 * again. Each clinic has a line of its own: a practitioner's id is anybody's to send.
 */
type Wanted = { clinicId: string; practitionerId: string; start: Date; by: string }

/**
 * Lets only a few of those who want a practitioner's time go to the database at once, so that a rush
 * on one leaves connections for everybody else's work. Who stands in line while another gets the same
 * start is told so at once. All else is decided by the lock on the practitioner and by the
 * constraint, in this process and in others.
 */
export async function inTurn<T, R extends Reason>(
  { clinicId, practitionerId, start, by }: Wanted,
  work: () => Promise<Result<T, R>>,
): Promise<Result<T, R | 'taken'>> {
  const key = `${clinicId} ${practitionerId}`
  const line = lines.get(key) ?? { limit: pLimit(atOnce), won: new Map(), turns: 0 }
  lines.set(key, line)
  const came = line.turns
  try {
    return await line.limit(async () => {
      const winner = line.won.get(+start)
      if (winner && winner.turn > came && winner.by !== by) return refuse('taken')
      const answer = await work()
      if (answer.ok) line.won.set(+start, { by, turn: ++line.turns })
      return answer
    })
  } finally {
    if (line.limit.activeCount + line.limit.pendingCount === 0) lines.delete(key)
  }
}
