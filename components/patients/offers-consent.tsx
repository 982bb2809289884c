'use client'

import { useRouter } from 'next/navigation'
import { useState, useTransition } from 'react'
import { callAction, toastDetail, toastWithUndo } from '@/components/actions/call-action'
import { useStaffActions } from '@/components/actions/staff-actions'
import { Button } from '../ui/button'
import { Question } from '../ui/dialog'
import { toast } from '../ui/toast-store'

type Props = {
  patientId: string
  name: string
  /** What holds, in words. */
  words: string
  stopped: boolean
  mayEdit: boolean
}

/** Whether a patient is emailed offers of earlier times, and the way to end or to begin it. */
export function OffersConsent({ patientId, name, words, stopped, mayEdit }: Props) {
  const actions = useStaffActions()
  const router = useRouter()
  const [busy, begin] = useTransition()
  const [asking, setAsking] = useState(false)
  const stop = () =>
    begin(async () => {
      const result = await callAction(actions.stopOffers, { patientId })
      setAsking(false)
      if (result.ok) toast({ title: `${name} is emailed no more offers` })
      else toast({ tone: 'danger', title: 'Not stopped', detail: toastDetail(result) })
      router.refresh()
    })
  const resume = () =>
    begin(async () => {
      const result = await callAction(actions.resumeOffers, { patientId })
      if (result.ok) {
        toastWithUndo(`${name} may be emailed offers again`, {
          detail: 'Of which visits, each visit’s switch says.',
          undo: () => callAction(actions.stopOffers, { patientId }),
          undone: `${name} is emailed no offers`,
          after: () => router.refresh(),
        })
      } else toast({ tone: 'danger', title: 'Not noted', detail: toastDetail(result) })
      router.refresh()
    })
  return (
    <>
      {words}
      {mayEdit && (
        <div className="mt-1.5">
          <Button
            size="compact"
            busy={busy && !asking}
            busyLabel="Noting…"
            onClick={stopped ? resume : () => setAsking(true)}
          >
            {stopped ? 'They agree again' : 'They want no offers'}
          </Button>
        </div>
      )}
      <Question
        open={asking}
        onClose={() => setAsking(false)}
        title={`Stop offers to ${name}?`}
        keepLabel="Keep offers"
        confirmLabel="Stop offers"
        onConfirm={stop}
        busy={busy}
        busyLabel="Stopping"
      >
        <p>
          None of their visits waits for an earlier time any more, and a time that is held for them
          now goes to the next patient. Confirmations and changes of visits are still emailed.
        </p>
      </Question>
    </>
  )
}
