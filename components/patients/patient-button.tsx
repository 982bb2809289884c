'use client'

import dynamic from 'next/dynamic'
import { useState } from 'react'
import { Button } from '../ui/button'
import { IconPlus } from '../ui/icons'
import type { PatientInput } from './schema'

const PatientDialog = dynamic(() => import('./patient-dialog').then((m) => m.PatientDialog), {
  ssr: false,
})

/** Opens the form of a new patient, or of the one with this id. */
export function PatientButton({ patientId, values }: { patientId?: string; values: PatientInput }) {
  const [open, setOpen] = useState(false)
  return (
    <>
      <Button icon={patientId ? undefined : <IconPlus />} onClick={() => setOpen(true)}>
        {patientId ? 'Edit' : 'New patient'}
      </Button>
      {open && (
        <PatientDialog patientId={patientId} values={values} onClose={() => setOpen(false)} />
      )}
    </>
  )
}
