'use client'

import dynamic from 'next/dynamic'
import { useEffect, useRef, useState } from 'react'
import { Button } from '../ui/button'
import { IconBookmark } from '../ui/icons'

// Its code (a form) comes when it is opened.
const SaveViewDialog = dynamic(() => import('./save-view-dialog').then((m) => m.SaveViewDialog), {
  ssr: false,
})

type Props = {
  /** Whether there is anything to keep that is not kept yet. */
  offered: boolean
  /** The list's address after the question mark. */
  query: string
  /** The names that are taken: saving under one of them replaces that view. */
  taken: string[]
}

/** Keeps the filters and the order that are shown now under a name. */
export function SaveView({ offered, ...view }: Props) {
  const [open, setOpen] = useState(false)
  const saved = useRef(false)
  // The button goes once its view is kept: the focus stays beside it.
  useEffect(() => {
    if (offered || !saved.current) return
    saved.current = false
    document.querySelector<HTMLElement>('[data-filter="Views"]')?.focus()
  }, [offered])
  const close = (isSaved: boolean) => {
    saved.current = isSaved
    setOpen(false)
  }
  if (!offered) return null
  return (
    <>
      <Button size="compact" icon={<IconBookmark />} onClick={() => setOpen(true)}>
        Save view
      </Button>
      {open && <SaveViewDialog {...view} onClose={close} />}
    </>
  )
}
