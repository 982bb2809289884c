'use client'

import { zodResolver } from '@hookform/resolvers/zod'
import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { useForm } from 'react-hook-form'
import { callAction, isStale, toastWithUndo } from '@/components/actions/call-action'
import { useStaffActions } from '@/components/actions/staff-actions'
import { IconMail } from '@/components/ui/icons'
import { SelectField } from '@/components/ui/select-field'
import { toast } from '@/components/ui/toast-store'
import { chosenAt, inFull } from './choice'
import { timeRefusal } from './refusals'
import { type MoveFormInput, moveFormSchema } from './schema'
import { shortName } from './short-name'
import { TimeForm } from './time-form'
import { useFreeDays } from './use-free-days'
import { visitLine } from './visit-line'
import type { DialogClinic, VisitRef } from './visit-ref'
import { wallClockOf } from './wall-clock'
import { WhenFields } from './when-fields'

type Props = DialogClinic & { visit: VisitRef; onClose: () => void }

/** Another time or practitioner for a visit; free times are those of its own length. */
export function MoveDialog({ clinic, practitioners, visit, onClose }: Props) {
  const actions = useStaffActions()
  const router = useRouter()
  const zone = clinic.timeZone
  const [busy, setBusy] = useState(false)
  const [failure, setFailure] = useState<string | null>(null)
  const [refusals, setRefusals] = useState(0)
  const form = useForm<MoveFormInput>({
    resolver: zodResolver(moveFormSchema),
    defaultValues: {
      practitionerId: visit.practitionerId,
      day: wallClockOf(visit.startIso, zone).day,
      time: '',
      overHold: false,
    },
  })
  const { register, setValue, setError, watch, formState } = form
  const { errors } = formState
  const { practitionerId, day, time } = watch()
  const state = useFreeDays({
    practitionerId,
    typeId: visit.typeId,
    day,
    exceptAppointmentId: visit.appointmentId,
    zone,
  })
  const chosen = chosenAt(state.free, day, time)
  const practitioner = practitioners.find((one) => one.id === practitionerId)
  const minutes = (Date.parse(visit.endIso) - Date.parse(visit.startIso)) / 60_000

  const choose = (toDay: string, toTime: string) => {
    setValue('day', toDay, { shouldValidate: formState.isSubmitted })
    setValue('time', toTime, { shouldValidate: formState.isSubmitted })
    setFailure(null)
    setRefusals(0)
  }

  const submit = async (overHold: boolean) => {
    if (busy) return
    setBusy(true)
    setFailure(null)
    setValue('overHold', overHold)
    await form.handleSubmit(move)()
    setBusy(false)
  }

  const move = async (input: MoveFormInput) => {
    const { appointmentId, version } = visit
    const result = await callAction(actions.moveAppointment, { appointmentId, version, ...input })
    if (!result.ok && isStale(result)) {
      onClose()
      router.refresh()
      toast({ tone: 'danger', title: `${visit.patientName}: not moved`, detail: result.message })
      return
    }
    if (!result.ok) {
      await state.reload()
      const said = timeRefusal(result)
      if (said) setError('time', { message: said }, { shouldFocus: true })
      else if (result.reason === 'held') setRefusals((count) => count + 1)
      else setFailure(result.message)
      return
    }
    onClose()
    router.refresh()
    const when = chosen ? inFull(chosen) : `${input.day}, ${input.time}`
    toastWithUndo(`Moved: ${visit.patientName} to ${when}`, {
      detail: 'The patient is told by mail.',
      undo: () =>
        callAction(actions.moveAppointment, {
          appointmentId,
          version: result.value.version,
          practitionerId: visit.practitionerId,
          start: visit.startIso,
          overHold: false,
        }),
      undone: `Moved back: ${visit.patientName} keeps ${visitLine(visit, zone).when}`,
      after: () => router.refresh(),
    })
  }

  return (
    <TimeForm
      title={`Move ${visit.patientName}`}
      free={{
        ...{ state, day, time, onChoose: choose },
        practitioner: practitioner ? shortName(practitioner.name) : '',
        durationMinutes: minutes,
      }}
      failure={failure}
      note={
        <p className="flex items-center gap-2">
          <IconMail className="text-ink-3" />
          {visit.patientName} is told by mail.
        </p>
      }
      away="Keep the time"
      onClose={onClose}
      submit={{ label: chosen ? `Move to ${inFull(chosen)}` : 'Move', busy, busyLabel: 'Moving' }}
      onSubmit={() => void submit(false)}
    >
      <p className="text-14 text-ink-2">
        {visit.typeName}, now {visitLine(visit, zone).when} with {shortName(visit.practitionerName)}
        . The time is kept until the new one is booked.
      </p>
      <SelectField
        label="With"
        options={practitioners.map((one) => ({ value: one.id, label: one.name }))}
        {...register('practitionerId')}
        error={errors.practitionerId?.message}
      />
      <WhenFields
        state={state}
        day={day}
        time={time}
        fields={{ day: register('day'), time: register('time') }}
        errors={{ day: errors.day?.message, time: errors.time?.message }}
        onChoose={choose}
        overHold={{ label: 'Move anyway', busy, refusals, onPress: () => void submit(true) }}
      />
    </TimeForm>
  )
}
