import type { UseFormRegisterReturn } from 'react-hook-form'
import { SelectField } from '../ui/select-field'
import type { Practitioner, VisitType } from './visit-ref'

type Props = {
  types: readonly VisitType[]
  practitioners: readonly Practitioner[]
  fields: { typeId: UseFormRegisterReturn; practitionerId: UseFormRegisterReturn }
  errors: { typeId?: { message?: string }; practitionerId?: { message?: string } }
}

/** "Visit" and "With". */
export function VisitFields({ types, practitioners, fields, errors }: Props) {
  return (
    <div className="grid grid-cols-1 gap-3 phone:grid-cols-2">
      <SelectField
        label="Visit"
        options={types.map((one) => ({
          value: one.id,
          label: `${one.name}, ${one.durationMinutes} min`,
        }))}
        {...fields.typeId}
        error={errors.typeId?.message}
      />
      <SelectField
        label="With"
        options={practitioners.map((one) => ({ value: one.id, label: one.name }))}
        {...fields.practitionerId}
        error={errors.practitionerId?.message}
      />
    </div>
  )
}
