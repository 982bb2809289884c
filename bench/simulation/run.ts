import { addDays, instantAtOrAfter } from '@/lib/domain/time'
import { expectAnswer } from './answers'
import type { Assumptions } from './assumptions'
import { callByTelephone } from './calls'
import { type Clinic, createClinic } from './clinic'
import { askDaily, sweep } from './openings'
import type { Policy } from './policies'
import { book } from './visits'
import { type Request, requestsOf } from './world'

/** The column defaults `reschedule_at` and `reschedule_days_ahead`. */
export const sweeps = { at: '07:00', daysAhead: 14 }

/** A clinic-year under a policy, to its last event. `afterEach` sees the clinic after every event. */
export function runYear(
  seed: number,
  policy: Policy,
  a: Assumptions,
  afterEach?: (clinic: Clinic) => void,
): Clinic {
  return runRequests(requestsOf(seed, a), seed, policy, a, afterEach)
}

/** The same with given requests. */
export function runRequests(
  requests: readonly Request[],
  seed: number,
  policy: Policy,
  a: Assumptions,
  afterEach?: (clinic: Clinic) => void,
): Clinic {
  const clinic = createClinic(seed, policy, a, { opened: callByTelephone, offered: expectAnswer })
  for (const request of requests) clinic.queue.put(request.at, () => book(clinic, request))
  everyDay(clinic)
  while (clinic.queue.step()) afterEach?.(clinic)
  return clinic
}

function everyDay(clinic: Clinic): void {
  const { a, policy, queue, span } = clinic
  const daily = `${String(a.firstMedcal.hour).padStart(2, '0')}:00`
  for (let i = 0; i < span.days; i++) {
    const at = (time: string) => +instantAtOrAfter(addDays(span.day, i), time, a.zone)
    if (policy.asks === 'at-once') queue.put(at(sweeps.at), () => sweep(clinic, sweeps.daysAhead))
    if (policy.asks === 'daily') {
      queue.put(at(daily), () => askDaily(clinic, a.firstMedcal.daysAhead))
    }
  }
}
