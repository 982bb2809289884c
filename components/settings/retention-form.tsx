'use client'

import { zodResolver } from '@hookform/resolvers/zod'
import dynamic from 'next/dynamic'
import { useState } from 'react'
import { useForm } from 'react-hook-form'
import type { z } from 'zod'
import { useSave } from '@/components/actions/use-save'
import { Switch } from '@/components/ui/switch'
import { TextField } from '@/components/ui/text-field'
import type { ActionResult } from '@/lib/actions'
import { retentionSchema } from '@/lib/domain/settings'
import { question } from '../booking/questions'
import { fieldsOf } from './fields'
import { FormFoot } from './form-foot'
import { OnlyWhile } from './only-while'
import { SettingsForm } from './settings-form'

// Its code comes when a question is first asked.
const Question = dynamic(() => import('@/components/ui/dialog').then((m) => m.Question))

type Retention = z.infer<typeof retentionSchema>

/** How many patients would be erased by it. */
const askExpired = question<Retention, { patients: number }>('/settings/data/expired')

type Props = {
  retention: Retention
  /** When patients are erased: a wall-clock time in this zone. */
  at: string
  zone: string
  action: (input: Retention & { knownPatients: number }) => Promise<ActionResult<null>>
}

/** After how many years without a visit patients are erased; before it is saved it says how many that would be. */
export function RetentionForm({ retention, at, zone, action }: Props) {
  const form = useForm({ resolver: zodResolver(retentionSchema), defaultValues: retention })
  const field = fieldsOf(form)
  const { save, refusal, busy } = useSave(action, { saved: 'Saved' })
  const [asking, setAsking] = useState(false)
  const [problem, setProblem] = useState<string | null>(null)
  const [asked, setAsked] = useState<(Retention & { patients: number }) | null>(null)

  const submit = form.handleSubmit(async (input) => {
    setProblem(null)
    setAsking(true)
    const answer = await askExpired(input)
    setAsking(false)
    if (!answer.ok) setProblem(answer.message)
    else if (answer.value.patients > 0) setAsked({ ...input, ...answer.value })
    else await save({ ...input, knownPatients: 0 })
  })
  const confirm = async () => {
    if (!asked) return
    const { patients, ...input } = asked
    await save({ ...input, knownPatients: patients })
    setAsked(null)
  }
  return (
    <SettingsForm onSubmit={submit}>
      <Switch label="Erase patients who have not been here for long" {...field('on')} />
      <OnlyWhile on={form.watch('on')}>
        <TextField
          label="Years since the last visit"
          hint="Counted from the end of the last visit, or the last change to the patient."
          type="number"
          inputMode="numeric"
          min={1}
          max={100}
          {...field('years', { valueAsNumber: true })}
          error={form.formState.errors.years?.message}
        />
      </OnlyWhile>
      <FormFoot
        label="Save how long"
        busy={busy || asking}
        busyLabel={asking ? 'Counting' : 'Saving'}
        refusal={problem ?? refusal}
      />
      {asked && (
        <Question
          open
          onClose={() => setAsked(null)}
          title={
            asked.patients === 1
              ? 'Erase 1 patient tonight?'
              : `Erase ${asked.patients} patients tonight?`
          }
          keepLabel="Do not save"
          confirmLabel="Save"
          onConfirm={() => void confirm()}
          busy={busy}
          busyLabel="Saving"
        >
          <p>
            {asked.patients === 1
              ? '1 patient has not been here for'
              : `${asked.patients} patients have not been here for`}{' '}
            {asked.years === 1 ? 'a year' : `${asked.years} years`}. They will be erased at {at} (
            {zone.replaceAll('_', ' ')}), and each night after that, whoever has been kept as long.
            You can change this here until then; what is erased does not come back.
          </p>
        </Question>
      )}
    </SettingsForm>
  )
}
