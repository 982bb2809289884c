import type { ChainLink } from '@/db/queries/openings'
import { time } from '@/lib/domain/format'
import { daysBetween } from '@/lib/domain/time'
import { shortName } from '../booking/short-name'
import { type Clock, daysWords, dayWords, durationWords } from './words'

/** One patient who came earlier: from the later time to the earlier one, by so many calendar days. */
export type Move = { openingId: string; name: string; from: Date; to: Date; days: number }

/** A time of a chain. The last is what the last patient left; it is `won` when somebody has it. */
export type ChainTime = { at: Date; day: string; note: string; won: boolean }

/** One cancellation and the patients who came earlier by it, from the first on. */
export type Chain = {
  id: string
  title: string[]
  note: string
  times: ChainTime[]
  moves: Move[]
}

/** The chains of rows that come chain by chain, each in its order; one without a move is none. */
export function chainsOf(rows: readonly ChainLink[], { zone }: Pick<Clock, 'zone'>): Chain[] {
  const byChain = new Map<string, ChainLink[]>()
  for (const row of rows) byChain.set(row.chainId, [...(byChain.get(row.chainId) ?? []), row])
  return [...byChain.values()].flatMap((links) => chainOf(links, zone) ?? [])
}

function chainOf(links: ChainLink[], zone: string): Chain | null {
  const [first] = links
  const moves = links.flatMap((link) => moveOf(link, zone) ?? [])
  const last = moves.at(-1)
  if (!first || !last) return null
  const ends = links
    .filter(({ closedWhy }) => closedWhy === 'accepted')
    .map(({ closedAt }) => closedAt)
  const minutes = (Math.max(...ends.map(Number)) - +first.createdAt) / 60_000
  const days = moves.reduce((sum, move) => sum + move.days, 0)
  const left = links.find(
    ({ startsAt, closedWhy }) => closedWhy !== 'accepted' && +startsAt === +last.from,
  )
  return {
    id: first.chainId,
    title: [
      beginnings[first.source].title,
      moves.length === 1 ? '1 patient seen earlier' : `${moves.length} patients seen earlier`,
      `${daysWords(days)} gained`,
    ],
    note: [
      `Chain of ${dayWords(first.startsAt, zone)} ${time(first.startsAt, zone)}`,
      shortName(first.practitionerName),
      `all within ${durationWords(minutes)}`,
    ].join(' · '),
    times: [
      timeOf(first.startsAt, beginnings[first.source].left(first.leftByName ?? ''), true, zone),
      ...moves.slice(0, -1).map(({ from }) => timeOf(from, time(from, zone), true, zone)),
      timeOf(last.from, lastNote(left), left?.state === 'filled', zone),
    ],
    moves,
  }
}

/** What made the first opening of a chain, as its title begins, and beneath its time. */
const beginnings: Record<ChainLink['source'], { title: string; left: (name: string) => string }> = {
  cancellation: { title: '1 cancellation', left: (name) => `${name} cancelled` },
  move: { title: '1 visit moved', left: (name) => `${name} was moved` },
  'no-show': { title: '1 no-show', left: (name) => `${name} did not come` },
  'added-hours': { title: 'Added hours', left: () => 'hours added' },
  'shortened-absence': { title: 'A shorter absence', left: () => 'absence shortened' },
  accepted: { title: '1 earlier time taken', left: (name) => `${name} moved` },
  remainder: { title: '1 shorter visit', left: (name) => `left over by ${name}` },
}

function moveOf(link: ChainLink, zone: string): Move | null {
  const { id, closedWhy, filledByName, fromStartsAt, startsAt } = link
  if (closedWhy !== 'accepted' || !fromStartsAt) return null
  const days = daysBetween(startsAt, fromStartsAt, zone)
  return { openingId: id, name: filledByName ?? '', from: fromStartsAt, to: startsAt, days }
}

function timeOf(at: Date, note: string, won: boolean, zone: string): ChainTime {
  return { at, day: dayWords(at, zone), note, won }
}

function lastNote(left: ChainLink | undefined): string {
  switch (left?.state) {
    case 'open':
      return 'open to book'
    case 'offering':
      return 'held for a patient'
    case 'filled':
      return 'booked by hand'
    case 'lapsed':
      return 'lapsed'
    default:
      return 'not offered on'
  }
}

/** Where a chain's times lie on a line from `left` to `right`: in proportion, but never closer than `gap`. */
export function placeTimes(
  times: readonly Date[],
  { left, right, gap }: { left: number; right: number; gap: number },
): number[] {
  const first = +(times[0] ?? 0)
  const span = Math.max(1, +(times.at(-1) ?? 0) - first)
  const between = times.length - 1
  const least = Math.min(gap, (right - left) / Math.max(1, between))
  const free = right - left - least * between
  // What the gaps need beyond the least is shared by how much longer than the least each would be.
  const shares = times.slice(1).map((at, i) => {
    const whole = ((+at - +(times[i] ?? 0)) / span) * (right - left)
    return Math.max(0, whole - least)
  })
  const all = shares.reduce((sum, share) => sum + share, 0)
  let x = left
  return [
    left,
    ...shares.map((share) => {
      x += least + (all > 0 ? (share / all) * free : free / Math.max(1, between))
      return x
    }),
  ]
}

/** The instants of `marks` on the same line: between two times in proportion to them. */
export function placeMarks(
  marks: readonly Date[],
  times: readonly Date[],
  xs: readonly number[],
): number[] {
  return marks.flatMap((mark) => {
    const i = times.findIndex((at, n) => n > 0 && at >= mark)
    const [from, to, x, next] = [times[i - 1], times[i], xs[i - 1], xs[i]]
    if (!from || !to || x === undefined || next === undefined || mark < from) return []
    return [x + ((+mark - +from) / Math.max(1, +to - +from)) * (next - x)]
  })
}
