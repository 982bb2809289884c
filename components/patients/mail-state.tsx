'use client'

import { useRouter } from 'next/navigation'
import { useTransition } from 'react'
import {
  type Answer,
  callAction,
  toastDetail,
  toastWithUndo,
} from '@/components/actions/call-action'
import { useStaffActions } from '@/components/actions/staff-actions'
import { Button } from '../ui/button'
import { toast } from '../ui/toast-store'

type Props = {
  patientId: string
  email: string
  /** How staff know that mail does not get there; null while it does. */
  bounced: 'refused' | 'came-back' | null
  mayEdit: boolean
}

const words = {
  refused: 'The mail server refuses this address.',
  'came-back': 'Mail to it came back.',
}

/** Whether mail gets to a patient, and the button to note that it does not, or does again. */
export function MailState({ patientId, email, bounced, mayEdit }: Props) {
  const actions = useStaffActions()
  const router = useRouter()
  const [busy, begin] = useTransition()
  const trust = () => callAction(actions.trustAddress, { patientId })
  const press = (call: () => Promise<Answer<unknown>>, after: () => void) =>
    begin(async () => {
      const result = await call()
      if (result.ok) after()
      else toast({ tone: 'danger', title: 'Not noted', detail: toastDetail(result) })
      if (result.ok || result.reason !== 'offline') router.refresh()
    })
  const note = () =>
    press(
      () => callAction(actions.noteBounce, { patientId, email }),
      () =>
        toastWithUndo('No more offers go to this address', {
          detail: 'What they were offered goes to the next.',
          undo: trust,
          undone: 'Offers go there again',
          after: () => router.refresh(),
        }),
    )
  const trustAgain = () => press(trust, () => toast({ title: 'Offers go to this address again' }))
  return (
    <>
      {bounced && (
        <span className="block text-noshow-ink">
          {words[bounced]} No offers go there: correct the address.
        </span>
      )}
      {mayEdit && (
        <div className="mt-1.5 mb-1">
          <Button
            size="compact"
            busy={busy}
            busyLabel="Noting…"
            onClick={bounced ? trustAgain : note}
          >
            {bounced ? 'It takes mail again' : 'Mail to it comes back'}
          </Button>
        </div>
      )}
    </>
  )
}
