'use client'

import { zodResolver } from '@hookform/resolvers/zod'
import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { useForm } from 'react-hook-form'
import { callAction, toastWithUndo } from '@/components/actions/call-action'
import { useStaffActions } from '@/components/actions/staff-actions'
import { chosenAt, inFull } from '../booking/choice'
import type { FreeDays } from '../booking/free-days'
import { timeRefusal } from '../booking/refusals'
import { shortName } from '../booking/short-name'
import { TimeForm } from '../booking/time-form'
import { type FreeDaysState, useFreeDays } from '../booking/use-free-days'
import { VisitFields } from '../booking/visit-fields'
import type { DialogClinic } from '../booking/visit-ref'
import { wallClockOf } from '../booking/wall-clock'
import { WhenFields } from '../booking/when-fields'
import { openingsHref } from './address'
import { type FreeTimeInput, freeTimeSchema } from './schema'

export type Props = DialogClinic & {
  /** Who is chosen at first. */
  practitionerId: string | null
  /** Whether anybody is asked about it. */
  offersOn: boolean
  onClose: () => void
}

/** "Free a time": a time that nobody has is opened for those who wait. */
export function FreeTimeDialog({ offersOn, onClose, ...known }: Props) {
  const actions = useStaffActions()
  const { clinic, types, practitioners } = known
  const router = useRouter()
  const zone = clinic.timeZone
  const [busy, setBusy] = useState(false)
  const [failure, setFailure] = useState<string | null>(null)
  const form = useForm<FreeTimeInput>({
    resolver: zodResolver(freeTimeSchema),
    defaultValues: {
      practitionerId: known.practitionerId ?? practitioners[0]?.id ?? '',
      typeId: types[0]?.id ?? '',
      day: wallClockOf(new Date().toISOString(), zone).day,
      time: '',
    },
  })
  const { register, setValue, setError, watch, formState } = form
  const { errors } = formState
  const { practitionerId, typeId, day, time } = watch()
  const state = withoutOpenings(useFreeDays({ practitionerId, typeId, day, zone }))
  const chosen = chosenAt(state.free, day, time)
  const practitioner = practitioners.find((one) => one.id === practitionerId)

  const choose = (toDay: string, toTime: string) => {
    setValue('day', toDay, { shouldValidate: formState.isSubmitted })
    setValue('time', toTime, { shouldValidate: formState.isSubmitted })
    setFailure(null)
  }

  const free = async (input: FreeTimeInput) => {
    const result = await callAction(actions.offerFreeTime, input)
    if (!result.ok) {
      await state.reload()
      const said = timeRefusal(result)
      if (said) setError('time', { message: said }, { shouldFocus: true })
      else setFailure(result.message)
      return
    }
    onClose()
    const { openingId } = result.value
    router.push(openingsHref({ openingId }), { scroll: false })
    router.refresh()
    const when = chosen ? inFull(chosen) : `${input.day}, ${input.time}`
    toastWithUndo(`Freed: ${when}`, {
      detail: offersOn ? 'Whoever waits and suits is asked.' : undefined,
      undo: () => callAction(actions.withdrawOpening, { openingId }),
      undone: `Not offered after all: ${when}`,
      after: () => router.refresh(),
    })
  }

  const submit = async () => {
    if (busy) return
    setBusy(true)
    setFailure(null)
    await form.handleSubmit(free)()
    setBusy(false)
  }

  return (
    <TimeForm
      title="Free a time"
      free={{
        ...{ state, day, time, onChoose: choose },
        practitioner: practitioner ? shortName(practitioner.name) : '',
        durationMinutes: types.find((one) => one.id === typeId)?.durationMinutes ?? 0,
      }}
      failure={failure}
      note={offersOn ? undefined : 'Offers are switched off: nobody is asked.'}
      away="Close"
      onClose={onClose}
      submit={{ label: chosen ? `Free ${inFull(chosen)}` : 'Free', busy, busyLabel: 'Freeing' }}
      onSubmit={() => void submit()}
    >
      <p className="text-14 text-ink-2">
        A time that nobody has yet is offered to patients who are open to an earlier one.
      </p>
      <VisitFields
        types={types}
        practitioners={practitioners}
        fields={{ typeId: register('typeId'), practitionerId: register('practitionerId') }}
        errors={errors}
      />
      <WhenFields
        state={state}
        day={day}
        time={time}
        fields={{ day: register('day'), time: register('time') }}
        errors={{ day: errors.day?.message, time: errors.time?.message }}
        onChoose={choose}
      />
    </TimeForm>
  )
}

/** What is an opening or held already is not freed again. */
function withoutOpenings(state: FreeDaysState): FreeDaysState {
  const free: FreeDays | null = state.free && {
    ...state.free,
    days: state.free.days.map((one) => ({
      ...one,
      times: one.times.filter(({ opening, heldUntil }) => !opening && !heldUntil),
    })),
  }
  return { ...state, free }
}
