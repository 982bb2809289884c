'use client'

import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { withdrawOfferAction, withdrawOpeningAction } from '@/app/(staff)/opening-actions'
import { asked } from '../booking/answers'
import { Banner } from '../ui/banner'
import { Question } from '../ui/dialog'
import { toast } from '../ui/toast-store'

/** What staff end: the offer to whoever holds the time, or all offering of it. */
export type Ending = 'release' | 'withdraw'

type Props = {
  ending: Ending
  openingId: string
  /** 'Today 14:40, Dr. Köhler'. */
  what: string
  /** Who holds it, their own time in words, and who is asked after them: null for nobody, left out where it is not known. */
  hold: { offerId: string; patientName: string; own: string; next?: string | null } | null
  onClose: () => void
}

/** The question before an offer or an opening is ended, as mails go out at once; then ends it. */
export function EndQuestion({ ending, openingId, what, hold, onClose }: Props) {
  const router = useRouter()
  const [busy, setBusy] = useState(false)
  const [failure, setFailure] = useState<string | null>(null)
  const release = ending === 'release'
  if (release && !hold) return null

  const end = async () => {
    setBusy(true)
    const result = await asked(
      release && hold
        ? withdrawOfferAction({ offerId: hold.offerId })
        : withdrawOpeningAction({ openingId }),
    )
    setBusy(false)
    if (result.ok || result.reason !== 'offline') router.refresh()
    if (!result.ok) return setFailure(result.message)
    onClose()
    toast(
      release
        ? { title: `The offer to ${hold?.patientName} has ended` }
        : { title: `${what} is no longer offered`, detail: 'The time stays free for booking.' },
    )
  }
  return (
    <Question
      open
      onClose={onClose}
      title={release ? `End the offer to ${hold?.patientName}?` : 'Withdraw this opening?'}
      keepLabel={release ? 'Keep the offer' : 'Keep offering it'}
      confirmLabel={release ? 'Release now' : 'Withdraw'}
      onConfirm={() => void end()}
      busy={busy}
      tone="primary"
    >
      <p>{release ? releaseWords(hold) : withdrawWords(what, hold)}</p>
      {failure && <Banner tone="danger" role="alert" title={failure} className="mt-3" />}
    </Question>
  )
}

function releaseWords(hold: Props['hold']): string {
  if (!hold) return ''
  const { patientName, own, next } = hold
  const told = `${patientName} is told by mail and keeps ${own}.`
  if (next === undefined) return `${told} Whoever suits next is asked.`
  return `${told} ${next ? `${next} is asked next.` : 'Nobody else suits at the moment.'}`
}

function withdrawWords(what: string, hold: Props['hold']): string {
  const free = `${what}: the time stays free, and nobody is asked any more.`
  if (!hold) return free
  const { patientName, own } = hold
  return `${free} The offer to ${patientName} ends; the patient is told and keeps ${own}.`
}
