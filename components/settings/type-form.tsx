'use client'

import { zodResolver } from '@hookform/resolvers/zod'
import { useRouter } from 'next/navigation'
import { useForm, useWatch } from 'react-hook-form'
import type { z } from 'zod'
import { useSave } from '@/components/actions/use-save'
import { Checkbox } from '@/components/ui/checkbox'
import { TextField } from '@/components/ui/text-field'
import type { ActionResult } from '@/lib/actions'
import { typeSchema } from '@/lib/domain/settings'
import { fieldsOf } from './fields'
import { FormFoot } from './form-foot'
import { SettingsSection } from './section'
import { SettingsForm } from './settings-form'

export type TypeInput = z.input<typeof typeSchema>

type Props = {
  type: TypeInput
  currency: string
  /** The clinic's other types that are booked, the longest first. */
  others: { id: string; name: string; durationMinutes: number }[]
  action: (input: TypeInput) => Promise<ActionResult<{ typeId: string }>>
}

/** An appointment type: how long it takes and what it costs. */
export function TypeForm({ type, currency, others, action }: Props) {
  const form = useForm({
    resolver: zodResolver(typeSchema),
    defaultValues: type,
  })
  const field = fieldsOf(form)
  const { handleSubmit, formState } = form
  const { errors } = formState
  const length = useWatch({ control: form.control, name: 'durationMinutes' })
  const shorter = others.filter(({ durationMinutes }) => durationMinutes < length)
  const isNew = type.typeId === null
  const router = useRouter()
  const { save, refusal, busy } = useSave(action, {
    saved: isNew ? 'Visit type added' : 'Visit type saved',
  })
  const minutes = (name: 'durationMinutes' | 'bufferBeforeMinutes' | 'bufferAfterMinutes') => ({
    type: 'number',
    inputMode: 'numeric' as const,
    step: 5,
    ...field(name, { valueAsNumber: true }),
    error: errors[name]?.message,
  })
  return (
    <SettingsForm
      onSubmit={handleSubmit((input) => save(input, () => router.push('/settings/types')))}
    >
      <SettingsSection
        title={isNew ? 'New visit type' : 'Visit type'}
        note="A change counts for new bookings. Booked visits keep their length."
      >
        <div className="grid gap-4 tablet:grid-cols-3">
          <TextField
            label="Name"
            className="tablet:col-span-2"
            {...field('name')}
            error={errors.name?.message}
          />
          <TextField label="Minutes" min={5} {...minutes('durationMinutes')} />
          <TextField label="Minutes kept free before" min={0} {...minutes('bufferBeforeMinutes')} />
          <TextField label="Minutes kept free after" min={0} {...minutes('bufferAfterMinutes')} />
          <TextField
            label={`Price in ${currency}`}
            hint="What an empty slot costs."
            type="number"
            inputMode="decimal"
            min={0}
            step="0.01"
            {...field('price', { valueAsNumber: true })}
            error={errors.price?.message}
          />
        </div>
        {shorter.length > 0 && (
          <fieldset className="mt-5">
            <legend className="text-13 font-mid text-ink">Its openings may also go to</legend>
            <p className="mt-0.5 max-w-[64ch] text-13 text-ink-2">
              A shorter visit takes the beginning; the rest is offered on.
            </p>
            <div className="mt-2 flex flex-wrap gap-x-6 gap-y-1">
              {shorter.map(({ id, name, durationMinutes }) => (
                <Checkbox
                  key={id}
                  value={id}
                  label={`${name}, ${durationMinutes} min`}
                  defaultChecked={type.alsoFitsTypeIds.includes(id)}
                  {...form.register('alsoFitsTypeIds')}
                />
              ))}
            </div>
          </fieldset>
        )}
        <FormFoot
          label={isNew ? 'Add visit type' : 'Save visit type'}
          busy={busy}
          refusal={refusal}
        />
      </SettingsSection>
    </SettingsForm>
  )
}
