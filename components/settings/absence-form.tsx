'use client'

import { zodResolver } from '@hookform/resolvers/zod'
import { useState } from 'react'
import { useForm } from 'react-hook-form'
import type { z } from 'zod'
import { useSave } from '@/components/actions/use-save'
import { Button } from '@/components/ui/button'
import { Checkbox } from '@/components/ui/checkbox'
import { DateField, TextField, TimeField } from '@/components/ui/text-field'
import type { AbsencePreview } from '@/db/queries/absence/preview'
import type { ActionResult } from '@/lib/actions'
import { absenceSchema } from '@/lib/domain/settings'
import { AbsenceInWay } from './absence-in-way'
import { fieldsOf } from './fields'
import { FormFoot } from './form-foot'
import { SettingsForm } from './settings-form'

export type AbsenceInput = z.input<typeof absenceSchema>

type Props = {
  practitionerId: string
  /** The one that is changed; else it is a new one. */
  absence?: Pick<AbsenceInput, 'times' | 'note'> & { absenceId: string }
  /** The day that it is at the clinic. */
  today: string
  look: (input: AbsenceInput) => Promise<ActionResult<AbsencePreview>>
  save: (
    input: AbsenceInput & { knownVisits: string[] },
  ) => Promise<ActionResult<{ absenceId: string }>>
  /** After it is saved, or left. */
  onDone?: () => void
}

const adding = { title: 'Add an absence', save: 'Add absence', saved: 'Absence added' }
const changing = { title: 'Change the absence', save: 'Save absence', saved: 'Absence saved' }

/**
 * A new absence, or one that is changed. It is looked into first: when visits or openings lie in it
 * that did not before they are shown, and a second press saves it all the same.
 */
export function AbsenceForm({ practitionerId, absence, today, look, save, onDone }: Props) {
  const words = absence ? changing : adding
  const first: AbsenceInput = {
    absenceId: null,
    practitionerId,
    times: { firstDay: today, firstTime: null, lastDay: today, lastTime: null },
    note: '',
    ...absence,
  }
  const { firstDay } = first.times
  const earliest = firstDay < today ? firstDay : today
  const form = useForm({ resolver: zodResolver(absenceSchema), defaultValues: first })
  const field = fieldsOf(form)
  const { handleSubmit, setValue, getValues, reset, watch, formState } = form
  const errors = formState.errors.times
  const wholeDays = watch('times.firstTime') === null
  const [found, setFound] = useState<AbsencePreview | null>(null)
  const looking = useSave(look)
  const saving = useSave(save, { saved: words.saved })

  function keep(input: AbsenceInput, preview: AbsencePreview) {
    const knownVisits = preview.visits.map((visit) => visit.id)
    return saving.save({ ...input, knownVisits }, () => {
      setFound(null)
      reset(first)
      onDone?.()
    })
  }

  const submit = handleSubmit(async (input) => {
    if (found) return keep(input, found)
    let preview: AbsencePreview | undefined
    await looking.save(input, (value) => {
      preview = value
    })
    if (!preview) return
    if (preview.visits.length + preview.openings.length === 0) return keep(input, preview)
    setFound(preview)
  })

  const again = { onChange: () => setFound(null) }
  return (
    <SettingsForm onSubmit={submit} aria-label={words.title}>
      <Checkbox
        label="Whole days"
        checked={wholeDays}
        onChange={(event) => {
          setFound(null)
          setValue('times.firstTime', event.target.checked ? null : '08:00')
          setValue('times.lastTime', event.target.checked ? null : '17:00')
        }}
      />
      <div className="mt-3 grid max-w-[560px] grid-cols-2 gap-x-4 gap-y-3">
        <DateField
          label={wholeDays ? 'First day' : 'Away from'}
          min={earliest}
          {...field('times.firstDay', {
            onChange: () => {
              again.onChange()
              const { firstDay, lastDay } = getValues('times')
              if (lastDay < firstDay) setValue('times.lastDay', firstDay)
            },
          })}
          error={errors?.firstDay?.message}
        />
        {!wholeDays && (
          <TimeField
            label="at"
            {...field('times.firstTime', again)}
            error={errors?.firstTime?.message}
          />
        )}
        <DateField
          label={wholeDays ? 'Last day' : 'Until'}
          min={today}
          {...field('times.lastDay', again)}
          error={errors?.lastDay?.message}
        />
        {!wholeDays && (
          <TimeField
            label="at"
            {...field('times.lastTime', again)}
            error={errors?.lastTime?.message}
          />
        )}
        <TextField
          label="Note"
          hint="For staff: holiday, training. Patients do not see it."
          className="col-span-2"
          {...field('note')}
          error={formState.errors.note?.message}
        />
      </div>
      {found && (
        <div ref={scrollTo}>
          <AbsenceInWay found={found} />
        </div>
      )}
      <FormFoot
        label={found ? `${words.save} all the same` : words.save}
        busy={looking.busy || saving.busy}
        refusal={looking.refusal ?? saving.refusal}
      >
        {found && <Button onClick={() => setFound(null)}>Change the times</Button>}
        {absence && <Button onClick={onDone}>Leave it as it is</Button>}
      </FormFoot>
    </SettingsForm>
  )
}

/** Kept outside, so that React calls it when the element comes and not at every change. */
function scrollTo(shown: HTMLElement | null): void {
  shown?.scrollIntoView({ block: 'center' })
}
