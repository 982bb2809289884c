import { cx } from './cx'

/** One grey bar; give it width and height by class. */
export function SkeletonBar({ className }: { className?: string }) {
  return <span className={cx('block h-2.5 rounded-[3px] bg-hover', className)} />
}

type Props = { count?: number; label?: string; className?: string }

/** Table rows of 38 px. */
export function SkeletonRows({ count = 8, label = 'Loading', className }: Props) {
  return (
    <div role="status" className={className}>
      <span className="sr-only">{label}</span>
      {numbers(count).map((row) => (
        <span key={row} className="flex h-[38px] items-center gap-5 border-b border-line px-4">
          <SkeletonBar className="w-[11%]" />
          <SkeletonBar className="w-[15%]" />
          <SkeletonBar className={row % 2 ? 'w-[14%]' : 'w-[19%]'} />
          <SkeletonBar className="w-[13%]" />
        </span>
      ))}
    </div>
  )
}

/** Cards with two lines. */
export function SkeletonCards({ count = 3, label = 'Loading', className }: Props) {
  return (
    <div role="status" className={cx('grid gap-2.5', className)}>
      <span className="sr-only">{label}</span>
      {numbers(count).map((card) => (
        <span key={card} className="block rounded-card bg-sunken p-2.5">
          <SkeletonBar className={card % 2 ? 'w-[45%]' : 'w-[58%]'} />
          <SkeletonBar className="mt-2 w-[36%]" />
        </span>
      ))}
    </div>
  )
}

/** A block of the height that its class says. */
export function SkeletonBlock({ className }: { className?: string }) {
  return <span aria-hidden="true" className={cx('block rounded-card bg-sunken', className)} />
}

function numbers(count: number): number[] {
  return Array.from({ length: count }, (_, index) => index)
}
