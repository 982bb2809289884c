'use client'

import { useEffect, useRef } from 'react'
import { cx } from './cx'
import { controlClass } from './field'
import { IconSearch } from './icons'
import { Kbd } from './kbd'
import { isForPage } from './keys'

type Props = {
  /** The accessible name. */
  label: string
  /** What is searched for now. */
  value: string
  placeholder: string
  className?: string
}

/** The search `q` of a GET form; the key / leads into it. */
export function SearchField({ label, value, placeholder, className }: Props) {
  const field = useRef<HTMLInputElement>(null)
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.key !== '/' || !isForPage(event)) return
      event.preventDefault()
      field.current?.focus()
      field.current?.select()
    }
    document.addEventListener('keydown', press)
    return () => document.removeEventListener('keydown', press)
  }, [])
  return (
    <label className={cx('group relative block min-w-0', className)}>
      <span className="sr-only">{label}</span>
      <IconSearch className="pointer-events-none absolute top-1/2 left-2.5 -translate-y-1/2 text-ink-3" />
      <input
        // A search that a link cleared must not stay written here.
        key={value}
        ref={field}
        type="search"
        name="q"
        defaultValue={value}
        placeholder={placeholder}
        autoComplete="off"
        aria-keyshortcuts="/"
        className={controlClass('pl-8')}
      />
      {value === '' && (
        <span
          aria-hidden="true"
          className="pointer-events-none absolute top-1/2 right-2.5 -translate-y-1/2 group-focus-within:hidden max-desk:hidden pointer-coarse:hidden"
        >
          <Kbd>/</Kbd>
        </span>
      )}
    </label>
  )
}
