'use client'

import dynamic from 'next/dynamic'
import { type ReactNode, useState } from 'react'
import { useSave } from '@/components/actions/use-save'
import { Button } from '@/components/ui/button'
import { noFlash, useReady } from '@/components/ui/use-ready'
import type { ActionResult } from '@/lib/actions'

const Question = dynamic(() => import('@/components/ui/dialog').then((m) => m.Question))

type Props<I> = {
  /** On the button; with `of`, spoken with what it is about: "Remove, 3 to 7 August". */
  label: string
  of?: string
  title: string
  keepLabel: string
  confirmLabel: string
  action: (input: I) => Promise<ActionResult<unknown>>
  input: I
  saved: string
  look?: 'quiet' | 'outline' | 'danger'
  size?: 'compact' | 'control'
  children: ReactNode
}

/** A button that asks before it does something, and shows in the question why it was refused. */
export function AskButton<I>({
  label,
  of,
  title,
  keepLabel,
  confirmLabel,
  action,
  input,
  saved,
  look = 'outline',
  size = 'compact',
  children,
}: Props<I>) {
  const ready = useReady()
  const [open, setOpen] = useState(false)
  const [asked, setAsked] = useState(false)
  const { save, refusal, busy } = useSave(action, { saved })
  return (
    <>
      <Button
        look={look}
        size={size}
        disabled={!ready}
        className={noFlash}
        aria-label={of && `${label}, ${of}`}
        onClick={() => {
          setAsked(true)
          setOpen(true)
        }}
      >
        {label}
      </Button>
      {asked && (
        <Question
          open={open}
          onClose={() => setOpen(false)}
          title={title}
          keepLabel={keepLabel}
          confirmLabel={confirmLabel}
          busy={busy}
          busyLabel={confirmLabel}
          onConfirm={() => save(input, () => setOpen(false))}
        >
          {children}
          {refusal && (
            <p role="alert" className="mt-3 text-noshow-ink">
              {refusal}
            </p>
          )}
        </Question>
      )}
    </>
  )
}

/** A button that does something at once, for what is easily done back. */
export function DoButton<I>({
  label,
  of,
  action,
  input,
  saved,
  look = 'outline',
  size = 'compact',
}: Pick<Props<I>, 'label' | 'of' | 'action' | 'input' | 'saved' | 'look' | 'size'>) {
  const ready = useReady()
  const { save, refusal, busy } = useSave(action, { saved })
  return (
    <>
      <Button
        look={look}
        size={size}
        disabled={!ready}
        className={noFlash}
        busy={busy}
        aria-label={of && `${label}, ${of}`}
        onClick={() => save(input)}
      >
        {label}
      </Button>
      {refusal && (
        <p role="alert" className="text-12 text-noshow-ink">
          {refusal}
        </p>
      )}
    </>
  )
}
