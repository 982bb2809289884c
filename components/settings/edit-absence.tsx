'use client'

import { type ComponentProps, useState } from 'react'
import { Button } from '@/components/ui/button'
import { noFlash, useReady } from '@/components/ui/use-ready'
import { AbsenceForm } from './absence-form'

type Props = Required<Omit<ComponentProps<typeof AbsenceForm>, 'onDone'>> & {
  /** When it is, for the button's spoken name. */
  words: string
}

/** A button beside an absence, and beneath its row the form that it opens. */
export function EditAbsence({ words, ...form }: Props) {
  const ready = useReady()
  const [open, setOpen] = useState(false)
  return (
    <>
      <Button
        size="compact"
        disabled={!ready}
        className={noFlash}
        aria-label={`Edit, away ${words}`}
        aria-expanded={open}
        onClick={() => setOpen(!open)}
      >
        Edit
      </Button>
      {open && (
        <div className="order-last basis-full rounded-panel bg-sunken p-4">
          <AbsenceForm {...form} onDone={() => setOpen(false)} />
        </div>
      )}
    </>
  )
}
