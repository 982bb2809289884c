'use client'

import dynamic from 'next/dynamic'
import { useState } from 'react'
import { Button } from '../ui/button'
import type { Props as QuestionProps } from './end-links-question'

const EndLinksQuestion = dynamic(() =>
  import('./end-links-question').then((m) => m.EndLinksQuestion),
)

/** Ends the links that are out for a patient, once its question is answered. */
export function EndLinks(question: Omit<QuestionProps, 'onClose'>) {
  const [open, setOpen] = useState(false)
  return (
    <>
      <Button size="compact" className="flex" onClick={() => setOpen(true)}>
        End these links
      </Button>
      {open && <EndLinksQuestion {...question} onClose={() => setOpen(false)} />}
    </>
  )
}
