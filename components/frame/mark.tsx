type Props = { className?: string; size?: number }

/** Medcal's mark: from a dashed ring (the time that fell free) an arc leaps to a visit, earlier. */
export function Mark({ size = 28, className }: Props) {
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 28 28"
      fill="none"
      aria-hidden="true"
      className={className}
    >
      <path
        d="M7 10.5a7.4 7.4 0 0 1 14.4 1"
        strokeWidth="2.8"
        strokeLinecap="round"
        className="stroke-play-mark"
      />
      <circle cx="6.4" cy="19.4" r="6.2" className="fill-accent" />
      <circle
        cx="21.8"
        cy="20.4"
        r="4.3"
        strokeWidth="2.2"
        pathLength="64"
        strokeDasharray="5 3"
        strokeDashoffset="2.5"
        className="stroke-accent"
      />
    </svg>
  )
}
