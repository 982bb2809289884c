import type { ReactNode } from 'react'
import { cx } from './cx'

/** A key as drawn: "⌘ K", "Esc". */
export function Kbd({ children, className }: { children: ReactNode; className?: string }) {
  return (
    <kbd
      className={cx(
        'rounded-[4px] border border-line bg-sunken px-1.5 font-sans text-11 text-ink-3',
        className,
      )}
    >
      {children}
    </kbd>
  )
}
