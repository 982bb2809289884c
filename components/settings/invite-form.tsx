'use client'

import { zodResolver } from '@hookform/resolvers/zod'
import { useForm } from 'react-hook-form'
import type { z } from 'zod'
import { useSave } from '@/components/actions/use-save'
import { SelectField } from '@/components/ui/select-field'
import { TextField } from '@/components/ui/text-field'
import type { ActionResult } from '@/lib/actions'
import { roles } from '@/lib/domain/permissions'
import { inviteSchema } from '@/lib/domain/settings'
import { fieldsOf } from './fields'
import { FormFoot } from './form-foot'
import { SettingsForm } from './settings-form'
import { roleWords } from './words'

type Input = z.input<typeof inviteSchema>

const empty: Input = { email: '', role: 'scheduler' }

/** Invites one address with a role. */
export function InviteForm({
  action,
}: {
  action: (input: Input) => Promise<ActionResult<{ invitationId: string }>>
}) {
  const form = useForm({
    resolver: zodResolver(inviteSchema),
    defaultValues: empty,
  })
  const field = fieldsOf(form)
  const { handleSubmit, reset, setError, formState } = form
  const { errors } = formState
  const { save, refusal, busy } = useSave(action, { saved: 'Invitation sent' })
  const atField = errors.email?.type === 'email-in-use'
  return (
    <SettingsForm
      aria-label="Invite somebody"
      onSubmit={handleSubmit((input) =>
        save(
          input,
          () => reset(empty),
          ({ reason }) => {
            if (reason === 'email-in-use') {
              setError(
                'email',
                {
                  type: reason,
                  message:
                    'Somebody with this address works here already, or did: see the list above.',
                },
                { shouldFocus: true },
              )
            }
          },
        ),
      )}
    >
      <div className="grid gap-4 tablet:grid-cols-[minmax(0,1fr)_180px]">
        <TextField
          label="Email"
          type="email"
          autoComplete="off"
          {...field('email')}
          error={errors.email?.message}
        />
        <SelectField
          label="Role"
          options={roles.map((role) => ({ value: role, label: roleWords[role] }))}
          {...field('role')}
          error={errors.role?.message}
        />
      </div>
      <FormFoot
        label="Send invitation"
        busy={busy}
        busyLabel="Sending"
        refusal={atField ? null : refusal}
      />
    </SettingsForm>
  )
}
