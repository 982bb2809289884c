'use client'

import { useSave } from '@/components/actions/use-save'
import { Button } from '@/components/ui/button'
import { noFlash, useReady } from '@/components/ui/use-ready'
import type { ActionResult } from '@/lib/actions'
import { enterClinic } from './enter-clinic'

type Props = {
  token: string
  clinic: string
  action: (input: { token: string }) => Promise<ActionResult<{ clinicId: string }>>
}

/** The one press that joins the clinic. */
export function JoinButton({ token, clinic, action }: Props) {
  const ready = useReady()
  const { save, refusal, busy } = useSave(action, { leaves: enterClinic })
  return (
    <div>
      <Button
        look="primary"
        size="touch"
        disabled={!ready}
        className={noFlash}
        busy={busy}
        busyLabel="Joining"
        onClick={() => save({ token })}
      >
        Join {clinic}
      </Button>
      {refusal && (
        <p role="alert" className="mt-3 text-14 text-noshow-ink">
          {refusal}
        </p>
      )}
    </div>
  )
}
