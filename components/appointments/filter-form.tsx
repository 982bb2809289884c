'use client'

import { useRouter } from 'next/navigation'
import { type FormEvent, type ReactNode, useEffect, useRef, useTransition } from 'react'
import { cx } from '../ui/cx'

/**
 * A GET form: without script the browser sends it, with script a change is sent at once and the
 * page changes in place. What is empty stays out of the address.
 */
export function FilterForm({
  action,
  className,
  children,
}: {
  action: string
  className?: string
  children: ReactNode
}) {
  const router = useRouter()
  const form = useRef<HTMLFormElement>(null)
  const [busy, startTransition] = useTransition()
  useClosing(form)
  // React has the events of a dialog that was opened from here come through here, too.
  const send = (event: FormEvent<HTMLFormElement>) => {
    if (event.target !== event.currentTarget) return
    event.preventDefault()
    const query = new URLSearchParams()
    for (const [name, value] of new FormData(event.currentTarget)) {
      if (typeof value === 'string' && value.trim() !== '') query.append(name, value)
    }
    const href = query.size > 0 ? `${action}?${query}` : action
    startTransition(() => router.push(href, { scroll: false }))
  }
  const change = (event: FormEvent<HTMLFormElement>) => {
    const field = event.target as HTMLInputElement
    if (field.form !== event.currentTarget) return
    // A search goes out with Enter, a day once it is whole.
    if (field.type === 'search') return
    if (field.type === 'date' && field.value !== '' && field.value < '1900') return
    event.currentTarget.requestSubmit()
  }
  return (
    <search>
      <form
        ref={form}
        action={action}
        method="get"
        aria-busy={busy}
        onSubmit={send}
        onChange={change}
        className={cx(className)}
      >
        {children}
      </form>
    </search>
  )
}

/** A press outside, or Esc, closes the form's open lists. */
function useClosing(form: { current: HTMLFormElement | null }) {
  useEffect(() => {
    const close = (event: Event) => {
      for (const one of form.current?.querySelectorAll('details[open]') ?? []) {
        if (event instanceof KeyboardEvent) {
          if (event.key !== 'Escape') return
          if (one.contains(document.activeElement)) one.querySelector('summary')?.focus()
        } else if (one.contains(event.target as Node)) continue
        one.removeAttribute('open')
      }
    }
    document.addEventListener('pointerdown', close)
    document.addEventListener('keydown', close)
    return () => {
      document.removeEventListener('pointerdown', close)
      document.removeEventListener('keydown', close)
    }
  }, [form])
}
