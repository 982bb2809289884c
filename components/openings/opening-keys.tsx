'use client'

import { useRouter } from 'next/navigation'
import { useEffect, useRef } from 'react'

type Props = {
  /** The opening whose panel is open. */
  openingId: string | null
  /** The page without the panel. */
  closeHref: string
}

const lists = '[data-opening]'
// The frame's menus are dialogs that stay in the page while they are closed.
const inTheWay =
  '[role="dialog"]:not([popover]), :popover-open, [role="alertdialog"], [role="menu"], [role="listbox"]'

/** Arrow keys go from opening to opening; Esc closes the panel. The focus follows the panel and comes back. */
export function OpeningKeys({ openingId, closeHref }: Props) {
  const router = useRouter()
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return
      if (document.querySelector(inTheWay)) return
      if (event.key === 'Escape' && openingId && !isTyping(event.target)) {
        router.push(closeHref, { scroll: false })
      }
      const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
      const here = event.target instanceof Element && event.target.closest<HTMLElement>(lists)
      if (step === 0 || !here) return
      const all = [...document.querySelectorAll<HTMLElement>(lists)]
      event.preventDefault()
      all[all.indexOf(here) + step]?.focus()
    }
    document.addEventListener('keydown', press)
    return () => document.removeEventListener('keydown', press)
  }, [openingId, closeHref, router])
  useFocusWithPanel(openingId)
  return null
}

/** Below a desk the panel covers the list: the focus goes into it, and back to the list after it. */
function useFocusWithPanel(openingId: string | null) {
  const before = useRef(openingId)
  useEffect(() => {
    const closed = before.current
    before.current = openingId
    if (closed === openingId) return
    const covered = !window.matchMedia('(min-width: 1100px)').matches
    if (openingId && covered) document.getElementById('opening-title')?.focus()
    if (!openingId && closed && isNowhere()) {
      document.querySelector<HTMLElement>(`[data-opening="${closed}"]`)?.focus()
    }
  }, [openingId])
}

/** What had the focus went away with the panel. */
function isNowhere(): boolean {
  return document.activeElement === document.body || document.activeElement === null
}

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.closest('input, textarea, select') !== null
}
