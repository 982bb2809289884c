import { expect, test } from 'vitest'
import type { ChainLink } from '@/db/queries/opening/openings'
import { chainsOf, placeMarks, placeTimes } from './chain'

const clock = { zone: 'Europe/Berlin' }
const at = (iso: string) => new Date(`2026-${iso}:00Z`)

/** Björn Åkesson cancelled, and Hanna Weißenberger came earlier. */
const link = (change: Partial<ChainLink> = {}): ChainLink => ({
  id: 'hanna’s',
  chainId: 'c',
  depth: 0,
  parentId: null,
  madeOf: [],
  state: 'filled',
  source: 'cancellation',
  closedWhy: 'accepted',
  startsAt: at('03-17T08:20'),
  createdAt: at('03-12T06:00'),
  closedAt: at('03-12T07:00'),
  practitionerName: 'Dr. Marlene Köhler',
  leftByName: 'Björn Åkesson',
  filledByName: 'Hanna Weißenberger',
  fromStartsAt: at('03-31T08:40'),
  ...change,
})
/** What a patient left for the next one, and nobody has taken. */
const left = (change: Partial<ChainLink>) =>
  link({
    ...{ source: 'accepted', state: 'open', closedWhy: null, closedAt: null },
    ...{ id: 'left', fromStartsAt: null, filledByName: null },
    ...change,
  })
const leonor = link({
  ...{ id: 'leonor’s', depth: 1, source: 'accepted', parentId: 'hanna’s' },
  startsAt: at('03-31T08:40'),
  filledByName: 'Leonor Tavares',
  fromStartsAt: at('04-08T06:50'),
  closedAt: at('03-12T12:40'),
})
const shown = ([chain]: ReturnType<typeof chainsOf>) =>
  chain?.lines.map(({ times, moves }) => [
    times.map(({ day, who, note, won }) => [day, who, note, won]),
    moves.map(({ name, days }) => [name, days]),
  ])

test('a chain tells of one cancellation and who came earlier by it', () => {
  const chains = chainsOf(
    [link(), leonor, left({ depth: 2, parentId: leonor.id, startsAt: at('04-08T06:50') })],
    clock,
  )
  expect(chains[0]?.title).toEqual(['1 cancellation', '2 patients seen earlier', '22 days gained'])
  expect(chains[0]?.note).toBe('Chain of Tue 17 Mar 09:20 · Dr. Köhler · all within 6 h 40 min')
  expect(chains[0]?.rest).toEqual([])
  expect(shown(chains)).toEqual([
    [
      [
        ['Tue 17 Mar', 'Björn Åkesson', 'cancelled', true],
        ['Tue 31 Mar', null, '10:40', true],
        ['Wed 8 Apr', null, 'open to book', false],
      ],
      [
        ['Hanna Weißenberger', 14],
        ['Leonor Tavares', 8],
      ],
    ],
  ])
  expect(chainsOf([link({ closedWhy: 'by-hand', fromStartsAt: null })], clock)).toEqual([])
})

test('what a shorter visit leaves over has a line of its own', () => {
  const over = { depth: 1, parentId: link().id, source: 'remainder' } as const
  const startsAt = at('03-17T08:50')
  const ewa = link({
    ...{ ...over, id: 'ewa’s', startsAt },
    ...{ filledByName: 'Ewa Jędrzejczak', fromStartsAt: at('03-20T09:00') },
  })
  const rows = [
    link(),
    leonor,
    ewa,
    left({ depth: 2, parentId: ewa.id, startsAt: at('03-20T09:00') }),
  ]
  const chains = chainsOf(rows, clock)
  expect(chains[0]?.title[1]).toBe('3 patients seen earlier')
  expect(shown(chains)).toEqual([
    [
      [
        ['Tue 17 Mar', 'Björn Åkesson', 'cancelled', true],
        ['Tue 31 Mar', null, '10:40', true],
        ['Wed 8 Apr', null, 'not offered on', false],
      ],
      [
        ['Hanna Weißenberger', 14],
        ['Leonor Tavares', 8],
      ],
    ],
    [
      [
        ['Tue 17 Mar', null, '09:50, left over', true],
        ['Fri 20 Mar', null, 'open to book', false],
      ],
      [['Ewa Jędrzejczak', 3]],
    ],
  ])
  const unwanted = left({ ...over, startsAt })
  expect(chainsOf([link(), unwanted], clock)[0]?.rest).toMatchObject([
    { day: 'Tue 17 Mar', note: '09:50, left over, open to book' },
  ])
})

test('what a patient left is told by the opening that they took, not by when it is', () => {
  const then = { depth: 2, startsAt: at('04-08T06:50') }
  const sameStart = left({ ...then, id: 'another', parentId: 'ewa’s', state: 'lapsed' })
  const own = left({ ...then, parentId: leonor.id, state: 'offering' })
  const chains = chainsOf([link(), leonor, sameStart, own], clock)
  expect(chains[0]?.lines[0]?.times.at(-1)?.note).toBe('held for a patient')
})

test('a time that was laid out anew is a line for each time made of it', () => {
  const whole = link({
    ...{ state: 'withdrawn', closedWhy: 'reshaped' },
    ...{ filledByName: null, fromStartsAt: null },
  })
  const parts = ['03-17T08:20', '03-17T08:40'].map((start) =>
    link({ id: start, madeOf: [whole.id], startsAt: at(start) }),
  )
  const chains = chainsOf([whole, ...parts], clock)
  expect(chains[0]?.lines.map(({ times }) => times[0]?.note)).toEqual([
    '09:20, laid out anew',
    '09:40, laid out anew',
  ])
  expect(chains[0]?.rest).toEqual([])
})

test('a chain’s times lie in proportion, but never closer than the gap, and within the line', () => {
  const days = (...list: number[]) => list.map((day) => new Date(day * 86_400_000))
  const line = { left: 100, right: 700, gap: 100 }
  expect(placeTimes(days(0, 3, 6), line)).toEqual([100, 400, 700])
  const near = placeTimes(days(0, 1, 2, 60), line)
  expect(near.map(Math.round)).toEqual([100, 200, 300, 700])
  expect(
    placeTimes(days(0, 1, 2, 3, 4, 5, 6, 7, 8), line)
      .map(Math.round)
      .at(-1),
  ).toBe(700)
  expect(placeTimes(days(5, 5), line)).toEqual([100, 700])
  expect(placeMarks(days(0.5, 31, 70), days(0, 1, 2, 60), near).map(Math.round)).toEqual([150, 500])
})
