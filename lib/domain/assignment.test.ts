import fc from 'fast-check'
import { expect, test } from 'vitest'
import { assign, sharesOf, type Wanted } from './assignment'

const given = (...lists: string[]): Wanted[] =>
  lists.map((list, i) => ({ openingId: String(i), candidates: [...list] }))
const shares = (...lists: string[]) => Object.fromEntries(assign(given(...lists)))

test('each opening gets its best where nobody else needs them', () => {
  expect(shares('ab', 'ba')).toEqual({ 0: 'a', 1: 'b' })
  expect(shares('', 'a')).toEqual({ 1: 'a' })
  expect(assign([])).toEqual(new Map())
})

test('a patient who is the only one for another opening is left to it', () => {
  expect(shares('ab', 'a')).toEqual({ 0: 'b', 1: 'a' })
  expect(shares('ab', 'bc', 'a')).toEqual({ 0: 'b', 1: 'c', 2: 'a' })
})

test('the first in the list comes first when there are not enough', () => {
  expect(shares('a', 'a')).toEqual({ 0: 'a' })
})

test('the earliest opening chooses first; who is given to another is asked by no other', () => {
  const day = (date: number) => new Date(Date.UTC(2026, 2, date))
  const waiting = [
    { id: 'later', start: day(13), suited: ['a', 'b', 'c'] },
    { id: 'sooner', start: day(12), suited: ['a', 'd', 'c'] },
    { id: 'nobody’s', start: day(11), suited: [] },
  ]
  expect(Object.fromEntries(sharesOf(waiting, (one) => one))).toEqual({
    later: ['b', 'c'],
    sooner: ['a', 'd', 'c'],
    'nobody’s': [],
  })
})

const lists = fc.array(
  fc.record({
    candidates: fc.shuffledSubarray(['a', 'b', 'c', 'd', 'e']),
  }),
  { maxLength: 6 },
)

test('as many openings as possible are served, nobody twice, only by whom they suit', () => {
  fc.assert(
    fc.property(lists, (all) => {
      const wanted = all.map(({ candidates }, i) => ({ openingId: String(i), candidates }))
      const found = assign(wanted)
      expect(new Set(found.values()).size).toBe(found.size)
      for (const [openingId, candidate] of found) {
        expect(wanted[Number(openingId)]?.candidates).toContain(candidate)
      }
      expect(found.size).toBe(most(wanted, new Set()))
    }),
  )
})

/** The largest number that can be served, by trying all. */
function most([first, ...rest]: Wanted[], used: Set<string>): number {
  if (!first) return 0
  const free = first.candidates.filter((candidate) => !used.has(candidate))
  return Math.max(
    most(rest, used),
    ...free.map((candidate) => 1 + most(rest, new Set([...used, candidate]))),
  )
}
