import type { UseFormReturn } from 'react-hook-form'
import { SelectField } from '../ui/select-field'
import { DateField, TextField } from '../ui/text-field'
import type { PatientInput } from './schema'

const languages = [
  { value: 'de', label: 'German' },
  { value: 'en', label: 'English' },
]

/** The fields of a patient. `autoFocus`: into the first that is empty. */
export function PatientFields({
  form,
  autoFocus,
}: {
  form: UseFormReturn<PatientInput>
  autoFocus?: boolean
}) {
  const {
    register,
    getValues,
    formState: { errors },
  } = form
  const empty = (['givenName', 'familyName', 'email'] as const).find((name) => !getValues(name))
  const text = (name: 'givenName' | 'familyName' | 'email' | 'phone' | 'birthDate') => ({
    ...register(name),
    error: errors[name]?.message,
    autoFocus: autoFocus && name === empty,
    autoComplete: 'off',
  })
  return (
    <div className="grid grid-cols-1 gap-3 phone:grid-cols-2">
      <TextField label="Given name" {...text('givenName')} />
      <TextField label="Family name" {...text('familyName')} />
      <TextField label="Email" type="email" inputMode="email" {...text('email')} />
      <TextField label="Phone" type="tel" {...text('phone')} />
      <DateField label="Born" {...text('birthDate')} />
      <SelectField label="Mails in" options={languages} {...register('language')} />
    </div>
  )
}
