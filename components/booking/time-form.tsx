import type { ComponentProps, FormEvent, ReactNode } from 'react'
import { Banner } from '../ui/banner'
import { Button } from '../ui/button'
import { Dialog, DialogFoot } from '../ui/dialog'
import { FreeColumn } from './free-column'

type Props = {
  title: string
  /** The fields. */
  children: ReactNode
  free: ComponentProps<typeof FreeColumn>
  /** Why it did not work, where no field is to blame. */
  failure: string | null
  /** What follows from it, beside the buttons. */
  note?: ReactNode
  away: string
  onClose: () => void
  submit: { label: string; busy: boolean; busyLabel: string }
  onSubmit: () => void
}

/** A dialog in which a time is chosen: its fields at the left, the free times at the right. */
export function TimeForm(props: Props) {
  const { title, children, free, failure, note, away, onClose, submit, onSubmit } = props
  const { label, ...busy } = submit
  return (
    <Dialog open onClose={onClose} title={title} width="wide">
      <form
        className="dialog-form"
        onSubmit={(event: FormEvent) => {
          event.preventDefault()
          onSubmit()
        }}
        noValidate
      >
        <div className="flex min-h-0 flex-1 flex-col overflow-y-auto tablet:flex-row tablet:overflow-visible">
          <div className="flex min-w-0 flex-col gap-3.5 px-6 pt-1.5 pb-5 tablet:flex-1 tablet:overflow-y-auto">
            {children}
            {failure && <Banner tone="danger" role="alert" title={failure} />}
          </div>
          <FreeColumn {...free} />
        </div>
        <DialogFoot note={note}>
          <Button look="quiet" onClick={onClose}>
            {away}
          </Button>
          <Button look="primary" type="submit" {...busy}>
            {label}
          </Button>
        </DialogFoot>
      </form>
    </Dialog>
  )
}
