import { useState } from 'react'
import type { UseFormReturn } from 'react-hook-form'
import { PatientFields } from '@/components/patients/patient-fields'
import type { PatientInput } from '@/components/patients/schema'
import { Button } from '@/components/ui/button'
import { ComboField } from '@/components/ui/combo-field'
import type { PatientItem } from './patient-item'
import { prefillFromSearch } from './prefill-from-search'
import { usePatientSearch } from './use-patient-search'

type Props = {
  chosen: PatientItem | null
  onChoose: (patient: PatientItem | null) => void
  error?: string
  /** The fields of a new patient, while one is being added. */
  adding: boolean
  onAdding: (adding: boolean) => void
  newPatient: UseFormReturn<PatientInput>
}

/** Type to find a patient, or add one in the same place. What was typed to search is not lost. */
export function PatientField({ chosen, onChoose, error, adding, onAdding, newPatient }: Props) {
  const [text, setText] = useState('')
  const { items, busy } = usePatientSearch(chosen ? '' : text)
  const addNew = {
    heading: 'Do',
    label: (typed: string) => `Add “${typed}” as a new patient`,
    onAdd: (typed: string) => {
      newPatient.reset({ ...newPatient.getValues(), ...prefillFromSearch(typed) })
      onAdding(true)
    },
  }
  if (adding) {
    return (
      <fieldset className="rounded-panel border border-line p-3.5 pt-2">
        <legend className="px-1 text-13 font-mid text-ink-2">New patient</legend>
        <PatientFields form={newPatient} autoFocus />
        <Button look="quiet" size="compact" className="mt-2 -ml-2" onClick={() => onAdding(false)}>
          Search for a patient instead
        </Button>
      </fieldset>
    )
  }
  return (
    <ComboField
      label="Patient"
      placeholder="Name, email, phone or birth date"
      text={text}
      onText={setText}
      items={items}
      busy={busy}
      heading="Patients"
      emptyText="Nobody has that."
      chosen={chosen}
      onChoose={(item) => onChoose(items.find((one) => one.id === item?.id) ?? null)}
      // Not before it is known who is there already.
      addNew={busy && items.length === 0 ? undefined : addNew}
      error={error}
      autoFocus
    />
  )
}
