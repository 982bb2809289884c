import type { ReactNode } from 'react'
import { Banner } from '@/components/ui/banner'
import { Button } from '@/components/ui/button'

type Props = {
  label: string
  busy: boolean
  busyLabel?: string
  /** Why the last try was refused. */
  refusal: string | null
  /** Beside the button. */
  children?: ReactNode
}

/** The end of a form: what was refused, and the one solid button. */
export function FormFoot({ label, busy, busyLabel = 'Saving', refusal, children }: Props) {
  return (
    <div className="mt-5 flex flex-col gap-3">
      {refusal && (
        <Banner tone="danger" role="alert" title="Not saved." className="items-start">
          {refusal}
        </Banner>
      )}
      <div className="flex flex-wrap items-center gap-3">
        <Button type="submit" look="primary" busy={busy} busyLabel={busyLabel}>
          {label}
        </Button>
        {children}
      </div>
    </div>
  )
}
