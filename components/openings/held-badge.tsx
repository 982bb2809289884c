'use client'

import { StatusBadge } from '../status/badge'
import { type Hold, useTimeLeft } from '../status/live-time-left'

/** "Held, 1 h 12 min left", "Held for 2, 38 min left", stepping once a minute. */
export function HeldBadge({ people, ...hold }: Hold & { people: number }) {
  const { fraction, words } = useTimeLeft(hold)
  return (
    <StatusBadge state="held" fraction={fraction}>
      {people > 1 ? `Held for ${people}` : 'Held'}, {words}
    </StatusBadge>
  )
}
