'use client'

import dynamic from 'next/dynamic'
import { useState } from 'react'
import { Button } from '../ui/button'
import { IconBookmark } from '../ui/icons'

// Its code (a form) comes when it is opened.
const SaveViewDialog = dynamic(() => import('./save-view-dialog').then((m) => m.SaveViewDialog), {
  ssr: false,
})

type Props = {
  /** The list's address after the question mark. */
  query: string
  /** The names that are taken: saving under one of them replaces that view. */
  taken: string[]
}

/** Keeps the filters and the order that are shown now under a name. */
export function SaveView(props: Props) {
  const [open, setOpen] = useState(false)
  return (
    <>
      <Button size="compact" icon={<IconBookmark />} onClick={() => setOpen(true)}>
        Save view
      </Button>
      {open && <SaveViewDialog {...props} onClose={() => setOpen(false)} />}
    </>
  )
}
