import { cx } from './cx'

/** Initials of a person in a disc; titles ("Dr.", "Prof.") do not count. Hidden from readers. */
export function Avatar({
  name,
  strong,
  size = 28,
  className,
}: {
  name: string
  strong?: boolean
  size?: 22 | 24 | 28
  className?: string
}) {
  return (
    <span
      aria-hidden="true"
      style={{ width: size, height: size }}
      className={cx(
        'inline-flex shrink-0 items-center justify-center rounded-full text-11 font-strong',
        strong ? 'bg-accent text-on-accent' : 'bg-accent-soft text-accent-ink',
        className,
      )}
    >
      {initials(name)}
    </span>
  )
}

/** First letters of the first and last part of a name, titles left out. */
export function initials(name: string): string {
  const parts = name.split(/\s+/).filter((part) => part && !part.endsWith('.'))
  const first = parts[0] ?? ''
  const last = parts.length > 1 ? (parts.at(-1) ?? '') : ''
  return [first, last]
    .map((part) => [...part][0] ?? '')
    .join('')
    .toUpperCase()
}
