'use client'

import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { withdrawOfferAction, withdrawOpeningAction } from '@/app/(staff)/opening-actions'
import type { ActionResult } from '@/lib/actions'
import { asked } from '../booking/answers'
import { Banner } from '../ui/banner'
import { Button } from '../ui/button'
import { Question } from '../ui/dialog'
import { toast } from '../ui/toast-store'
import { BookByHand } from './book-by-hand'

type Props = {
  openingId: string
  practitionerId: string
  typeId: string
  startIso: string
  /** 'Today 14:40, Dr. Köhler'. */
  what: string
  /** Who holds it, their own time in words, and who is asked after them (null: nobody). */
  hold: { offerId: string; patientName: string; own: string; next: string | null } | null
  mayBook: boolean
  mayManage: boolean
}

/** How staff step in: end the offer, book the time by hand, or take the opening out. */
export function OpeningActions({ hold, what, mayBook, mayManage, ...opening }: Props) {
  const [question, setQuestion] = useState<'release' | 'withdraw' | null>(null)
  const close = () => setQuestion(null)
  return (
    <div className="mt-4 flex flex-wrap gap-1.5 empty:hidden">
      {mayManage && hold && (
        <Button className="flex-1 px-2 whitespace-nowrap" onClick={() => setQuestion('release')}>
          Release now
        </Button>
      )}
      {mayBook && <BookByHand {...opening} className="flex-1 px-2 whitespace-nowrap" />}
      {mayManage && (
        <Button className="flex-1 px-2 whitespace-nowrap" onClick={() => setQuestion('withdraw')}>
          Withdraw
        </Button>
      )}
      {question === 'release' && hold && (
        <Ask
          title={`End the offer to ${hold.patientName}?`}
          keepLabel="Keep the offer"
          confirmLabel="Release now"
          act={() => withdrawOfferAction({ offerId: hold.offerId })}
          done={`The offer to ${hold.patientName} has ended`}
          onClose={close}
        >
          {hold.patientName} is told by mail and keeps {hold.own}.{' '}
          {hold.next ? `${hold.next} is asked next.` : 'Nobody else suits at the moment.'}
        </Ask>
      )}
      {question === 'withdraw' && (
        <Ask
          title="Withdraw this opening?"
          keepLabel="Keep offering it"
          confirmLabel="Withdraw"
          act={() => withdrawOpeningAction({ openingId: opening.openingId })}
          done={`${what} is no longer offered`}
          detail="The time stays free for booking."
          onClose={close}
        >
          {what}: the time stays free, and nobody is asked any more.{' '}
          {hold &&
            `The offer to ${hold.patientName} ends; the patient is told and keeps ${hold.own}.`}
        </Ask>
      )}
    </div>
  )
}

type AskProps = {
  title: string
  keepLabel: string
  confirmLabel: string
  act: () => Promise<ActionResult<null>>
  done: string
  detail?: string
  onClose: () => void
  children: React.ReactNode
}

function Ask({ title, keepLabel, confirmLabel, act, done, detail, onClose, children }: AskProps) {
  const router = useRouter()
  const [busy, setBusy] = useState(false)
  const [failure, setFailure] = useState<string | null>(null)
  const confirm = async () => {
    setBusy(true)
    const result = await asked(act())
    setBusy(false)
    router.refresh()
    if (!result.ok) return setFailure(result.message)
    onClose()
    toast({ title: done, detail })
  }
  return (
    <Question
      open
      onClose={onClose}
      title={title}
      keepLabel={keepLabel}
      confirmLabel={confirmLabel}
      onConfirm={() => void confirm()}
      busy={busy}
      tone="primary"
    >
      <p>{children}</p>
      {failure && <Banner tone="danger" role="alert" title={failure} className="mt-3" />}
    </Question>
  )
}
