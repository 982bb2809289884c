import type { ReactNode } from 'react'
import { cx } from '../ui/cx'
import { Glyph } from './glyph'
import { type GlyphState, stateWords } from './words'

const looks: Record<GlyphState, string> = {
  opening: 'border-dashed border-play-line text-play-ink',
  held: 'border-play-track bg-play-soft text-play-ink',
  booked: 'border-booked-line bg-booked-fill text-booked-ink',
  confirmed: 'border-transparent bg-confirmed-fill text-confirmed-ink',
  arrived: 'border-transparent bg-arrived-fill text-arrived-ink',
  fulfilled: 'border-line bg-fulfilled-fill text-fulfilled-ink',
  noshow: 'border-transparent bg-noshow-fill text-noshow-ink',
  cancelled: 'border-line bg-sunken text-cancelled-ink',
  away: 'border-line bg-sunken text-away-ink',
  filled: 'border-transparent bg-arrived-soft text-arrived-soft-ink',
  lapsed: 'border-line bg-sunken text-ink-3',
  declined: 'border-line bg-sunken text-ink-3',
  expired: 'border-line bg-sunken text-ink-3',
  moved: 'border-transparent bg-play-soft text-play-ink',
}

type Props = {
  state: GlyphState
  /** What is left of a hold, 0 to 1. */
  fraction?: number
  className?: string
  /** Other words than the state's own: "Booked, not confirmed yet". */
  children?: ReactNode
}

/** A state as glyph and word. */
export function StatusBadge({ state, fraction, className, children }: Props) {
  return (
    <span
      className={cx(
        'inline-flex h-[22px] items-center gap-1.5 rounded-full border pr-2 pl-1.5 text-12 font-strong whitespace-nowrap',
        looks[state],
        className,
      )}
    >
      <Glyph state={state} size={12} fraction={fraction} />
      {children ?? stateWords[state]}
    </span>
  )
}

/** « and how much earlier a visit came: "14 d" on cards, "14 days earlier" in text. */
export function Earlier({ className, children }: { className?: string; children: ReactNode }) {
  return (
    <span className={cx('inline-flex items-center gap-1.5 font-mid text-play-ink', className)}>
      <Glyph state="moved" size={12} />
      {children}
    </span>
  )
}
