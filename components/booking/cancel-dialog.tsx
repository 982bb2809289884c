'use client'

import { useRouter } from 'next/navigation'
import { useEffect, useState } from 'react'
import { callAction, isStale, toastWithUndo } from '@/components/actions/call-action'
import { useStaffActions } from '@/components/actions/staff-actions'
import { Banner } from '@/components/ui/banner'
import { Checkbox } from '@/components/ui/checkbox'
import { Question } from '@/components/ui/dialog'
import { TextField } from '@/components/ui/text-field'
import { toast } from '@/components/ui/toast-store'
import { OfferOnward } from './offer-onward'
import { askWhoWaits, type Waiting } from './questions'
import { shortName } from './short-name'
import { visitLine } from './visit-line'
import type { DialogClinic, VisitRef } from './visit-ref'

type Props = DialogClinic & { visit: VisitRef; onClose: () => void }

const usualReasons = [
  'The patient cannot come',
  'The patient is ill',
  'The practitioner is away',
  'Booked by mistake',
]

/** The question before a visit is cancelled: what happens, why, and whether its time is offered on. */
export function CancelDialog({ clinic, visit, onClose }: Props) {
  const actions = useStaffActions()
  const router = useRouter()
  const waiting = useWaiting(visit.appointmentId)
  const [reason, setReason] = useState('')
  const [patientAsked, setPatientAsked] = useState(false)
  const [offerOnward, setOfferOnward] = useState(clinic.offersCancelled)
  const [busy, setBusy] = useState(false)
  const [failure, setFailure] = useState<string | null>(null)
  const { day, range, when } = visitLine(visit, clinic.timeZone)
  const { appointmentId, version, patientName } = visit
  const begun = waiting?.begun ?? Date.parse(visit.startIso) <= Date.now()

  const cancel = async () => {
    setBusy(true)
    const input = { appointmentId, version, reason, patientAsked, offerOnward }
    const result = await callAction(actions.cancelAppointment, input)
    setBusy(false)
    if (!result.ok) {
      if (!isStale(result)) return setFailure(result.message)
      onClose()
      router.refresh()
      toast({ tone: 'danger', title: `${patientName}: not cancelled`, detail: result.message })
      return
    }
    onClose()
    router.refresh()
    toastWithUndo(`Visit of ${patientName} cancelled`, {
      detail: result.value.openingId ? 'Its time is an opening now.' : undefined,
      undo: () => callAction(actions.reinstateAppointment, { appointmentId }),
      undone: `${patientName} keeps ${when}`,
      after: () => router.refresh(),
    })
  }

  return (
    <Question
      open
      onClose={onClose}
      title={`Cancel the visit of ${patientName}?`}
      keepLabel="Keep visit"
      confirmLabel="Cancel visit"
      onConfirm={() => void cancel()}
      busy={busy}
      busyLabel="Cancelling"
    >
      <p aria-live="polite" className="min-h-[60px]">
        {day} {range}, {shortName(visit.practitionerName)}.{' '}
        {begun ? '' : `${patientName} is told by mail. `}
        {waiting ? consequence(waiting, offerOnward) : 'Counting who would like this time.'}
      </p>
      <div className="mt-3">
        <Checkbox
          label="The patient asked for it"
          hint="Counted as the patient’s cancellation, not as the clinic’s."
          checked={patientAsked}
          onChange={(event) => setPatientAsked(event.target.checked)}
        />
      </div>
      <TextField
        label="Reason"
        hint="For the clinic’s records; the patient does not see it."
        list="cancel-reasons"
        maxLength={300}
        value={reason}
        onChange={(event) => setReason(event.target.value)}
        className="my-3"
      />
      <datalist id="cancel-reasons">
        {usualReasons.map((one) => (
          <option key={one} value={one} />
        ))}
      </datalist>
      <OfferOnward
        label="Offer the time to patients who are waiting"
        usual={clinic.offersCancelled}
        checked={offerOnward && !begun}
        disabled={begun}
        onChange={setOfferOnward}
      />
      {failure && <Banner tone="danger" role="alert" title={failure} className="mt-3" />}
    </Question>
  )
}

function consequence({ suited, atOnce, offersOn, begun }: Waiting, offerOnward: boolean): string {
  if (begun) return 'It has begun, so its time cannot be offered any more.'
  if (suited === 0) return 'Nobody who is waiting would suit this time now.'
  const many =
    suited === 1 ? '1 patient would like this time' : `${suited} patients would like this time`
  if (!offerOnward) return `${many}.`
  if (!offersOn) return `${many}; offers are switched off in the settings.`
  if (suited === 1) return `${many} and is asked at once.`
  const first = atOnce === 1 ? 'the first is' : `the first ${Math.min(atOnce, suited)} are`
  return `${many}; ${first} asked at once.`
}

function useWaiting(appointmentId: string): Waiting | null {
  const [waiting, setWaiting] = useState<Waiting | null>(null)
  useEffect(() => {
    let current = true
    void askWhoWaits({ appointmentId }).then((result) => {
      if (current && result.ok) setWaiting(result.value)
    })
    return () => {
      current = false
    }
  }, [appointmentId])
  return waiting
}
