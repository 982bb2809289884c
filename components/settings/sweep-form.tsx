'use client'

import { zodResolver } from '@hookform/resolvers/zod'
import type { ReactNode } from 'react'
import { useForm } from 'react-hook-form'
import { useSave } from '@/components/actions/use-save'
import { Switch } from '@/components/ui/switch'
import { TextField, TimeField } from '@/components/ui/text-field'
import type { ActionResult } from '@/lib/actions'
import { type Automation, offersSchema, sweepSchemas } from '@/lib/domain/settings'
import { fieldsOf } from './fields'
import { FormFoot } from './form-foot'
import { SettingsForm } from './settings-form'

type SaveAutomation = (input: Automation) => Promise<ActionResult<null>>
type Sweep = keyof typeof sweepSchemas

type SweepProps = {
  sweep: Sweep
  schedule: { on: boolean; at: string; daysAhead: number }
  switchLabel: string
  daysLabel: string
  daysHint: ReactNode
  action: SaveAutomation
}

/** One sweep's switch, time and reach. */
export function SweepForm({
  sweep,
  schedule,
  switchLabel,
  daysLabel,
  daysHint,
  action,
}: SweepProps) {
  const form = useForm({
    resolver: zodResolver(sweepSchemas[sweep]),
    defaultValues: schedule,
  })
  const field = fieldsOf(form)
  const { handleSubmit, formState } = form
  const { errors } = formState
  const { save, refusal, busy } = useSave(action, { saved: 'Schedule saved' })
  return (
    <SettingsForm onSubmit={handleSubmit((input) => save({ ...input, part: sweep }))}>
      <Switch label={switchLabel} {...field('on')} />
      <div className="mt-4 grid gap-4 tablet:grid-cols-2">
        <TimeField
          label="At"
          hint="On the clinic’s clock, every day."
          {...field('at')}
          error={errors.at?.message}
        />
        <TextField
          label={daysLabel}
          hint={daysHint}
          type="number"
          inputMode="numeric"
          min={0}
          {...field('daysAhead', { valueAsNumber: true })}
          error={errors.daysAhead?.message}
        />
      </div>
      <FormFoot label="Save schedule" busy={busy} refusal={refusal} />
    </SettingsForm>
  )
}

type OffersProps = {
  offers: { on: boolean; holdMinutes: number; chainDepth: number }
  action: SaveAutomation
}

/** Whether earlier times are offered, how long they are held, how far a chain goes. */
export function OffersForm({ offers, action }: OffersProps) {
  const form = useForm({
    resolver: zodResolver(offersSchema),
    defaultValues: offers,
  })
  const field = fieldsOf(form)
  const { handleSubmit, formState } = form
  const { errors } = formState
  const { save, refusal, busy } = useSave(action, { saved: 'Offers saved' })
  return (
    <SettingsForm onSubmit={handleSubmit((input) => save({ ...input, part: 'offers' }))}>
      <Switch label="Offer times that fall free to patients who are waiting" {...field('on')} />
      <div className="mt-4 grid gap-4 tablet:grid-cols-2">
        <TextField
          label="Hold a time for (minutes)"
          hint="How long one patient has to answer: 120 is two hours. Never beyond the visit’s start."
          type="number"
          inputMode="numeric"
          min={1}
          {...field('holdMinutes', { valueAsNumber: true })}
          error={errors.holdMinutes?.message}
        />
        <TextField
          label="Longest chain (moves)"
          hint="Who moves earlier leaves a time behind, which is offered onward this many times. 0 offers only the first."
          type="number"
          inputMode="numeric"
          min={0}
          {...field('chainDepth', { valueAsNumber: true })}
          error={errors.chainDepth?.message}
        />
      </div>
      <FormFoot label="Save offers" busy={busy} refusal={refusal} />
    </SettingsForm>
  )
}
