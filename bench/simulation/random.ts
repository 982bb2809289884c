import type { Curve } from './assumptions'

/** Numbers from 0 to 1, the next with every call. */
export type Random = () => number

/**
 * A stream of random numbers that depends on its labels alone: what one patient draws is the same
 * under every policy, whatever others drew before. (sfc32, seeded by a hash of the labels.)
 */
export function stream(...labels: (number | string)[]): Random {
  let h = 2166136261
  for (const code of labels.join('/')) h = Math.imul(h ^ code.charCodeAt(0), 16777619)
  let [a, b, c, d] = [h, h ^ 0x9e3779b9, Math.imul(h, 0x85ebca6b), 1]
  const next = () => {
    const t = (((a + b) | 0) + d) | 0
    d = (d + 1) | 0
    a = b ^ (b >>> 9)
    b = (c + (c << 3)) | 0
    c = (((c << 21) | (c >>> 11)) + t) | 0
    return (t >>> 0) / 4294967296
  }
  for (let i = 0; i < 12; i++) next()
  return next
}

/** One of `options`, by their shares. */
export function pick<T extends { share: number }>(random: Random, options: readonly T[]): T {
  let left = random() * options.reduce((sum, { share }) => sum + share, 0)
  for (const option of options) {
    left -= option.share
    if (left < 0) return option
  }
  return options[options.length - 1] as T
}

/** How many there are when `mean` are expected (Poisson, by waiting times). */
export function countOf(random: Random, mean: number): number {
  let count = -1
  for (let sum = 0; sum < mean; count++) sum -= Math.log(1 - random())
  return Math.max(0, count)
}

/** Log-normal: half lie below `median`, `spread` is the deviation of the logarithm. */
export function logNormal(random: Random, { median, spread }: { median: number; spread: number }) {
  const normal = Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random())
  return median * Math.exp(spread * normal)
}

/** A value of a distribution function, straight between its points on a logarithmic scale. */
export function ofCurve(random: Random, curve: Curve): number {
  const share = random()
  const next = Math.max(
    1,
    curve.findIndex((point) => point.share >= share),
  )
  const [from, to] = [curve[next - 1], curve[next]]
  if (!from || !to) throw new RangeError('A curve needs two points, the last with share 1')
  return from.at * (to.at / from.at) ** ((share - from.share) / (to.share - from.share))
}

/** An even value between two. */
export function between(random: Random, least: number, most: number): number {
  return least + (most - least) * random()
}

/** Log-even between two positive values. */
export function logBetween(random: Random, least: number, most: number): number {
  return least * (most / least) ** random()
}
