'use client'

import { zodResolver } from '@hookform/resolvers/zod'
import { useEffect } from 'react'
import { useForm } from 'react-hook-form'
import type { z } from 'zod'
import { useSave } from '@/components/actions/use-save'
import { type Option, SelectField } from '@/components/ui/select-field'
import { TextField, TimeField } from '@/components/ui/text-field'
import type { ActionResult } from '@/lib/actions'
import { createClinicSchema, usualQuiet } from '@/lib/domain/settings'
import { enterClinic } from './enter-clinic'
import { fieldsOf } from './fields'
import { FormFoot } from './form-foot'
import { QuietFields } from './quiet-fields'
import { SettingsForm } from './settings-form'
import { languageOptions } from './words'

export type NewClinicInput = z.input<typeof createClinicSchema>

type Props = {
  zones: Option[]
  action: (input: NewClinicInput) => Promise<ActionResult<{ clinicId: string }>>
}

const empty: NewClinicInput = {
  name: '',
  timeZone: '',
  address: '',
  phone: '',
  language: 'en',
  opensAt: '08:00',
  closesAt: '17:00',
  practitioner: '',
  quietOn: false,
  ...usualQuiet,
}

/** The first form of a new account: a clinic that can be booked at once. */
export function WelcomeForm({ zones, action }: Props) {
  const form = useForm({
    resolver: zodResolver(createClinicSchema),
    defaultValues: empty,
  })
  const field = fieldsOf(form)
  const { handleSubmit, getValues, setValue, watch, formState } = form
  const { errors } = formState
  const { save, refusal, busy } = useSave(action, { leaves: enterClinic })

  // Only the browser knows where its reader probably is.
  useEffect(() => {
    const { timeZone } = Intl.DateTimeFormat().resolvedOptions()
    const known = zones.some((zone) => zone.value === timeZone)
    if (known && getValues('timeZone') === '') setValue('timeZone', timeZone)
  }, [zones, getValues, setValue])

  return (
    <SettingsForm
      onSubmit={handleSubmit((input) => save(input))}
      className="rounded-panel border border-line bg-surface p-5 shadow-1 tablet:p-7"
    >
      <div className="grid gap-4 tablet:grid-cols-2">
        <TextField
          label="Clinic name"
          autoComplete="organization"
          className="tablet:col-span-2"
          {...field('name')}
          error={errors.name?.message}
        />
        <SelectField
          label="Time zone"
          {...field('timeZone')}
          error={errors.timeZone?.message}
          options={[{ value: '', label: 'Choose a time zone', disabled: true }, ...zones]}
        />
        <SelectField
          label="Language"
          hint="Patients can have another."
          options={languageOptions}
          {...field('language')}
          error={errors.language?.message}
        />
        <TextField
          label="Address"
          autoComplete="street-address"
          hint="It stands in every mail to patients."
          {...field('address')}
          error={errors.address?.message}
        />
        <TextField
          label="Telephone"
          type="tel"
          autoComplete="tel"
          hint="Where patients call with questions."
          {...field('phone')}
          error={errors.phone?.message}
        />
        <fieldset className="mt-2 grid grid-cols-2 gap-4 border-t border-line pt-4 tablet:col-span-2">
          <legend className="sr-only">Opening hours, Monday to Friday</legend>
          <p aria-hidden="true" className="col-span-2 -mb-1 text-14 font-strong text-ink">
            Opening hours, Monday to Friday
          </p>
          <TimeField label="From" {...field('opensAt')} error={errors.opensAt?.message} />
          <TimeField label="To" {...field('closesAt')} error={errors.closesAt?.message} />
        </fieldset>
        <TextField
          label="First practitioner"
          hint="Who works at these hours. Breaks, other hours and colleagues come later, in the settings."
          className="tablet:col-span-2"
          {...field('practitioner')}
          error={errors.practitioner?.message}
        />
        <div className="mt-2 border-t border-line pt-4 tablet:col-span-2">
          <p className="text-14 font-strong text-ink">Quiet hours</p>
          <p className="mt-1 mb-3 max-w-[64ch] text-13 text-ink-2">
            A time that falls free is offered at once, by mail. A hold that runs out while people
            sleep is lost, so most clinics ask nobody at night. Off to begin with, so that you can
            try Medcal at any hour.
          </p>
          <QuietFields on={watch('quietOn')} field={field} errors={errors} />
        </div>
      </div>
      <FormFoot label="Create clinic" busy={busy} busyLabel="Creating" refusal={refusal} />
    </SettingsForm>
  )
}
