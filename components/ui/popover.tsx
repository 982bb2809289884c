'use client'

import type { ReactNode, RefObject } from 'react'
import { Dialog } from 'react-aria-components/Dialog'
import { Modal, ModalOverlay } from 'react-aria-components/Modal'
import { Popover as AriaPopover, type Placement } from 'react-aria-components/Popover'
import { IconButton } from './button'
import { cx } from './cx'
import { IconClose } from './icons'

type Props = {
  onClose: () => void
  /** What it stands beside; focus returns there. */
  triggerRef: RefObject<Element | null>
  /** The accessible name. */
  label: string
  children: ReactNode
}

const width = 304
/** Between it and what it stands beside, and to the window's edge, px. */
const [offset, edge] = [6, 12]

/**
 * A small dialog beside what was pressed, below it where neither side has room, and at the foot of
 * a phone; Esc or a press outside closes it.
 */
export function Popover({ onClose, triggerRef, label, children }: Props) {
  const isOpen = true
  const onOpenChange = (open: boolean) => !open && onClose()
  const phone = !window.matchMedia('(min-width: 720px)').matches
  const dialog = (
    <Dialog
      aria-label={label}
      className={cx('relative outline-none', phone ? 'p-5' : 'p-3.5')}
      style={phone ? undefined : { width }}
    >
      <IconButton
        label="Close"
        size="compact"
        icon={<IconClose />}
        onClick={onClose}
        className="absolute top-2.5 right-2.5"
      />
      {children}
    </Dialog>
  )
  if (phone) {
    return (
      <ModalOverlay
        isOpen={isOpen}
        onOpenChange={onOpenChange}
        isDismissable
        className="fade fixed inset-0 z-40 flex items-end bg-scrim"
      >
        <Modal className="rise max-h-full w-full overflow-y-auto rounded-t-panel border border-line bg-raised pb-[env(safe-area-inset-bottom)] text-14 text-ink shadow-3">
          {dialog}
        </Modal>
      </ModalOverlay>
    )
  }
  return (
    <AriaPopover
      isOpen={isOpen}
      onOpenChange={onOpenChange}
      triggerRef={triggerRef}
      placement={roomBeside(triggerRef.current)}
      offset={offset}
      containerPadding={edge}
      className="rise max-h-[calc(100dvh-24px)] overflow-y-auto rounded-panel border border-line bg-raised text-13 text-ink shadow-3"
    >
      {dialog}
    </AriaPopover>
  )
}

/** React Aria turns a popover over, left to right, but does not stand it below. */
function roomBeside(trigger: Element | null): Placement {
  if (!trigger) return 'bottom'
  const { left, right } = trigger.getBoundingClientRect()
  const needed = width + offset + edge
  if (window.innerWidth - right >= needed) return 'right top'
  return left >= needed ? 'left top' : 'bottom'
}
