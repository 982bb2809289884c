import { cx } from '../ui/cx'
import { piePath } from './pie-path'

type Shape = {
  /** What is left, 0 to 1. */
  fraction: number
  className?: string
}

/** A pie up to 22 px, in the text's colour; words stand beside it. */
export function Pie({ fraction, size = 16, className }: Shape & { size?: number }) {
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 16 16"
      fill="none"
      aria-hidden="true"
      className={cx('shrink-0', className)}
    >
      <circle cx="8" cy="8" r="6.6" stroke="currentColor" strokeWidth="1.8" />
      <path d={piePath(fraction, 4.4)} fill="currentColor" />
    </svg>
  )
}

/** A bar that burns down to the left; words stand beside it. */
export function Fuse({ fraction, thick = 4, className }: Shape & { thick?: 3 | 4 | 6 }) {
  return (
    <span
      aria-hidden="true"
      className={cx('keep-colour block overflow-hidden rounded-full bg-play-track', className)}
      style={{ height: thick }}
    >
      <span
        className="block h-full rounded-full bg-play-mark"
        style={{ width: `${fraction * 100}%` }}
      />
    </span>
  )
}

/** The large countdown with its words inside: figure "1:12", unit "h left". */
export function Ring({
  fraction,
  figure,
  unit,
  size = 68,
  className,
}: Shape & { figure: string; unit: string; size?: number }) {
  const left = Math.min(1, Math.max(0, fraction)) * 100
  return (
    <span
      className={cx(
        'relative inline-flex shrink-0 flex-col items-center justify-center text-play-ink',
        className,
      )}
      style={{ width: size, height: size }}
    >
      <svg
        viewBox="0 0 68 68"
        fill="none"
        aria-hidden="true"
        className="absolute inset-0 size-full -rotate-90"
      >
        <circle cx="34" cy="34" r="31" strokeWidth="5" className="stroke-play-track" />
        {left > 0 && (
          <circle
            cx="34"
            cy="34"
            r="31"
            strokeWidth="5"
            pathLength="100"
            strokeDasharray={`${left} ${100 - left}`}
            strokeDashoffset={left}
            className="stroke-play-mark"
          />
        )}
      </svg>
      <span className="relative text-16 leading-[18px] font-strong">{figure}</span>
      <span className="relative text-11">{unit}</span>
    </span>
  )
}
