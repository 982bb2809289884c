import type { ChainLink } from '@/db/queries/opening/openings'
import { time } from '@/lib/domain/format'
import { daysBetween } from '@/lib/domain/time'
import { shortName } from '../booking/short-name'
import { type Clock, daysWords, dayWords, durationWords } from './words'

/** One patient who came earlier: from the later time to the earlier one, by so many calendar days. */
export type Move = { openingId: string; name: string; from: Date; to: Date; days: number }

/** A time of a chain: what happened with it, and to whom. It is `won` when somebody has it. */
export type ChainTime = { at: Date; day: string; who: string | null; note: string; won: boolean }

/** Patients who came earlier one by the other, and their times: the last is what the last patient left. */
export type ChainLine = { id: string; times: ChainTime[]; moves: Move[] }

/** One cancellation and the patients who came earlier by it; a line for each part of its time. */
export type Chain = {
  id: string
  title: string[]
  note: string
  lines: ChainLine[]
  /** Parts of its time that brought nobody forward. */
  rest: ChainTime[]
}

/** The chains of rows that come chain by chain, each in its order; one without a move is none. */
export function chainsOf(rows: readonly ChainLink[], { zone }: Pick<Clock, 'zone'>): Chain[] {
  const byChain = new Map<string, ChainLink[]>()
  for (const row of rows) byChain.set(row.chainId, [...(byChain.get(row.chainId) ?? []), row])
  return [...byChain.values()].flatMap((links) => chainOf(links, zone) ?? [])
}

function chainOf(links: ChainLink[], zone: string): Chain | null {
  const [first] = links
  const followers = new Set(links.flatMap((link) => followerOf(link, links) ?? []))
  const heads = links.filter((link) => !followers.has(link) && link.closedWhy !== 'reshaped')
  const lines = heads.filter(isMove).map((head) => lineFrom(head, links, zone))
  const moves = lines.flatMap((line) => line.moves)
  if (!first || moves.length === 0) return null
  const ends = links.filter(isMove).map(({ closedAt }) => Number(closedAt))
  const minutes = (Math.max(...ends) - +first.createdAt) / 60_000
  const days = moves.reduce((sum, move) => sum + move.days, 0)
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
    lines,
    rest: heads
      .filter((head) => !isMove(head))
      .map((head) => ({
        ...begun(head, zone),
        note: `${begun(head, zone).note}, ${becameOf(head)}`,
      })),
  }
}

type MoveLink = ChainLink & { fromStartsAt: Date }

/** A patient came earlier by it. */
function isMove(link: ChainLink): link is MoveLink {
  return link.closedWhy === 'accepted' && link.fromStartsAt !== null
}

/** What the patient who took an opening left for the next one. */
function followerOf(link: ChainLink, links: readonly ChainLink[]): ChainLink | undefined {
  if (!isMove(link)) return undefined
  return links.find(
    ({ source, parentId, madeOf }) =>
      source === 'accepted' && parentId === link.id && madeOf.length === 0,
  )
}

function lineFrom(head: MoveLink, links: readonly ChainLink[], zone: string): ChainLine {
  const line: ChainLine = { id: head.id, times: [begun(head, zone)], moves: [] }
  for (let link: ChainLink | undefined = head; link && isMove(link); ) {
    line.moves.push(moveOf(link, zone))
    const left = followerOf(link, links)
    const at = link.fromStartsAt
    const taken = left !== undefined && isMove(left)
    const note = taken ? time(at, zone) : becameOf(left)
    const won = left?.state === 'filled'
    line.times.push({ at, day: dayWords(at, zone), who: null, note, won })
    link = left
  }
  return line
}

/** The first time of a line, and how it fell free. */
function begun(head: ChainLink, zone: string): ChainTime {
  const { startsAt, source, depth, madeOf, state, leftByName } = head
  const at = { at: startsAt, day: dayWords(startsAt, zone), won: state === 'filled' }
  if (madeOf.length > 0) return { ...at, who: null, note: `${time(startsAt, zone)}, laid out anew` }
  if (depth > 0) return { ...at, who: null, note: `${time(startsAt, zone)}, left over` }
  const { note, nobody } = beginnings[source]
  return { ...at, who: nobody ? null : leftByName, note }
}

/** What made the first opening of a chain: as its title begins, and what whoever left it did. */
const beginnings: Record<ChainLink['source'], { title: string; note: string; nobody?: boolean }> = {
  cancellation: { title: '1 cancellation', note: 'cancelled' },
  move: { title: '1 visit moved', note: 'was moved' },
  'no-show': { title: '1 no-show', note: 'did not come' },
  'added-hours': { title: 'Added hours', note: 'hours added', nobody: true },
  'shortened-absence': { title: 'A shorter absence', note: 'absence shortened', nobody: true },
  accepted: { title: '1 earlier time taken', note: 'moved' },
  'by-hand': { title: 'A time freed by hand', note: 'freed by hand', nobody: true },
  remainder: { title: '1 shorter visit', note: 'left over', nobody: true },
}

function moveOf({ id, filledByName, fromStartsAt, startsAt }: MoveLink, zone: string): Move {
  const days = daysBetween(startsAt, fromStartsAt, zone)
  return { openingId: id, name: filledByName ?? '', from: fromStartsAt, to: startsAt, days }
}

/** What became of a time that brought nobody forward. */
function becameOf(left: ChainLink | undefined): string {
  switch (left?.state) {
    case 'open':
      return 'open to book'
    case 'offering':
      return 'held for a patient'
    case 'filled':
      return 'booked by hand'
    case 'lapsed':
      return 'lapsed'
    case 'withdrawn':
      return left.closedWhy === 'reshaped' ? 'laid out anew' : 'not offered on'
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
