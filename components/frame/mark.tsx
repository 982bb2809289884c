import { cx } from '../ui/cx'

type Props = { className?: string; size?: number }

/** Medcal's mark: from a dashed ring (the time that fell free) an arc leaps to a visit, earlier. */
export function Mark({ size = 28, className }: Props) {
  return (
    <svg
      width={size}
      height={Math.round((size * 28) / 32)}
      viewBox="0 0 32 28"
      fill="none"
      aria-hidden="true"
      className={cx('shrink-0', className)}
    >
      <path
        d="M7.2 9.2a9 9 0 0 1 17.8 2.2"
        strokeWidth="3"
        strokeLinecap="round"
        className="stroke-play-mark"
      />
      <circle cx="7.2" cy="19" r="7" className="fill-accent" />
      <circle
        cx="24.8"
        cy="20.3"
        r="5.2"
        strokeWidth="2.3"
        pathLength="70"
        strokeDasharray="6 4"
        strokeDashoffset="3"
        className="stroke-accent"
      />
    </svg>
  )
}
