'use client'

import { zodResolver } from '@hookform/resolvers/zod'
import { useRouter } from 'next/navigation'
import { useEffect, useState } from 'react'
import { useForm } from 'react-hook-form'
import { callAction, toastWithUndo } from '@/components/actions/call-action'
import { useStaffActions } from '@/components/actions/staff-actions'
import { KnownAlready, knownAlike } from '@/components/patients/known-already'
import { type PatientInput, patientSchema } from '@/components/patients/schema'
import { TextArea } from '@/components/ui/text-field'
import { toast } from '@/components/ui/toast-store'
import { chosenAt, inFull } from './choice'
import type { Draft } from './draft'
import { emptyPatient, firstValues } from './first-values'
import { MailNote } from './mail-note'
import { PatientField } from './patient-field'
import type { PatientItem } from './patient-item'
import { askPatients } from './questions'
import { timeRefusal } from './refusals'
import { type BookingInput, bookingSchema } from './schema'
import { shortName } from './short-name'
import { TimeForm } from './time-form'
import { useFreeDays } from './use-free-days'
import { VisitFields } from './visit-fields'
import type { BookPrefill, DialogClinic } from './visit-ref'
import { WhenFields } from './when-fields'
import { WishesFields } from './wishes-fields'

type Props = DialogClinic & {
  prefill: BookPrefill
  /** Goes on where the dialog was closed. */
  draft?: Draft
  onClose: () => void
  onReopen: (draft: Draft) => void
}

/** "New appointment": the form at the left, free times at the right. */
export function BookDialog({ prefill, draft, onClose, onReopen, ...known }: Props) {
  const actions = useStaffActions()
  const { clinic, types, practitioners } = known
  const router = useRouter()
  const zone = clinic.timeZone
  const form = useForm<BookingInput>({
    resolver: zodResolver(bookingSchema),
    defaultValues: draft?.values ?? firstValues(known, prefill),
  })
  const newPatient = useForm<PatientInput>({
    resolver: zodResolver(patientSchema),
    defaultValues: draft?.newPatient ?? { ...emptyPatient, language: clinic.language ?? 'en' },
  })
  const [patient, setPatient] = useState<PatientItem | null>(draft?.patient ?? null)
  const [adding, setAdding] = useState(draft?.adding ?? false)
  const [busy, setBusy] = useState(false)
  const [failure, setFailure] = useState<string | null>(null)
  const [refusals, setRefusals] = useState(0)
  const [alike, setAlike] = useState<PatientItem[]>([])
  const { register, setValue, setError, watch, formState } = form
  const { errors } = formState
  const values = watch()
  const { typeId, practitionerId, day, time } = values
  const state = useFreeDays({ typeId, practitionerId, day, zone })
  const chosen = chosenAt(state.free, day, time)
  const type = types.find((one) => one.id === typeId)
  const practitioner = practitioners.find((one) => one.id === practitionerId)
  const mailTo = adding ? newPatient.watch(['email', 'language']) : null

  const choosePatient = (one: PatientItem | null) => {
    setPatient(one)
    setValue('patientId', one?.id ?? '', { shouldValidate: formState.isSubmitted })
    if (one?.offersStopped) setValue('openToEarlier', false)
  }
  usePrefilledPatient(draft ? undefined : prefill.patientId, choosePatient)

  const choose = (toDay: string, toTime: string) => {
    setValue('day', toDay, { shouldValidate: formState.isSubmitted })
    setValue('time', toTime, { shouldValidate: formState.isSubmitted })
    setFailure(null)
    setRefusals(0)
  }

  const submit = async (overHold: boolean, evenIfAlike = false) => {
    if (busy) return
    setBusy(true)
    setFailure(null)
    setAlike([])
    await book(overHold, evenIfAlike)
    setBusy(false)
  }

  const book = async (overHold: boolean, evenIfAlike: boolean) => {
    let who = patient
    if (adding) {
      // Nobody is added for a booking that lacks something.
      const isWhole = await form.trigger(['typeId', 'practitionerId', 'day', 'time', 'note'])
      const isPatient = await newPatient.trigger(undefined, { shouldFocus: true })
      if (!isWhole || !isPatient) return
      who = await addNewPatient(evenIfAlike)
      if (!who) return
    }
    setValue('overHold', overHold)
    await form.handleSubmit(async (input) => {
      const result = await callAction(actions.bookAppointment, input)
      if (!result.ok) return refused(result.reason, result.message)
      const when = chosen ? inFull(chosen) : `${day}, ${time}`
      onClose()
      router.refresh()
      const { appointmentId, fillsOpening } = result.value
      toastWithUndo(`Booked: ${who?.name}, ${when}`, {
        undo: () =>
          callAction(actions.cancelAppointment, {
            appointmentId,
            version: 1,
            reason: 'Booked by mistake',
            offerOnward: fillsOpening,
          }),
        undone: `Not booked after all: ${who?.name}, ${when}`,
        after: () => router.refresh(),
      })
    })()
  }

  /** Adds the new patient, who from then on is the chosen one whatever becomes of the booking. */
  const addNewPatient = async (evenIfAlike: boolean) => {
    let added: PatientItem | null = null
    await newPatient.handleSubmit(async (input) => {
      const result = await callAction(actions.addPatient, { ...input, evenIfAlike })
      if (result.ok) {
        added = result.value
        choosePatient(added)
        setAdding(false)
      } else if (result.reason === 'email-in-use') {
        newPatient.setError('email', { message: alreadyThere }, { shouldFocus: true })
      } else if (result.reason === 'known-already') {
        setAlike(await knownAlike(input))
      } else {
        setFailure(result.message)
      }
    })()
    return added as PatientItem | null
  }

  const refused = async (reason: string, message: string) => {
    await state.reload()
    if (reason === 'held') return setRefusals((count) => count + 1)
    if (reason === 'patient-merged') await chooseMerged()
    const said = timeRefusal({ reason, message })
    if (said) setError('time', { message: said }, { shouldFocus: true })
    else setFailure(message)
  }

  /** Whoever was merged into another while they were chosen here: that one is, and what happened is said. */
  const chooseMerged = async () => {
    const result = await askPatients({ patientId: form.getValues('patientId') })
    if (result.ok && result.value[0]) choosePatient(result.value[0])
  }

  const discard = () => {
    onClose()
    if (!patient && !adding && values.note === '') return
    const kept = { values, patient, adding, newPatient: newPatient.getValues() }
    toast({
      title: 'New appointment discarded',
      seconds: 12,
      action: { label: 'Undo', onAction: () => onReopen(kept) },
    })
  }

  return (
    <TimeForm
      title="New appointment"
      free={{
        ...{ state, day, time, onChoose: choose },
        practitioner: practitioner ? shortName(practitioner.name) : '',
        durationMinutes: type?.durationMinutes ?? 0,
      }}
      failure={failure}
      note={
        <MailNote
          email={mailTo ? mailTo[0] : patient?.email}
          language={mailTo ? mailTo[1] : patient?.language}
        />
      }
      away="Discard"
      onClose={discard}
      submit={{ label: chosen ? `Book ${inFull(chosen)}` : 'Book', busy, busyLabel: 'Booking' }}
      onSubmit={() => void submit(false)}
    >
      <PatientField
        chosen={patient}
        onChoose={choosePatient}
        error={errors.patientId?.message}
        adding={adding}
        onAdding={setAdding}
        newPatient={newPatient}
      />
      {adding && (
        <KnownAlready
          items={alike}
          busy={busy}
          onChoose={(one) => {
            choosePatient(one)
            setAdding(false)
            setAlike([])
          }}
          onAdd={() => void submit(false, true)}
        />
      )}
      <VisitFields
        types={types}
        practitioners={practitioners}
        fields={{
          typeId: register('typeId'),
          practitionerId: register('practitionerId', {
            onChange: (event) => follow(event.target.value),
          }),
        }}
        errors={errors}
      />
      <WhenFields
        state={state}
        day={day}
        time={time}
        fields={{ day: register('day'), time: register('time') }}
        errors={{ day: errors.day?.message, time: errors.time?.message }}
        onChoose={choose}
        overHold={{ label: 'Book anyway', busy, refusals, onPress: () => void submit(true) }}
      />
      <WishesFields
        on={values.openToEarlier}
        onSwitch={(on) => setValue('openToEarlier', on)}
        wishes={values.wishes}
        onWishes={(wishes) => setValue('wishes', wishes)}
        practitioners={practitioners}
        workdays={state.free?.workdays ?? [1, 2, 3, 4, 5]}
        stopped={!adding && patient?.offersStopped}
        givenName={patient?.givenName ?? (adding ? newPatient.watch('givenName') : '')}
        date={chosen?.day.label.split(' ').slice(1).join(' ') ?? ''}
      />
      <TextArea label="Note" rows={2} {...register('note')} error={errors.note?.message} />
    </TimeForm>
  )

  /** The wish for the same practitioner follows the choice, until it is changed by hand. */
  function follow(next: string) {
    const { practitionerIds } = form.getValues('wishes')
    if (practitionerIds.length === 1 && practitionerIds[0] === practitionerId) {
      setValue('wishes.practitionerIds', [next])
    }
  }
}

const alreadyThere = 'A patient of that name with this address is here already: search for them.'

function usePrefilledPatient(
  patientId: string | undefined,
  choose: (patient: PatientItem | null) => void,
) {
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, for the patient the dialog opened with
  useEffect(() => {
    if (!patientId) return
    void askPatients({ patientId }).then((result) => {
      if (result.ok) choose(result.value[0] ?? null)
    })
  }, [patientId])
}
