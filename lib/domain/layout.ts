import { slotRange, type VisitLength } from './availability'
import type { Range } from './time'

/** Somebody who waits, and how long their visit takes. */
export type Waiting = { id: string; length: VisitLength }

/** A visit's start in a lay-out. */
export type Placed = { id: string; start: Date }

/** More candidates are not weighed against each other. */
export const weighedAtMost = 30

/**
 * A `nextStart` for `packVisits` over the starts that there are, in order. `suits` is asked about each
 * once at most, and about nobody again of whom it said 'never'.
 */
export function nextOf(
  starts: readonly Date[],
  suits: (id: string, start: Date) => 'suits' | 'not-then' | 'never',
): (id: string, from: Date) => Date | null {
  const known = new Map<string, ReturnType<typeof suits>[]>()
  return (id, from) => {
    const verdicts = known.get(id) ?? []
    known.set(id, verdicts)
    for (const [i, start] of starts.entries()) {
      if (start < from) continue
      verdicts[i] ??= suits(id, start)
      if (verdicts[i] === 'suits') return start
      if (verdicts[i] === 'never') return null
    }
    return null
  }
}

type Plan = { end: number; minutes: number; placed: (Placed & { place: number })[] }

/**
 * Which visits to open in a free range, and when, so that as many minutes as possible are visits:
 * placed one after another in the order of `waiting` (by rank, each at most once), every one with
 * its buffers inside the range and apart from the others. `nextStart` is the first start at or
 * after an instant at which a visit suits who waits for it, null when none does: never earlier for
 * a later instant. Of lay-outs with as many minutes the one for those who rank first is taken.
 *
 * A 0/1 knapsack over the first 30: after each candidate the best plan for each instant that is
 * reached; one that ends later and fills no more is dropped, for whatever follows it follows the
 * other as well.
 */
export function packVisits(
  range: Range,
  waiting: readonly Waiting[],
  nextStart: (id: string, from: Date) => Date | null,
): Placed[] {
  let plans: Plan[] = [{ end: +range.start, minutes: 0, placed: [] }]
  for (const [place, { id, length }] of waiting.slice(0, weighedAtMost).entries()) {
    const longer = plans.flatMap((plan): Plan[] => {
      const start = nextStart(id, new Date(plan.end + length.bufferBeforeMinutes * 60_000))
      if (!start) return []
      const end = +slotRange(start, length).end
      if (end > +range.end) return []
      const minutes = plan.minutes + length.durationMinutes
      return [{ end, minutes, placed: [...plan.placed, { id, start, place }] }]
    })
    plans = best([...plans, ...longer])
  }
  const fullest = plans.at(-1)?.placed ?? []
  return fullest.map(({ id, start }) => ({ id, start }))
}

/** The plans that none beats, those that end first first; each fills more than the one before. */
function best(plans: Plan[]): Plan[] {
  plans.sort((a, b) => a.end - b.end || b.minutes - a.minutes || byRank(a, b))
  const kept: Plan[] = []
  for (const plan of plans) {
    const last = kept.at(-1)
    if (!last || plan.minutes > last.minutes) kept.push(plan)
    else if (plan.minutes === last.minutes && plan.end === last.end && byRank(plan, last) < 0) {
      kept[kept.length - 1] = plan
    }
  }
  return kept
}

function byRank(a: Plan, b: Plan): number {
  for (const [i, { place }] of a.placed.entries()) {
    const other = b.placed[i]
    if (!other) return -1
    if (place !== other.place) return place - other.place
  }
  return b.placed.length > a.placed.length ? 1 : 0
}
