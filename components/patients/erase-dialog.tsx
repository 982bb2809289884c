'use client'

import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { callAction, isStale } from '@/components/actions/call-action'
import { useStaffActions } from '@/components/actions/staff-actions'
import { Banner } from '../ui/banner'
import { Question } from '../ui/dialog'
import { TextField } from '../ui/text-field'
import { toast } from '../ui/toast-store'

/** What stands before a patient is erased. */
export type Erasure = {
  name: string
  /** The visits to come, in words: they are cancelled first. */
  visits: { appointmentId: string; version: number; words: string; isHere: boolean }[]
  /** How many emails have not gone out yet. */
  mails: number
  /** Whether the time of a cancelled visit is offered to others, as the clinic has it. */
  offerOnward: boolean
}

type Props = { patientId: string; erasure: Erasure; onClose: () => void }

/** Asks before a patient is erased: first their visits to come are cancelled, then their name is typed. */
export function EraseDialog({ patientId, erasure, onClose }: Props) {
  return erasure.visits.length > 0 ? (
    <CancelFirst erasure={erasure} onClose={onClose} />
  ) : (
    <Erase patientId={patientId} erasure={erasure} onClose={onClose} />
  )
}

function CancelFirst({
  erasure: { name, visits, offerOnward },
  onClose,
}: Omit<Props, 'patientId'>) {
  const actions = useStaffActions()
  const router = useRouter()
  const [busy, setBusy] = useState(false)
  const [failure, setFailure] = useState<string | null>(null)
  const isHere = visits.some((visit) => visit.isHere)
  const one = visits.length === 1
  const cancelAll = async () => {
    setBusy(true)
    setFailure(null)
    for (const { appointmentId, version } of visits) {
      const input = { appointmentId, version, reason: '', offerOnward }
      const result = await callAction(actions.cancelAppointment, input)
      if (result.ok) continue
      setFailure(result.message)
      if (!isStale(result)) break
    }
    setBusy(false)
    router.refresh()
  }
  return (
    <Question
      open
      onClose={onClose}
      title={`${name} is expected`}
      keepLabel={one ? 'Keep visit' : 'Keep visits'}
      confirmLabel={isHere ? 'Close' : one ? 'Cancel this visit' : `Cancel ${visits.length} visits`}
      onConfirm={isHere ? onClose : () => void cancelAll()}
      busy={busy}
      busyLabel="Cancelling"
      tone={isHere ? 'primary' : 'destroy'}
    >
      <p>A patient with {one ? 'a visit' : 'visits'} to come is not erased:</p>
      <ul className="my-2 list-disc pl-5 text-ink">
        {visits.map(({ appointmentId, words, isHere }) => (
          <li key={appointmentId}>
            {words}
            {isHere && ' (is here)'}
          </li>
        ))}
      </ul>
      <p>
        {isHere
          ? 'Wait until they have been seen, and note it.'
          : `Cancel ${one ? 'it' : 'them'} first: ${name} is told by email. Then you are asked whether to erase them.`}
      </p>
      {failure && <Banner tone="danger" role="alert" title={failure} className="mt-3" />}
    </Question>
  )
}

function Erase({ patientId, erasure: { name, mails }, onClose }: Props) {
  const actions = useStaffActions()
  const router = useRouter()
  const [typed, setTyped] = useState('')
  const [error, setError] = useState<string | undefined>()
  const [busy, setBusy] = useState(false)
  const [failure, setFailure] = useState<string | null>(null)
  const erase = async () => {
    if (busy) return
    if (typed.trim() === '') return setError('Type the name: this cannot be undone.')
    setBusy(true)
    setFailure(null)
    const result = await callAction(actions.erasePatient, { patientId, name: typed })
    setBusy(false)
    if (result.ok) {
      onClose()
      toast({ title: 'Erased', detail: 'Only dates and figures of their visits are left.' })
      router.refresh()
    } else if (result.reason === 'name-differs') setError(result.message)
    else {
      setFailure(result.message)
      if (result.reason !== 'offline') router.refresh()
    }
  }
  return (
    <Question
      open
      onClose={onClose}
      title={`Erase ${name} for good?`}
      keepLabel="Keep patient"
      confirmLabel="Erase for good"
      onConfirm={() => void erase()}
      busy={busy}
      busyLabel="Erasing"
    >
      <p>
        <strong className="text-ink">This cannot be undone.</strong> If you may need it, save their
        data as a file first.
      </p>
      <dl className="my-3 grid grid-cols-[64px_minmax(0,1fr)] gap-x-3 gap-y-1.5">
        <dt className="text-ink">Goes</dt>
        <dd>
          Name, email, telephone and birth date; notes, reasons and wishes; the links in their
          emails; their name and words in the activity; views of the list that name them.
        </dd>
        <dt className="text-ink">Stays</dt>
        <dd>
          Days, times and outcomes of their visits, of nobody in particular. No figure changes.
        </dd>
        <dt className="text-ink">Yours</dt>
        <dd>
          What somebody typed about them in another patient’s note is not found. Backups keep them
          until they are deleted.
        </dd>
      </dl>
      {mails > 0 && (
        <p className="mb-3 text-ink">
          {mails === 1
            ? '1 email to them has not gone out yet. Wait a moment, or it will never be sent.'
            : `${mails} emails to them have not gone out yet. Wait a moment, or they will never be sent.`}
        </p>
      )}
      <TextField
        label={`Type “${name}” to confirm`}
        autoComplete="off"
        autoCapitalize="off"
        spellCheck={false}
        maxLength={200}
        value={typed}
        error={error}
        onChange={(event) => {
          setTyped(event.target.value)
          setError(undefined)
        }}
        onKeyDown={(event) => {
          if (event.key === 'Enter') void erase()
        }}
      />
      {failure && <Banner tone="danger" role="alert" title={failure} className="mt-3" />}
    </Question>
  )
}
