'use client'

import { zodResolver } from '@hookform/resolvers/zod'
import { useRouter } from 'next/navigation'
import { useForm } from 'react-hook-form'
import type { z } from 'zod'
import { useSave } from '@/components/actions/use-save'
import { TextField } from '@/components/ui/text-field'
import type { ActionResult } from '@/lib/actions'
import { practitionerSchema } from '@/lib/domain/settings'
import { fieldsOf } from './fields'
import { FormFoot } from './form-foot'
import { HoursEditor } from './hours-editor'
import { SettingsSection } from './section'
import { SettingsForm } from './settings-form'

export type PractitionerInput = z.input<typeof practitionerSchema>

type Props = {
  practitioner: PractitionerInput
  action: (input: PractitionerInput) => Promise<ActionResult<{ practitionerId: string }>>
}

/** A practitioner's name and working week; a new one leads to their own page. */
export function PractitionerForm({ practitioner, action }: Props) {
  const form = useForm({ resolver: zodResolver(practitionerSchema), defaultValues: practitioner })
  const field = fieldsOf(form)
  const { handleSubmit, formState } = form
  const isNew = practitioner.practitionerId === null
  const router = useRouter()
  const { save, refusal, busy } = useSave(action, {
    saved: isNew ? 'Practitioner added' : 'Practitioner saved',
  })
  return (
    <SettingsForm
      onSubmit={handleSubmit((input) =>
        save(input, ({ practitionerId }) => {
          if (isNew) router.push(`/settings/practitioners/${practitionerId}`)
        }),
      )}
    >
      <SettingsSection title={isNew ? 'New practitioner' : 'Practitioner'}>
        <TextField
          label="Name"
          hint="As patients know it, with the title."
          className="tablet:max-w-[50%]"
          {...field('name')}
          error={formState.errors.name?.message}
        />
      </SettingsSection>
      <SettingsSection
        title="Working hours"
        note="Bookings fit inside them. A second range on a day leaves a break between the two. What is booked already stays."
      >
        <HoursEditor form={form} />
        <FormFoot
          label={isNew ? 'Add practitioner' : 'Save practitioner'}
          busy={busy}
          refusal={refusal}
        />
      </SettingsSection>
    </SettingsForm>
  )
}
