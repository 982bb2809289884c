import type { ReactNode } from 'react'
import { Glyph } from '../status/glyph'
import { cx } from './cx'
import { IconInfo, IconOffline, IconWarning } from './icons'

export type BannerTone = 'info' | 'play' | 'success' | 'danger' | 'offline'

const looks: Record<BannerTone, string> = {
  info: 'border-transparent bg-accent-soft text-ink',
  play: 'border-transparent bg-play-soft text-play-ink',
  success: 'border-transparent bg-arrived-soft text-arrived-soft-ink',
  danger: 'border-transparent bg-noshow-fill text-noshow-ink',
  offline: 'border-line bg-sunken text-ink-2',
}

const marks: Record<BannerTone, ReactNode> = {
  info: <IconInfo className="text-accent-ink" />,
  play: <Glyph state="held" size={16} />,
  success: <Glyph state="filled" size={16} />,
  danger: <IconWarning />,
  offline: <IconOffline />,
}

type Props = {
  tone?: BannerTone
  title: ReactNode
  /** What follows from it. */
  children?: ReactNode
  action?: ReactNode
  /** `alert` for what has just gone wrong, `status` for what has just happened. */
  role?: 'alert' | 'status'
  className?: string
}

/** One sentence across a region. */
export function Banner({ tone = 'info', title, children, action, role, className }: Props) {
  return (
    <div
      role={role}
      className={cx(
        'flex min-h-11 flex-wrap items-center gap-x-3 gap-y-2 rounded-control border px-3.5 py-2 text-14',
        looks[tone],
        className,
      )}
    >
      {marks[tone]}
      <p className="min-w-0 flex-1 basis-48">
        <strong>{title}</strong> {children}
      </p>
      {action}
    </div>
  )
}
