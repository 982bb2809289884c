import { cx } from './cx'

/** One grey bar; give it width and height by class. */
export function SkeletonBar({ className }: { className?: string }) {
  return <span className={cx('block h-2.5 rounded-[3px] bg-hover', className)} />
}

/** A block of the height that its class says. */
export function SkeletonBlock({ className }: { className?: string }) {
  return <span aria-hidden="true" className={cx('block rounded-card bg-sunken', className)} />
}
