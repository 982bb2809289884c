'use client'

import { zodResolver } from '@hookform/resolvers/zod'
import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { useForm } from 'react-hook-form'
import { callAction, toastWithUndo } from '@/components/actions/call-action'
import { useStaffActions } from '@/components/actions/staff-actions'
import type { PatientItem } from '../booking/patient-item'
import { Banner } from '../ui/banner'
import { Button } from '../ui/button'
import { Dialog, DialogBody, DialogFoot } from '../ui/dialog'
import { toast } from '../ui/toast-store'
import { KnownAlready, knownAlike } from './known-already'
import { PatientFields } from './patient-fields'
import { type PatientInput, patientSchema } from './schema'
import { sentWords } from './sent-words'

type Props = {
  /** The patient to edit; a new one without it. */
  patientId?: string
  values: PatientInput
  onClose: () => void
}

/** Adds a patient, or corrects one; another address can be taken back before anything goes there. */
export function PatientDialog({ patientId, values, onClose }: Props) {
  const actions = useStaffActions()
  const router = useRouter()
  const [busy, setBusy] = useState(false)
  const [failure, setFailure] = useState<string | null>(null)
  const form = useForm<PatientInput>({
    resolver: zodResolver(patientSchema),
    defaultValues: values,
  })
  const [alike, setAlike] = useState<PatientItem[]>([])
  const save = async (details: PatientInput, evenIfAlike: boolean) => {
    if (busy) return
    setBusy(true)
    setFailure(null)
    setAlike([])
    const edit = (to: PatientInput) =>
      callAction(actions.editPatient, { patientId: patientId ?? '', details: to })
    const add = { ...details, evenIfAlike }
    const result = await (patientId ? edit(details) : callAction(actions.addPatient, add))
    const known = result.ok || result.reason !== 'known-already' ? [] : await knownAlike(details)
    setBusy(false)
    if (known.length > 0) {
      setAlike(known)
    } else if (result.ok) {
      onClose()
      const title = `${patientId ? 'Saved' : 'Added'}: ${details.givenName} ${details.familyName}`
      const sent = 'sent' in result.value ? result.value.sent : null
      if (typeof sent !== 'number') toast({ title })
      else {
        toastWithUndo(title, {
          detail: `Links that went to ${values.email} have ended. ${sentWords(sent)}`,
          undo: () => edit(values),
          undone: `${values.email} is their address again`,
          after: () => router.refresh(),
        })
      }
      router.refresh()
    } else if (result.reason === 'email-in-use') {
      const message = 'A patient of that name with this address is here already.'
      form.setError('email', { message }, { shouldFocus: true })
    } else {
      setFailure(result.message)
    }
  }
  const submit = form.handleSubmit((details) => save(details, false))
  return (
    <Dialog open onClose={onClose} title={patientId ? 'Edit patient' : 'New patient'}>
      <form className="dialog-form" onSubmit={submit} noValidate>
        <DialogBody>
          <PatientFields form={form} autoFocus />
          <KnownAlready
            items={alike}
            link
            busy={busy}
            onAdd={() => void form.handleSubmit((details) => save(details, true))()}
          />
          {failure && <Banner tone="danger" role="alert" title={failure} className="mt-3" />}
        </DialogBody>
        <DialogFoot>
          <Button look="quiet" onClick={onClose}>
            Discard
          </Button>
          <Button look="primary" type="submit" busy={busy} busyLabel="Saving">
            {patientId ? 'Save' : 'Add patient'}
          </Button>
        </DialogFoot>
      </form>
    </Dialog>
  )
}
