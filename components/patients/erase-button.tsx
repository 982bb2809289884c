'use client'

import dynamic from 'next/dynamic'
import { useState } from 'react'
import { Button } from '../ui/button'
import type { Erasure } from './erase-dialog'

const EraseDialog = dynamic(() => import('./erase-dialog').then((m) => m.EraseDialog), {
  ssr: false,
})

/** Opens the question before a patient is erased. */
export function EraseButton({ patientId, erasure }: { patientId: string; erasure: Erasure }) {
  const [open, setOpen] = useState(false)
  return (
    <>
      <Button size="compact" look="danger" onClick={() => setOpen(true)}>
        Erase…
      </Button>
      {open && (
        <EraseDialog patientId={patientId} erasure={erasure} onClose={() => setOpen(false)} />
      )}
    </>
  )
}
