'use client'

import dynamic from 'next/dynamic'
import { useState } from 'react'
import { Button } from '../ui/button'
import { IconPlus } from '../ui/icons'
import type { Props as DialogProps } from './free-time-dialog'

// Its code comes when it is first opened, as that of the other dialogs does.
const FreeTimeDialog = dynamic(() => import('./free-time-dialog').then((m) => m.FreeTimeDialog), {
  ssr: false,
})

/** The button that opens "Free a time". */
export function FreeATime(known: Omit<DialogProps, 'onClose'>) {
  const [open, setOpen] = useState(false)
  return (
    <>
      <Button icon={<IconPlus />} onClick={() => setOpen(true)}>
        Free a time
      </Button>
      {open && <FreeTimeDialog {...known} onClose={() => setOpen(false)} />}
    </>
  )
}
