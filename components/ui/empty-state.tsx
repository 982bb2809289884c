import type { ReactNode } from 'react'
import { cx } from './cx'

type Props = { title: string; children?: ReactNode; action?: ReactNode; className?: string }

/** What a list says when there is nothing in it, and what to do next. */
export function EmptyState({ title, children, action, className }: Props) {
  return (
    <div className={cx('flex flex-col items-center px-4 py-10 text-center', className)}>
      <svg
        width="164"
        height="66"
        viewBox="0 0 164 66"
        fill="none"
        aria-hidden="true"
        className="mb-5"
      >
        <path d="M1 56h162" strokeWidth="1.5" className="stroke-line" />
        <path
          d="M36 40C40 20 58 4 82 4s42 16 46 36"
          strokeWidth="4"
          strokeLinecap="round"
          className="stroke-play-track"
        />
        <circle cx="36" cy="56" r="10" className="fill-confirmed-fill" />
        <circle
          cx="128"
          cy="56"
          r="8.5"
          strokeWidth="2.4"
          pathLength="80"
          strokeDasharray="6 4"
          strokeDashoffset="3"
          className="fill-surface stroke-play-line"
        />
      </svg>
      <p className="text-18 font-strong text-ink">{title}</p>
      {children && <div className="mt-1 max-w-[56ch] text-14 text-ink-2">{children}</div>}
      {action && <div className="mt-4 flex flex-wrap justify-center gap-2">{action}</div>}
    </div>
  )
}
