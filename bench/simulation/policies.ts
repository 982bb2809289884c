import type { HoldPolicy } from '@/lib/domain/holds'
import type { MatchPolicy, Weights } from '@/lib/domain/matching'

/** A way to fill openings. */
export type Policy = {
  name: string
  /** `at-once`: as Medcal does; `daily`: as the first Medcal did. */
  asks: 'nobody' | 'by-telephone' | 'daily' | 'at-once'
  hold: HoldPolicy
  match: Pick<MatchPolicy, 'minGainDays' | 'capOffers'>
  weights: Weights
  lateAccept: boolean
  /** Openings that wait at the same time are assigned together. */
  together: boolean
  chainDepth: number
  /** How many are asked about one opening at most. */
  mostAsked: number
  /** The time of an opening is kept from others while it is offered. */
  keepsTime: boolean
  /** Patients' wishes are known where they told them. */
  asksWishes: boolean
}

/** The column defaults of `db/schema/clinic.ts`; a test compares them. */
export const productDefaults: Omit<Policy, 'name'> = {
  asks: 'at-once',
  hold: {
    holdMinutes: 120,
    shortestHoldMinutes: 15,
    askAtLeast: 3,
    batchSize: 5,
    batchWithinHours: 48,
    quiet: null,
  },
  match: { minGainDays: 0, capOffers: null },
  weights: { waiting: 0, contact: 1, gain: 0 },
  lateAccept: true,
  together: true,
  chainDepth: 5,
  mostAsked: Number.POSITIVE_INFINITY,
  keepsTime: true,
  asksWishes: true,
}

const { hold } = productDefaults
const waitingToo = { waiting: 1, contact: 1, gain: 0 }
const greedy: Omit<Policy, 'name'> = {
  ...productDefaults,
  hold: { ...hold, batchSize: 1 },
  weights: waitingToo,
  lateAccept: false,
  together: false,
}
const late = { ...greedy, lateAccept: true }
const fair = { ...late, weights: productDefaults.weights }

/** What the product is called among them. */
export const medcal = "Medcal's defaults"

/** The policies side by side, each with one thing more than the one before where it says "+". */
export const policies: Policy[] = [
  { ...greedy, name: 'nobody is asked', asks: 'nobody', chainDepth: 0 },
  { ...greedy, name: 'staff by telephone', asks: 'by-telephone', chainDepth: 0 },
  {
    ...greedy,
    name: 'first Medcal',
    asks: 'daily',
    chainDepth: 0,
    hold: { ...greedy.hold, askAtLeast: 1 },
  },
  { ...greedy, name: 'fixed 2 hours', hold: { ...greedy.hold, askAtLeast: 1 } },
  { ...greedy, name: '+ adaptive hold' },
  { ...late, name: '+ late accept' },
  { ...fair, name: '+ asked longest ago first' },
  { ...fair, name: '+ five at once', hold },
  { ...productDefaults, name: medcal },
]

/** The defaults with other batches: so many at once from so many hours before the start on. */
export const batches: Policy[] = [
  { ...productDefaults, name: 'one at a time', hold: { ...hold, batchSize: 1 } },
  batch(3, 6),
  batch(3, 48),
  batch(4, 48),
  batch(5, 24),
]

/**
 * The published system, as far as its paper tells: several patients are asked at once, the first
 * to press has the time, nothing is held, wishes are not asked. Three at most, since 2.8 offers
 * went out for each slot. Assumed, as nothing is published of it: a day to answer, and that whoever
 * was asked longest ago is asked first.
 */
export const published: Policy = {
  ...greedy,
  name: 'published settings',
  hold: { ...hold, holdMinutes: 24 * 60, askAtLeast: 1, batchSize: 3, batchWithinHours: 1e6 },
  weights: { waiting: 0, contact: 1, gain: 0 },
  mostAsked: 3,
  keepsTime: false,
  asksWishes: false,
}

function batch(batchSize: number, batchWithinHours: number): Policy {
  const name = `${batchSize} at once < ${batchWithinHours} h`
  return { ...productDefaults, name, hold: { ...hold, batchSize, batchWithinHours } }
}
