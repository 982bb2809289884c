'use client'

import type { ReactNode, RefObject } from 'react'
import { Dialog } from 'react-aria-components/Dialog'
import { Popover as AriaPopover, type Placement } from 'react-aria-components/Popover'
import { IconButton } from './button'
import { cx } from './cx'
import { IconClose } from './icons'

type Props = {
  open: boolean
  onClose: () => void
  /** What it stands beside; focus returns there. */
  triggerRef: RefObject<Element | null>
  /** The accessible name. */
  label: string
  placement?: Placement
  /** A close button at the top right. */
  closable?: boolean
  className?: string
  children: ReactNode
}

/** A small dialog beside what was pressed; Esc or a press outside closes it. */
export function Popover({
  open,
  onClose,
  triggerRef,
  label,
  placement = 'bottom',
  closable,
  className,
  children,
}: Props) {
  return (
    <AriaPopover
      isOpen={open}
      onOpenChange={(now) => !now && onClose()}
      triggerRef={triggerRef}
      placement={placement}
      offset={6}
      containerPadding={12}
      className="rise max-h-[calc(100dvh-24px)] max-w-[calc(100vw-24px)] overflow-y-auto rounded-panel border border-line bg-raised text-13 text-ink shadow-3"
    >
      <Dialog
        aria-label={label}
        className={cx('relative w-[304px] max-w-full p-3.5 outline-none', className)}
      >
        {closable && (
          <IconButton
            label="Close"
            size="compact"
            icon={<IconClose />}
            onClick={onClose}
            className="absolute top-2.5 right-2.5"
          />
        )}
        {children}
      </Dialog>
    </AriaPopover>
  )
}
