/** So many of so many cases. */
export type Cases = { part: number; whole: number }

/** Two-sided, 95 %: the quantile of the normal distribution. */
const z = 1.96

/**
 * Between which shares (0 to 1) the true one lies, of which `part` of `whole` cases is a sample: the
 * score interval (Wilson 1927, JASA 22:209), which also holds for few cases and for shares near 0
 * and 1 (Brown, Cai and DasGupta 2001, Statistical Science 16:101). Of no case, anywhere.
 */
export function interval({ part, whole }: Cases): { low: number; high: number } {
  if (whole === 0) return { low: 0, high: 1 }
  const share = part / whole
  const weight = 1 + z ** 2 / whole
  const centre = (share + z ** 2 / (2 * whole)) / weight
  const half = (z / weight) * Math.sqrt((share * (1 - share)) / whole + z ** 2 / (4 * whole ** 2))
  return { low: Math.max(0, centre - half), high: Math.min(1, centre + half) }
}

/**
 * Whether two shares differ by more than chance: their intervals do not overlap. That is stricter
 * than a test of one difference at 5 % (Schenker and Gentleman 2001, The American Statistician
 * 55:182), as it should be where the highest of several rows is looked at.
 */
export function apart(a: Cases, b: Cases): boolean {
  const [one, other] = [interval(a), interval(b)]
  return one.high < other.low || other.high < one.low
}
