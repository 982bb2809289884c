'use client'

import dynamic from 'next/dynamic'
import { type ComponentProps, useState } from 'react'
import { Button } from '../ui/button'
import type { Props as QuestionProps } from './end-question'

const EndQuestion = dynamic(() => import('./end-question').then((m) => m.EndQuestion))

type Props = Omit<QuestionProps, 'onClose'> &
  Pick<ComponentProps<typeof Button>, 'size' | 'className'> & {
    label: string
    /** Whose offer it is, for who only hears the buttons. */
    whose?: string
    /** The key that presses it. */
    shortcut?: string
  }

/** Ends an offer or an opening, once its question is answered. */
export function EndButton({ label, whose, shortcut, size, className, ...question }: Props) {
  const [open, setOpen] = useState(false)
  return (
    <>
      <Button
        size={size}
        className={className}
        aria-label={whose && `${label}, ${whose}`}
        aria-keyshortcuts={shortcut}
        onClick={() => setOpen(true)}
      >
        {label}
      </Button>
      {open && <EndQuestion {...question} onClose={() => setOpen(false)} />}
    </>
  )
}
