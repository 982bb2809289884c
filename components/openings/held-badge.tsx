'use client'

import { StatusBadge } from '../status/badge'
import { type Hold, useTimeLeft } from '../status/live-time-left'

/** "Held, 1 h 12 min left", stepping once a minute. */
export function HeldBadge(hold: Hold) {
  const { fraction, words } = useTimeLeft(hold)
  return (
    <StatusBadge state="held" fraction={fraction}>
      Held, {words}
    </StatusBadge>
  )
}
