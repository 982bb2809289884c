'use client'

import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { callAction } from '@/components/actions/call-action'
import { useStaffActions } from '@/components/actions/staff-actions'
import { Banner } from '../ui/banner'
import { Question } from '../ui/dialog'
import { toast } from '../ui/toast-store'
import { type Ending, type Holder, releaseWords, withdrawWords } from './ending-words'

export type Props = {
  ending: Ending
  openingId: string
  /** 'Today 14:40, Dr. Köhler'. */
  what: string
  /** All for whom it is held. */
  holders: Holder[]
  /** Who is asked after them: null for nobody, left out where it is not known. */
  next?: string | null
  onClose: () => void
}

/** The question before an offer or an opening is ended, as mails go out at once; then ends it. */
export function EndQuestion({ ending, openingId, what, holders, next, onClose }: Props) {
  const actions = useStaffActions()
  const router = useRouter()
  const [busy, setBusy] = useState(false)
  const [failure, setFailure] = useState<string | null>(null)
  const released = ending.kind === 'release' ? ending.holder : null

  const end = async () => {
    setBusy(true)
    const result = await (released
      ? callAction(actions.withdrawOffer, { offerId: released.offerId })
      : callAction(actions.withdrawOpening, { openingId }))
    setBusy(false)
    if (result.ok || result.reason !== 'offline') router.refresh()
    if (!result.ok) return setFailure(result.message)
    onClose()
    toast(
      released
        ? { title: `The offer to ${released.patientName} has ended` }
        : { title: `${what} is no longer offered`, detail: 'The time stays free for booking.' },
    )
  }
  return (
    <Question
      open
      onClose={onClose}
      title={released ? `End the offer to ${released.patientName}?` : 'Withdraw this opening?'}
      keepLabel={released ? 'Keep the offer' : 'Keep offering it'}
      confirmLabel={released ? 'Release now' : 'Withdraw'}
      onConfirm={() => void end()}
      busy={busy}
      tone="primary"
    >
      <p>{released ? releaseWords(released, holders, next) : withdrawWords(what, holders)}</p>
      {failure && <Banner tone="danger" role="alert" title={failure} className="mt-3" />}
    </Question>
  )
}
