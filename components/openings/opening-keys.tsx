'use client'

import { useRouter } from 'next/navigation'
import { useEffect, useRef, useState } from 'react'
import { Button } from '../ui/button'
import { Kbd } from '../ui/kbd'
import { isForPage } from '../ui/keys'
import { Popover } from '../ui/popover'

type Props = {
  /** The opening whose panel is open. */
  openingId: string | null
  /** The page without the panel. */
  closeHref: string
  may: { book: boolean; manage: boolean }
}

const rows = '[data-opening]'
const steps: Record<string, number> = { j: 1, ArrowDown: 1, k: -1, ArrowUp: -1 }
/** Each presses the panel's button of that `aria-keyshortcuts`. */
const letters = ['r', 'b', 'w']

/**
 * The page from the keyboard: from opening to opening, into the panel of one and back, and its
 * buttons by a letter each. Draws the button that tells the keys.
 */
export function OpeningKeys({ openingId, closeHref, may }: Props) {
  const router = useRouter()
  const [told, setTold] = useState(false)
  const button = useRef<HTMLButtonElement>(null)
  const go = useFocusWithPanel(openingId)
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      const { key, target } = event
      if (!isForPage(event)) return
      const row = rowOf(target)
      if (key === '?') setTold(true)
      else if (key === 'Escape' && openingId) router.push(closeHref, { scroll: false })
      else if (key === 'Enter' && row && row === target) go(row, key)
      else if (letters.includes(key)) go(row, key)
      else if (!step(key, row)) return
      event.preventDefault()
    }
    document.addEventListener('keydown', press)
    return () => document.removeEventListener('keydown', press)
  }, [openingId, closeHref, router, go])
  return (
    <>
      <Button
        ref={button}
        look="quiet"
        size="compact"
        className="max-desk:hidden"
        aria-keyshortcuts="?"
        onClick={() => setTold(true)}
      >
        <Kbd>?</Kbd> Keys
      </Button>
      {told && (
        <Popover onClose={() => setTold(false)} triggerRef={button} label="Keys">
          <h2 className="text-14 font-strong">Keys</h2>
          <dl className="mt-2 grid grid-cols-[max-content_minmax(0,1fr)] items-baseline gap-x-4 gap-y-1.5">
            {legend(may).map(([keys, what]) => (
              <div key={what} className="contents">
                <dt className="flex gap-1">
                  {keys.map((one) => (
                    <Kbd key={one}>{one}</Kbd>
                  ))}
                </dt>
                <dd>{what}</dd>
              </div>
            ))}
          </dl>
        </Popover>
      )}
    </>
  )
}

function legend(may: Props['may']): [keys: string[], what: string][] {
  const manage: [string[], string][] = [
    [['r'], 'end the offer'],
    [['w'], 'withdraw it'],
  ]
  const book: [string[], string][] = [
    [['b'], 'book it by hand'],
    [['n'], 'new appointment'],
  ]
  return [
    [['j', '↓'], 'the next opening'],
    [['k', '↑'], 'the one before'],
    [['Enter'], 'into its details'],
    [['Esc'], 'back to the list'],
    ...(may.manage ? manage : []),
    ...(may.book ? book : []),
    [['?'], 'these keys'],
  ]
}

/** From the row in focus, or the one whose panel is open, to another. The arrows do it from a row alone. */
function step(key: string, row: HTMLElement | null): boolean {
  const by = steps[key]
  if (!by || (key.startsWith('Arrow') && !row)) return false
  const all = [...document.querySelectorAll<HTMLElement>(rows)]
  const here = row ?? document.querySelector<HTMLElement>(`${rows}[aria-current]`)
  all[(here ? all.indexOf(here) : -1) + by]?.focus()
  return true
}

/** The opening whose row has the focus, be it on the row's own button. */
function rowOf(target: EventTarget | null): HTMLElement | null {
  const item = target instanceof Element ? target.closest('li') : null
  return item?.querySelector<HTMLElement>(rows) ?? null
}

/**
 * The focus goes into the panel where it is wanted there, or where the panel covers the list, and
 * back to its row after it. Gives what opens a row's panel (the one that is open, without a row)
 * and then presses a key in it.
 */
function useFocusWithPanel(openingId: string | null) {
  const before = useRef(openingId)
  const wanted = useRef<string | null>(null)
  useEffect(() => {
    const closed = before.current
    before.current = openingId
    if (closed === openingId) return
    const key = wanted.current
    wanted.current = null
    const covered = !window.matchMedia('(min-width: 1100px)').matches
    if (openingId && (key || covered)) pressInPanel(key)
    if (!openingId && closed && isNowhere()) {
      document.querySelector<HTMLElement>(`[data-opening="${closed}"]`)?.focus()
    }
  }, [openingId])
  return useRef((row: HTMLElement | null, key: string) => {
    if (!row || row.dataset.opening === before.current) return pressInPanel(key)
    wanted.current = key
    row.click()
  }).current
}

/** Presses the panel's button of that key, or goes to the panel's beginning where it has none. */
function pressInPanel(key: string | null) {
  const button = document.querySelector<HTMLElement>(`aside [aria-keyshortcuts="${key}"]`)
  const goal = button ?? document.getElementById('opening-title')
  goal?.focus()
  button?.click()
}

/** What had the focus went away with the panel. */
function isNowhere(): boolean {
  return document.activeElement === document.body || document.activeElement === null
}
