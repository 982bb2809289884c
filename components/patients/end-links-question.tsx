'use client'

import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { callAction } from '@/components/actions/call-action'
import { useStaffActions } from '@/components/actions/staff-actions'
import { Banner } from '../ui/banner'
import { Checkbox } from '../ui/checkbox'
import { Question } from '../ui/dialog'
import { toast } from '../ui/toast-store'
import { sentWords } from './sent-words'

export type Props = { patientId: string; name: string; email: string; onClose: () => void }

/** The question before a patient's links are ended, as those who have them lose them at once. */
export function EndLinksQuestion({ patientId, name, email, onClose }: Props) {
  const actions = useStaffActions()
  const router = useRouter()
  const [anew, setAnew] = useState(false)
  const [busy, setBusy] = useState(false)
  const [failure, setFailure] = useState<string | null>(null)

  const end = async () => {
    setBusy(true)
    const result = await callAction(actions.endLinks, { patientId, anew })
    setBusy(false)
    if (!result.ok) return setFailure(result.message)
    onClose()
    const { sent } = result.value
    toast({
      title: `The links of ${name} have ended`,
      detail: anew ? sentWords(sent) : 'The next email has one that works.',
    })
    router.refresh()
  }
  return (
    <Question
      open
      onClose={onClose}
      title={`End the links of ${name}?`}
      keepLabel="Keep the links"
      confirmLabel="End the links"
      onConfirm={() => void end()}
      busy={busy}
    >
      <p>
        Every link in the emails sent to {name} stops working. Do this when an email was passed on,
        or read by somebody else. Visits and offers stay as they are, and the next email has a link
        that works.
      </p>
      <Checkbox
        className="mt-3 text-ink"
        checked={anew}
        onChange={(event) => setAnew(event.target.checked)}
        label="Send what still holds again now, with new links"
        hint={`To ${email}. Without it, an offer that waits can be answered by telephone only.`}
      />
      {failure && <Banner tone="danger" role="alert" title={failure} className="mt-3" />}
    </Question>
  )
}
