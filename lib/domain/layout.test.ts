import fc from 'fast-check'
import { expect, it } from 'vitest'
import { slotRange, type VisitLength } from './availability'
import { utc } from './fixtures'
import { nextOf, packVisits, type Waiting } from './layout'
import { contains, overlaps, type Range } from './time'

const minute = 60_000
const nine = utc('2026-03-12T09:00Z')
const at = (minutes: number) => new Date(+nine + minutes * minute)
const range = (minutes: number): Range => ({ start: nine, end: at(minutes) })
const grid = (step: number) => (_: string, from: Date) =>
  at(Math.ceil((+from - +nine) / minute / step) * step)

const visit = (id: string, durationMinutes: number, before = 0, after = 0): Waiting => ({
  id,
  length: { durationMinutes, bufferBeforeMinutes: before, bufferAfterMinutes: after },
})

const said = (placed: { id: string; start: Date }[]) =>
  placed.map(({ id, start }) => `${id} ${(+start - +nine) / minute}`)

it.each<[string, number, Waiting[], string[]]>([
  ['one after another from the start', 60, [visit('a', 30), visit('b', 30)], ['a 0', 'b 30']],
  ['the fullest', 60, [visit('a', 45), visit('b', 30), visit('c', 30)], ['b 0', 'c 30']],
  ['by rank where as full', 30, [visit('a', 30), visit('b', 30)], ['a 0']],
  [
    'one who ranks first before two others',
    30,
    [visit('a', 30), visit('b', 15), visit('c', 15)],
    ['a 0'],
  ],
  ['buffers apart', 80, [visit('a', 30, 5, 5), visit('b', 30, 5, 5)], ['a 5', 'b 45']],
  ['buffers that do not fit', 79, [visit('a', 30, 5, 5), visit('b', 30, 5, 5)], ['a 5']],
  ['nobody', 60, [], []],
])('%s', (_, minutes, waiting, expected) => {
  expect(said(packVisits(range(minutes), waiting, grid(5)))).toEqual(expected)
})

it('a visit that suits only later leaves time before it free', () => {
  const late = (id: string, from: Date) => (id === 'b' && from < at(60) ? at(60) : from)
  expect(said(packVisits(range(90), [visit('a', 15), visit('b', 30)], late))).toEqual([
    'a 0',
    'b 60',
  ])
  expect(packVisits(range(90), [visit('a', 15)], () => null)).toEqual([])
})

it('looks for the next start that suits, about each once, and no more at whom none does', () => {
  const starts = [0, 10, 20, 30].map(at)
  const looked: string[] = []
  const next = nextOf(starts, (id, start) => {
    looked.push(`${id} ${(+start - +nine) / minute}`)
    if (id === 'never') return 'never'
    return id === 'from twenty' && start < at(20) ? 'not-then' : 'suits'
  })
  expect(next('any', at(0))).toEqual(at(0))
  expect(next('any', at(1))).toEqual(at(10))
  expect(next('any', at(31))).toBeNull()
  for (const from of [0, 20, 0]) expect(next('from twenty', at(from))).toEqual(at(20))
  for (const from of [0, 0]) expect(next('never', at(from))).toBeNull()
  expect(looked).toEqual([
    ...['any 0', 'any 10'],
    ...['from twenty 0', 'from twenty 10', 'from twenty 20'],
    'never 0',
  ])
})

const length: fc.Arbitrary<VisitLength> = fc.record({
  durationMinutes: fc.integer({ min: 5, max: 90 }),
  bufferBeforeMinutes: fc.constantFrom(0, 0, 5, 10),
  bufferAfterMinutes: fc.constantFrom(0, 0, 5, 15),
})

it('inside the range, apart with buffers, nobody twice, never less than first come', () => {
  fc.assert(
    fc.property(
      fc.array(length, { maxLength: 34 }),
      fc.integer({ min: 1, max: 600 }),
      fc.constantFrom(5, 10, 15),
      (lengths, minutes, step) => {
        const waiting = lengths.map((length, i) => ({ id: String(i), length }))
        const whole = range(minutes)
        const placed = packVisits(whole, waiting, grid(step))
        const slots = placed.map(({ id, start }) => slotRange(start, lengths[Number(id)] ?? none))
        expect(slots.every((slot) => contains(whole, slot))).toBe(true)
        expect(slots.some((slot, i) => slots.some((o, j) => j > i && overlaps(slot, o)))).toBe(
          false,
        )
        expect(new Set(placed.map(({ id }) => id)).size).toBe(placed.length)
        expect(placed.every(({ start }) => +start === +grid(step)('', start))).toBe(true)
        const filled = (ids: string[]) =>
          ids.reduce((sum, id) => sum + (lengths[Number(id)]?.durationMinutes ?? 0), 0)
        const first = firstCome(whole, waiting.slice(0, 30), grid(step))
        expect(filled(placed.map(({ id }) => id))).toBeGreaterThanOrEqual(filled(first))
      },
    ),
  )
})

const none = { durationMinutes: 0, bufferBeforeMinutes: 0, bufferAfterMinutes: 0 }

function firstCome(whole: Range, waiting: Waiting[], next: ReturnType<typeof grid>): string[] {
  let end = whole.start
  const ids: string[] = []
  for (const { id, length } of waiting) {
    const start = next(id, new Date(+end + length.bufferBeforeMinutes * minute))
    const slot = slotRange(start, length)
    if (slot.end > whole.end) continue
    ids.push(id)
    end = slot.end
  }
  return ids
}
