'use client'

import { useEffect, useRef } from 'react'
import { IconSearch } from '../ui/icons'
import { Kbd } from '../ui/kbd'

/** Looks a patient up among the appointments; ⌘ K or Ctrl K goes to it. */
export function SearchField() {
  const input = useRef<HTMLInputElement>(null)
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.key !== 'k' || !(event.metaKey || event.ctrlKey)) return
      event.preventDefault()
      input.current?.focus()
    }
    document.addEventListener('keydown', press)
    return () => document.removeEventListener('keydown', press)
  }, [])
  return (
    <search className="max-wide:hidden">
      <form
        action="/appointments"
        className="relative flex h-control w-60 items-center rounded-control border border-line-strong bg-raised text-13 focus-within:outline-2 focus-within:outline-offset-2 focus-within:outline-focus"
      >
        <IconSearch className="ml-3 text-ink-2" />
        <input
          ref={input}
          name="q"
          type="search"
          aria-label="Search patients, visits"
          placeholder="Search patients, visits"
          autoComplete="off"
          className="h-full min-w-0 flex-1 bg-transparent px-2 outline-none"
        />
        <Kbd>⌘ K</Kbd>
        <span className="w-2" />
      </form>
    </search>
  )
}
