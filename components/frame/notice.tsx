import type { ReactNode } from 'react'
import { cx } from '../ui/cx'

/** A banner over the page that stays reachable while a dialog is open. */
export function Notice({ at, children }: { at: 'top' | 'bottom'; children: ReactNode }) {
  return (
    <div
      // React Aria leaves what carries this mark reachable while a dialog is open.
      data-react-aria-top-layer="true"
      className={cx(
        'fixed inset-x-3 z-50 mx-auto max-w-[640px] rounded-control shadow-3',
        at === 'top' ? 'top-3' : 'bottom-3 max-tablet:bottom-20',
      )}
    >
      {children}
    </div>
  )
}
