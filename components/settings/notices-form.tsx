'use client'

import { zodResolver } from '@hookform/resolvers/zod'
import { useForm } from 'react-hook-form'
import type { z } from 'zod'
import { useSave } from '@/components/actions/use-save'
import { Banner } from '@/components/ui/banner'
import { TextArea } from '@/components/ui/text-field'
import type { ActionResult } from '@/lib/actions'
import { noticesSchema } from '@/lib/domain/settings'
import { fieldsOf } from './fields'
import { FormFoot } from './form-foot'
import { SettingsSection } from './section'
import { SettingsForm } from './settings-form'

type NoticesInput = z.input<typeof noticesSchema>

type Props = {
  notices: NoticesInput
  action: (input: NoticesInput) => Promise<ActionResult<null>>
}

/** Who the clinic is and how it treats data, as patients read it below every page and email. */
export function NoticesForm({ notices, action }: Props) {
  const form = useForm({ resolver: zodResolver(noticesSchema), defaultValues: notices })
  const field = fieldsOf(form)
  const { errors } = form.formState
  const { save, refusal, busy } = useSave(action, { saved: 'Imprint and privacy saved' })
  return (
    <SettingsForm onSubmit={form.handleSubmit((input) => save(input))}>
      <SettingsSection
        title="Imprint and privacy"
        note="Patients find these below every page and email. Enter a web address that begins with https://, or write the text here. What is empty is left out."
      >
        {!notices.imprint && !notices.privacy && (
          <Banner title="Neither is entered yet." className="mb-4">
            Most clinics have to name both wherever they write to patients.
          </Banner>
        )}
        <div className="flex flex-col gap-4">
          <TextArea
            label="Imprint"
            hint="Who runs the clinic, where, and under whose supervision."
            {...field('imprint')}
            error={errors.imprint?.message}
          />
          <TextArea
            label="Privacy notice"
            hint="How the clinic treats patients’ data; an email address to ask at will do, too."
            {...field('privacy')}
            error={errors.privacy?.message}
          />
        </div>
        <FormFoot label="Save imprint and privacy" busy={busy} refusal={refusal} />
      </SettingsSection>
    </SettingsForm>
  )
}
