import fc from 'fast-check'
import { expect, test } from 'vitest'
import { assign, type Contested, ownShare, type Wanted } from './assignment'
import type { Candidate, Ranked } from './matching'

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

/** An opening on a day of March, and visits that suit it: the letter is the patient, the digit the visit. */
const contested = (day: number, ...visits: string[]): Contested => ({
  opening: { id: String(day), start: new Date(Date.UTC(2026, 2, day)) },
  suited: visits.map((appointmentId): Ranked => {
    const candidate = { appointmentId, patientId: appointmentId[0] } as Candidate
    return { candidate, place: 1, gainDays: 1, reasons: [] }
  }),
})
const asked = (...[own, ...rivals]: [Contested, ...Contested[]]) =>
  ownShare(own, rivals).map(({ candidate }) => candidate.appointmentId)

test('the earlier opening asks its best, the later one whom that leaves, and then the rest', () => {
  const [sooner, later] = [contested(3, 'a1', 'b1', 'c1'), contested(4, 'a1', 'b1', 'c1')]
  expect(asked(sooner, later)).toEqual(['a1', 'c1'])
  expect(asked(later, sooner)).toEqual(['b1', 'c1'])
  expect(asked(sooner)).toEqual(['a1', 'b1', 'c1'])
})

test('whom only the other opening suits is left to it', () => {
  const [sooner, later] = [contested(3, 'a1', 'b1'), contested(4, 'a1')]
  expect(asked(sooner, later)).toEqual(['b1'])
  expect(asked(later, sooner)).toEqual(['a1'])
})

test('a patient with two visits counts once', () => {
  const [sooner, later] = [contested(3, 'a1'), contested(4, 'a2', 'b1')]
  expect(asked(sooner, later)).toEqual(['a1'])
  expect(asked(later, sooner)).toEqual(['b1'])
})
