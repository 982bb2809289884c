import fc from 'fast-check'
import { expect, it, test } from 'vitest'
import { apart, type Cases, interval } from './intervals'

it.each<[part: number, whole: number, low: number, high: number]>([
  // Newcombe 1998, Statistics in Medicine 17:857, table I, method 3.
  [81, 263, 0.2553, 0.3662],
  [15, 148, 0.0624, 0.1605],
  [0, 20, 0, 0.1611],
  [1, 29, 0.0061, 0.1718],
  [0, 0, 0, 1],
])('%i of %i lies between %d and %d', (part, whole, low, high) => {
  const found = interval({ part, whole })
  expect(found.low).toBeCloseTo(low, 4)
  expect(found.high).toBeCloseTo(high, 4)
})

it.each<[a: [number, number], b: [number, number], differ: boolean]>([
  [[4, 29], [20, 280], false],
  [[799, 10_000], [714, 10_000], false],
  [[40, 290], [200, 2800], true],
  [[0, 0], [50, 50], false],
  [[10, 10], [0, 10], true],
])('%o and %o differ by more than chance: %s', (a, b, differ) => {
  const of = ([part, whole]: [number, number]): Cases => ({ part, whole })
  expect([apart(of(a), of(b)), apart(of(b), of(a))]).toEqual([differ, differ])
})

test('an interval holds its share, within 0 and 1, and narrows with more cases', () => {
  fc.assert(
    fc.property(fc.nat(500), fc.nat(500), (a, b) => {
      const [part, whole] = [Math.min(a, b), Math.max(a, b, 1)]
      const { low, high } = interval({ part, whole })
      expect(low).toBeGreaterThanOrEqual(0)
      expect(high).toBeLessThanOrEqual(1)
      expect(low).toBeLessThanOrEqual(part / whole + 1e-12)
      expect(high).toBeGreaterThanOrEqual(part / whole - 1e-12)
      const more = interval({ part: 4 * part, whole: 4 * whole })
      expect(more.high - more.low).toBeLessThan(high - low)
    }),
  )
})
