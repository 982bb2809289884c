import type { ReactNode } from 'react'
import { piePath } from './pie-path'
import type { GlyphState } from './words'

type Props = {
  state: GlyphState
  /** px; 14 on cards, 12 in badges, 24 alone. */
  size?: number
  /** What is left of a hold, 0 to 1. */
  fraction?: number
  className?: string
}

/** One circle is one visit. Drawn in the text's colour and hidden from readers: a word stands beside it. */
export function Glyph({ state, size = 14, fraction = 0.6, className }: Props) {
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 16 16"
      aria-hidden="true"
      className={className ? `glyph ${className}` : 'glyph'}
    >
      {state === 'held' ? held(fraction) : drawings[state]}
    </svg>
  )
}

const ring = <circle cx="8" cy="8" r="6.6" />
const dashedRing = (
  <circle
    cx="8"
    cy="8"
    r="6.6"
    pathLength="80"
    strokeDasharray="6 4"
    strokeDashoffset="3"
    strokeLinecap="butt"
  />
)
const tick = <path d="m5.1 8.3 2 2 3.8-4" />

const drawings: Record<Exclude<GlyphState, 'held'>, ReactNode> = {
  opening: dashedRing,
  booked: ring,
  confirmed: (
    <>
      {ring}
      {tick}
    </>
  ),
  arrived: <circle cx="8" cy="8" r="7.5" fill="currentColor" stroke="none" />,
  fulfilled: <path d="m2.5 8.5 3.75 3.75L13.5 4.5" />,
  noshow: (
    <>
      {ring}
      <path d="m3.6 12.4 8.8-8.8" />
    </>
  ),
  cancelled: (
    <>
      {ring}
      <path d="m5.9 5.9 4.2 4.2M10.1 5.9l-4.2 4.2" />
    </>
  ),
  away: (
    <>
      {ring}
      <path d="M5 8h6" />
    </>
  ),
  filled: (
    <path
      fill="currentColor"
      stroke="none"
      fillRule="evenodd"
      d="M8 .5a7.5 7.5 0 1 1 0 15 7.5 7.5 0 0 1 0-15Zm3.45 4.9a.95.95 0 0 0-1.37.05L7.06 8.7 5.9 7.55a.95.95 0 1 0-1.34 1.35l1.86 1.85c.38.38 1 .37 1.36-.03l3.71-3.98a.95.95 0 0 0-.04-1.34Z"
    />
  ),
  lapsed: (
    <>
      {dashedRing}
      <path d="M5 8h6" />
    </>
  ),
  declined: <path d="m3.5 3.5 9 9M12.5 3.5l-9 9" />,
  expired: (
    <>
      {ring}
      <path strokeWidth="1.5" d="M8 4.6V8l2.2 1.5" />
    </>
  ),
  moved: <path d="M7.75 3.5 3.5 8l4.25 4.5M13 3.5 8.75 8 13 12.5" />,
}

function held(fraction: number) {
  return (
    <>
      {ring}
      <path d={piePath(fraction, 4.4)} fill="currentColor" stroke="none" />
    </>
  )
}
