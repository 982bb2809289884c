'use client'

import { useTimeLeft } from '@/components/status/live-time-left'

/** ' · in 52 min'; nothing when the visit has begun or is more than a day away. Instants are ISO strings. */
export function VisitWait({ start, now }: { start: string; now: string }) {
  const { minutes, short } = useTimeLeft({ until: start, total: 1, now })
  if (minutes === 0 || minutes > 24 * 60) return null
  return <span className="whitespace-nowrap text-ink-2"> · in {short}</span>
}
