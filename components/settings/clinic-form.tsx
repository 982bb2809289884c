'use client'

import { zodResolver } from '@hookform/resolvers/zod'
import { useForm } from 'react-hook-form'
import type { z } from 'zod'
import { useSave } from '@/components/actions/use-save'
import { Checkbox } from '@/components/ui/checkbox'
import { type Option, SelectField } from '@/components/ui/select-field'
import { TextField } from '@/components/ui/text-field'
import type { ActionResult } from '@/lib/actions'
import { clinicSchema, currencies, gridChoices } from '@/lib/domain/settings'
import { fieldsOf } from './fields'
import { FormFoot } from './form-foot'
import { SettingsSection } from './section'
import { SettingsForm } from './settings-form'
import { languageOptions } from './words'

export type ClinicInput = z.input<typeof clinicSchema>

type Props = {
  clinic: ClinicInput
  zones: Option[]
  action: (input: ClinicInput) => Promise<ActionResult<null>>
}

/** The clinic's own data and how it writes to patients. */
export function ClinicForm({ clinic, zones, action }: Props) {
  const form = useForm({
    resolver: zodResolver(clinicSchema),
    defaultValues: clinic,
  })
  const field = fieldsOf(form)
  const { handleSubmit, watch, formState } = form
  const { errors } = formState
  const { save, refusal, busy } = useSave(action, { saved: 'Clinic saved' })
  const zoneChanged = watch('timeZone') !== clinic.timeZone
  return (
    <SettingsForm onSubmit={handleSubmit((input) => save(input))}>
      <SettingsSection title="Clinic" note="Patients see this in mails and on their pages.">
        <div className="grid gap-4 tablet:grid-cols-2">
          <TextField
            label="Clinic name"
            autoComplete="organization"
            className="tablet:col-span-2"
            {...field('name')}
            error={errors.name?.message}
          />
          <TextField
            label="Address"
            autoComplete="street-address"
            className="tablet:col-span-2"
            {...field('address')}
            error={errors.address?.message}
          />
          <TextField
            label="Telephone"
            type="tel"
            autoComplete="tel"
            hint="Where patients call when a link does not help."
            {...field('phone')}
            error={errors.phone?.message}
          />
          <SelectField
            label="Language"
            hint="Of new patients, and of mails to staff."
            options={languageOptions}
            {...field('language')}
            error={errors.language?.message}
          />
        </div>
      </SettingsSection>
      <SettingsSection
        title="Time"
        note="Every time that Medcal shows or writes is on this zone’s clock."
      >
        <div className="grid gap-4 tablet:grid-cols-2">
          <SelectField
            label="Time zone"
            options={zones}
            hint={
              zoneChanged
                ? 'Visits keep their moment: in a zone with another clock they show at another time.'
                : undefined
            }
            {...field('timeZone')}
            error={errors.timeZone?.message}
          />
          <SelectField
            label="Visits start every"
            hint="The steps in which free times are offered."
            options={gridChoices.map((minutes) => ({
              value: String(minutes),
              label: minutes === 60 ? 'hour' : `${minutes} minutes`,
            }))}
            {...field('gridMinutes', { valueAsNumber: true })}
            error={errors.gridMinutes?.message}
          />
        </div>
      </SettingsSection>
      <SettingsSection title="Prices and mails">
        <div className="flex flex-col gap-4">
          <SelectField
            label="Currency"
            className="tablet:max-w-[50%]"
            hint="Of the visits’ prices: what an empty slot costs."
            options={currencies.map((currency) => ({ value: currency, label: currency }))}
            {...field('currency')}
            error={errors.currency?.message}
          />
          <Checkbox
            label="Name the visit’s type in mails"
            hint="Off is safer: mails can be read by others, and a visit’s type may tell why somebody comes."
            {...field('typeInMails')}
          />
        </div>
        <FormFoot label="Save clinic" busy={busy} refusal={refusal} />
      </SettingsSection>
    </SettingsForm>
  )
}
