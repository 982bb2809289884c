'use client'

import type { ReactNode } from 'react'
import { Dialog as AriaDialog, Heading } from 'react-aria-components/Dialog'
import { Modal, ModalOverlay } from 'react-aria-components/Modal'
import { Button, IconButton } from './button'
import { cx } from './cx'
import { IconClose } from './icons'

type Props = {
  open: boolean
  onClose: () => void
  /** The accessible name, and the heading. */
  title: string
  /** question 420, form 560, wide 880 (form and side by side). */
  width?: 'question' | 'form' | 'wide'
  /** A question that must be answered: announced at once, not closed by a press outside. */
  role?: 'dialog' | 'alertdialog'
  closeLabel?: string
  className?: string
  /** `DialogBody` and `DialogFoot`, or a <form> with the class `dialog-form` around both. */
  children: ReactNode
}

const widths = {
  question: 'tablet:w-[460px]',
  form: 'tablet:w-[560px]',
  wide: 'tablet:w-[880px]',
}

/** A modal dialog; a full-height sheet on phones. Esc closes it, focus goes back where it was. */
export function Dialog({
  open,
  onClose,
  title,
  width = 'form',
  role = 'dialog',
  closeLabel = 'Close',
  className,
  children,
}: Props) {
  const question = role === 'alertdialog'
  return (
    <ModalOverlay
      isOpen={open}
      onOpenChange={(now) => !now && onClose()}
      isDismissable={!question}
      data-holds-foot=""
      className="fade fixed inset-0 z-40 flex items-end justify-center bg-scrim tablet:items-center tablet:p-6"
    >
      <Modal
        className={cx(
          'rise flex max-h-full w-full flex-col overflow-hidden border border-line bg-surface shadow-3 tablet:max-h-[calc(100dvh-48px)] tablet:rounded-panel',
          question ? 'rounded-t-panel' : 'h-dvh tablet:h-auto',
          widths[width],
        )}
      >
        <AriaDialog
          role={role}
          className={cx('relative flex min-h-0 flex-1 flex-col outline-none', className)}
        >
          <div
            className={cx('flex shrink-0 items-start px-6', question ? 'pt-5' : 'pt-4 pr-14 pb-2')}
          >
            <Heading
              slot="title"
              className={question ? 'text-18 font-strong' : 'text-22 font-strong'}
            >
              {title}
            </Heading>
          </div>
          {!question && (
            <IconButton
              label={closeLabel}
              icon={<IconClose />}
              onClick={onClose}
              className="absolute top-3 right-3 z-10"
            />
          )}
          {children}
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  )
}

/** The scrolling middle of a dialog. */
export function DialogBody({ className, children }: { className?: string; children: ReactNode }) {
  return <div className={cx('min-h-0 flex-1 overflow-y-auto px-6 py-2', className)}>{children}</div>
}

/** The foot: a note at the left, the buttons at the right. */
export function DialogFoot({
  note,
  className,
  children,
}: {
  note?: ReactNode
  className?: string
  children: ReactNode
}) {
  return (
    <div
      className={cx(
        'flex shrink-0 flex-wrap items-center gap-x-4 gap-y-2 border-t border-line px-6 py-3.5 text-13 text-ink-2',
        className,
      )}
    >
      {note}
      <div className="ml-auto flex flex-wrap justify-end gap-2">{children}</div>
    </div>
  )
}

type QuestionProps = {
  open: boolean
  onClose: () => void
  title: string
  /** What happens, and perhaps a choice. */
  children: ReactNode
  /** Never "Cancel": say what stays, as "Keep visit". */
  keepLabel: string
  confirmLabel: string
  onConfirm: () => void
  busy?: boolean
  busyLabel?: string
  tone?: 'destroy' | 'primary'
}

/** The question before what cannot be undone. */
export function Question({
  open,
  onClose,
  title,
  children,
  keepLabel,
  confirmLabel,
  onConfirm,
  busy,
  busyLabel,
  tone = 'destroy',
}: QuestionProps) {
  return (
    <Dialog open={open} onClose={onClose} title={title} width="question" role="alertdialog">
      <div className="min-h-0 overflow-y-auto px-6 pt-1.5 pb-3 text-14 text-ink-2">{children}</div>
      <div className="flex flex-wrap justify-end gap-2 px-6 pt-1 pb-5">
        <Button onClick={onClose}>{keepLabel}</Button>
        <Button look={tone} onClick={onConfirm} busy={busy} busyLabel={busyLabel}>
          {confirmLabel}
        </Button>
      </div>
    </Dialog>
  )
}
