import type { HoldPolicy } from '@/lib/domain/holds'
import type { Policy } from './policies'

/** A policy with one of its settings changed at a time. */
export function variants(base: Policy): Policy[] {
  const hold = (name: string, changes: Partial<HoldPolicy>) => {
    return { ...base, name, hold: { ...base.hold, ...changes } }
  }
  const weights = (waiting: number, contact: number, gain: number) => {
    return {
      ...base,
      name: `weights ${waiting}/${contact}/${gain}`,
      weights: { waiting, contact, gain },
    }
  }
  const least = (minGainDays: number) => {
    return { ...base, name: `gain >= ${minGainDays} d`, match: { ...base.match, minGainDays } }
  }
  return [
    base,
    ...[1, 2, 6].map((n) => hold(`ask at least ${n}`, { askAtLeast: n })),
    ...[10, 30, 45].map((n) => hold(`shortest ${n} min`, { shortestHoldMinutes: n })),
    ...[6, 12, 24, 72].map((within) => hold(`batches < ${within} h`, { batchWithinHours: within })),
    ...[1, 2, 3, 4].map((batchSize) => hold(`${batchSize} at once`, { batchSize })),
    weights(1, 0, 0),
    weights(1, 1, 0),
    weights(0, 1, 1),
    least(2),
    least(5),
    hold('quiet 21-7', { quiet: { from: '21:00', until: '07:00' } }),
    { ...base, name: 'no late accept', lateAccept: false },
    { ...base, name: 'greedy', together: false },
  ]
}
