'use client'

import { useRouter } from 'next/navigation'
import { useRef } from 'react'
import { IconButton } from '../ui/button'
import { IconCalendar } from '../ui/icons'
import { type Address, calendarHref } from './address'

/** A button that opens the browser's own date picker and goes to the chosen day. */
export function JumpToDate({ view, date, practitioner }: Omit<Address, 'visit'>) {
  const router = useRouter()
  const input = useRef<HTMLInputElement>(null)
  return (
    <span className="relative inline-flex">
      <IconButton
        label="Jump to date"
        size="compact"
        icon={<IconCalendar />}
        onClick={() => input.current?.showPicker()}
      />
      <input
        ref={input}
        key={date}
        type="date"
        tabIndex={-1}
        aria-label="Date"
        defaultValue={date}
        onChange={(event) => {
          const chosen = event.target.value
          if (chosen) router.push(calendarHref({ view, date: chosen, practitioner }))
        }}
        className="pointer-events-none absolute inset-0 opacity-0"
      />
    </span>
  )
}
