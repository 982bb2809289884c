import { inngest } from '@/inngest/client'
import type { EventData, EventName } from '@/inngest/events'

/** In ms. */
const window = 10 * 60_000

/**
 * Sends events of what should have happened long ago. Their own may be under way after all, so each
 * goes out once in ten minutes at most: the window of `now` becomes part of its id (`about` says the
 * rest), and the server drops an id that it knows. Throws when the server does not take them.
 */
export async function sendAgain<N extends EventName>(
  name: N,
  about: { about: string; data: EventData<N> }[],
  now: Date,
): Promise<void> {
  if (about.length === 0) return
  const turn = Math.floor(+now / window)
  await inngest.send(about.map((one) => ({ id: `${one.about}:${turn}`, name, data: one.data })))
}
