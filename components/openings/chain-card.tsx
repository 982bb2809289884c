import type { ComponentProps } from 'react'
import { addDays, dayOf, instantAtOrAfter, mondayOf } from '@/lib/domain/time'
import { Glyph } from '../status/glyph'
import { cx } from '../ui/cx'
import { IconArrowRight } from '../ui/icons'
import { type Chain, type ChainLine, type ChainTime, placeMarks, placeTimes } from './chain'
import { daysWords } from './words'

const wide = 800
const foot = 176
const bounds = { left: 96, right: wide - 96, gap: 128 }
/** More do not fit side by side; the list says them all. */
const mostArcs = 5

/** What came of one cancellation: who came earlier by it, and by how much. */
export function ChainCard({ chain, zone }: { chain: Chain; zone: string }) {
  return (
    <section
      aria-label={`${chain.title.join(', ')}: ${chain.note}`}
      className="rounded-panel border border-line bg-surface px-4 pt-3.5 pb-4 shadow-1"
    >
      <h2 className="flex flex-wrap items-center gap-x-3 text-16 font-strong text-ink tablet:text-18">
        {chain.title.map((part, index) => (
          <span key={part} className="inline-flex items-center gap-3">
            {index > 0 && <IconArrowRight className="text-play-line" />}
            {part}
          </span>
        ))}
      </h2>
      <p className="text-12 text-ink-2">{chain.note}</p>
      {chain.lines.map((one) => {
        const drawn = one.moves.length <= mostArcs
        return (
          <div key={one.id}>
            {drawn && <LineDrawing line={one} zone={zone} />}
            <LineList line={one} className={drawn ? 'tablet:sr-only' : undefined} />
          </div>
        )
      })}
      {chain.rest.map((one) => (
        <p key={+one.at} className="mt-2 flex items-center gap-2 text-12 text-ink-2">
          <Glyph state={one.won ? 'filled' : 'opening'} size={12} />
          {timeWords(one)}
        </p>
      ))}
    </section>
  )
}

/** 'Thu 26 Nov: Pieter van der Meulen cancelled'. */
function timeWords({ day, who, note }: ChainTime): string {
  return `${day}: ${who ? `${who} ` : ''}${note}`
}

function LineDrawing({ line: { times, moves }, zone }: { line: ChainLine; zone: string }) {
  const ats = times.map(({ at }) => at)
  const xs = placeTimes(ats, bounds)
  const highest = Math.max(...xs.slice(1).map((x, i) => arcHeight(x - (xs[i] ?? x))))
  const ceiling = Math.floor(foot - highest - 38)
  return (
    <svg
      viewBox={`0 ${ceiling} ${wide} ${foot + 68 - ceiling}`}
      aria-hidden="true"
      className="mx-auto mt-1 hidden w-full max-w-[860px] tablet:block"
    >
      <path d={`M${bounds.left - 50} ${foot}H${bounds.right + 50}`} className="stroke-line" />
      {placeMarks(mondays(ats, zone), ats, xs).map((x) => (
        <path key={x} d={`M${x} ${foot - 3}v6`} className="stroke-line-strong" />
      ))}
      {moves.map((move, i) => (
        <Arc
          key={move.openingId}
          to={xs[i] ?? 0}
          from={xs[i + 1] ?? 0}
          name={move.name}
          days={move.days}
        />
      ))}
      {times.map(({ day, who, note, won }, i) => (
        <g key={day + note} transform={`translate(${xs[i] ?? 0} ${foot})`} textAnchor="middle">
          {won ? (
            <circle r="6" className="fill-arrived-fill" />
          ) : (
            <circle
              r="6"
              pathLength="80"
              strokeDasharray="6 4"
              strokeDashoffset="3"
              strokeWidth="2"
              className="fill-surface stroke-play-line"
            />
          )}
          <text y="26" className="fill-ink text-13 font-mid">
            {day}
          </text>
          {who && <Name y={43} name={who} most={24} className="fill-ink-2 text-12" />}
          <text y={who ? 59 : 43} className="fill-ink-2 text-12">
            {note}
          </text>
        </g>
      ))}
    </svg>
  )
}

/** A name may be cut; the whole of it is its title. */
function Name({ name, most, ...text }: { name: string; most: number } & ComponentProps<'text'>) {
  return (
    <text {...text}>
      <title>{name}</title>
      {name.length > most ? `${name.slice(0, most - 1).trimEnd()}…` : name}
    </text>
  )
}

/** From the later time, at the right, to the earlier one. */
function Arc({ from, to, name, days }: { from: number; to: number; name: string; days: number }) {
  const width = from - to
  const height = arcHeight(width)
  const start = from - 8
  const end = to + 9
  const base = foot - 9
  const top = base - height
  const lift = width * 0.22
  const middle = (start + end) / 2
  // A cubic's top lies at three quarters of its handles' height.
  const handle = base - (height * 4) / 3
  return (
    <>
      <path
        d={`M${start} ${base}C${start - lift} ${handle} ${end + lift} ${handle} ${end} ${base}`}
        fill="none"
        strokeWidth="2"
        className="stroke-play-mark"
      />
      <path
        d={`M${end - 4} ${base - 9}L${end - 1} ${base}L${end + 8} ${base - 4}`}
        fill="none"
        strokeWidth="2"
        strokeLinecap="round"
        strokeLinejoin="round"
        className="stroke-play-mark"
      />
      <Name
        x={middle}
        y={top - 8}
        textAnchor="middle"
        className="fill-ink text-13 font-mid"
        name={name}
        most={Math.max(16, Math.floor(width / 7))}
      />
      <text x={middle} y={top + 18} textAnchor="middle" className="fill-play-ink text-13 font-mid">
        {days > 0 ? daysWords(days) : 'same day'}
      </text>
    </>
  )
}

function arcHeight(width: number): number {
  return Math.min(104, 34 + width * 0.16)
}

function LineList({ line: { moves, times }, className }: { line: ChainLine; className?: string }) {
  const [first, last] = [times[0], times.at(-1)]
  if (!first || !last) return null
  return (
    <ol className={cx('mt-2 flex flex-col divide-y divide-line', className)}>
      <li className="flex items-center gap-2 py-2">
        <Glyph state={first.who ? 'cancelled' : 'opening'} className="text-ink-2" />
        <span>{timeWords(first)}</span>
      </li>
      {moves.map((move, i) => (
        <li key={move.openingId} className="flex items-center gap-2 py-2">
          <Glyph state="moved" className="text-play-ink" />
          <span className="min-w-0 flex-1">
            <span className="font-mid text-ink">{move.name}</span>{' '}
            <span className="text-ink-2">
              from {times[i + 1]?.day} to {times[i]?.day}
            </span>
          </span>
          <span className="shrink-0 font-mid text-play-ink">
            {move.days > 0 ? daysWords(move.days) : 'same day'}
          </span>
        </li>
      ))}
      <li className="flex items-center gap-2 py-2">
        <Glyph state={last.won ? 'filled' : 'opening'} className="text-ink-2" />
        <span>{timeWords(last)}</span>
      </li>
    </ol>
  )
}

function mondays(times: readonly Date[], zone: string): Date[] {
  const [first, last] = [times[0], times.at(-1)]
  if (!first || !last) return []
  const found: Date[] = []
  for (let day = mondayOf(dayOf(first, zone)); ; day = addDays(day, 7)) {
    const monday = instantAtOrAfter(day, '00:00', zone)
    if (monday > last) return found
    if (monday > first) found.push(monday)
  }
}
