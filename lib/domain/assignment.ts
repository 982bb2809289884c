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

/** An opening that waits, and all whom it suits, the best first. */
export type Waiting<T> = { id: string; start: Date; suited: readonly T[] }

/** How many of those who suit an opening are weighed against the other openings. */
export const weighed = 10

/**
 * Who is asked about each of the openings that wait together, in order: whom `assign` gives it, the
 * earliest opening choosing first, then those who are given to none.
 */
export function sharesOf<T>(
  waiting: readonly Waiting<T>[],
  idOf: (one: T) => string,
): Map<string, T[]> {
  const inOrder = [...waiting].sort((a, b) => +a.start - +b.start || (a.id < b.id ? -1 : 1))
  const given = assign(
    inOrder.map(({ id, suited }) => ({
      openingId: id,
      candidates: suited.slice(0, weighed).map(idOf),
    })),
  )
  const taken = new Set(given.values())
  return new Map(
    waiting.map(({ id, suited }) => [
      id,
      [
        ...suited.filter((one) => idOf(one) === given.get(id)),
        ...suited.filter((one) => !taken.has(idOf(one))),
      ],
    ]),
  )
}
