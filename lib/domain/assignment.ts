import type { OpeningToFill, Ranked } from './matching'

/** How many of those who suit an opening are weighed against the other openings that wait. */
export const weighed = 10

/** An opening that waits, and the appointments that suit it, the best first. */
export type Contested<R extends Ranked = Ranked> = {
  opening: Pick<OpeningToFill, 'id' | 'start'>
  suited: readonly R[]
}

/**
 * Those of the suited who are to be asked about an opening, in this order, when others wait at the
 * same time: the patient who is its own in the assignment, then those who are left to none. Empty
 * when all who suit it are left to other openings.
 */
export function ownShare<R extends Ranked>(own: Contested<R>, rivals: readonly Contested[]): R[] {
  if (rivals.length === 0) return [...own.suited]
  const inOrder = [own, ...rivals].sort(
    (a, b) => +a.opening.start - +b.opening.start || (a.opening.id < b.opening.id ? -1 : 1),
  )
  const shares = assign(
    inOrder.map(({ opening, suited }) => ({
      openingId: opening.id,
      candidates: suited.slice(0, weighed).map(patientOf),
    })),
  )
  const taken = new Set(shares.values())
  const mine = shares.get(own.opening.id)
  return [
    ...own.suited.filter((one) => patientOf(one) === mine),
    ...own.suited.filter((one) => !taken.has(patientOf(one))),
  ]
}

const patientOf = ({ candidate }: Ranked) => candidate.patientId

/** An opening that waits for a patient, and the patients whom it suits, the best first. */
export type Wanted = { openingId: string; candidates: readonly string[] }

/**
 * Which patient each opening is offered to when several wait at once: as many openings as
 * possible get one, no patient is given to two, openings that come first in the list choose
 * first and as they rank. A patient who is the only one for another opening is left to it, where
 * the first come would leave that one empty. (Bipartite matching by augmenting paths, Kuhn 1955:
 * an opening once served stays served.)
 */
export function assign(openings: readonly Wanted[]): Map<string, string> {
  const holder = new Map<string, Wanted>()
  for (const opening of openings) serve(opening, holder, new Set())
  return new Map([...holder].map(([candidate, { openingId }]) => [openingId, candidate]))
}

/** Finds a candidate for the opening, making another opening take its next best if need be. */
function serve(opening: Wanted, holder: Map<string, Wanted>, tried: Set<string>): boolean {
  const free = opening.candidates.find((candidate) => !holder.has(candidate))
  if (free !== undefined) {
    holder.set(free, opening)
    return true
  }
  for (const candidate of opening.candidates) {
    const rival = holder.get(candidate)
    if (!rival || tried.has(candidate)) continue
    tried.add(candidate)
    if (serve(rival, holder, tried)) {
      holder.set(candidate, opening)
      return true
    }
  }
  return false
}
