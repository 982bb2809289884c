'use client'

import { useState } from 'react'
import { useSave } from '@/components/actions/use-save'
import { Button } from '@/components/ui/button'
import { SelectField } from '@/components/ui/select-field'
import type { ActionResult } from '@/lib/actions'
import { type Role, roles } from '@/lib/domain/permissions'
import { roleWords } from './words'

type Props = {
  staffId: string
  name: string
  role: Role
  disabled?: boolean
  action: (input: { staffId: string; role: Role }) => Promise<ActionResult<null>>
}

/** Somebody's role. It is saved by a button: arrows walk through the choices without doing anything. */
export function RoleSelect({ staffId, name, role, disabled, action }: Props) {
  const [chosen, setChosen] = useState(role)
  const { save, refusal, busy } = useSave(action, { saved: `${name} is now ${roleWords[chosen]}` })
  return (
    <div className="flex flex-wrap items-start gap-2">
      <SelectField
        label={<span className="sr-only">Role of {name}</span>}
        className="-mt-1 w-[150px]"
        options={roles.map((one) => ({ value: one, label: roleWords[one] }))}
        value={chosen}
        disabled={disabled}
        onChange={(event) => {
          const next = roles.find((one) => one === event.target.value)
          if (next) setChosen(next)
        }}
        error={refusal}
      />
      {chosen !== role && (
        <Button look="primary" busy={busy} onClick={() => save({ staffId, role: chosen })}>
          Save role
        </Button>
      )}
    </div>
  )
}
