'use client'

import dynamic from 'next/dynamic'
import { useRouter } from 'next/navigation'
import { type ReactNode, useCallback, useEffect, useRef, useState } from 'react'
import { useBookingDialogs } from '@/components/booking/booking-dialogs'
import { cx } from '@/components/ui/cx'
import { isSomethingOpen } from '@/components/ui/keys'
import type { OpeningFacts } from '../panel/opening-facts'
import { nameOn, useCardDrag } from './use-card-drag'
import { useCardKeys } from './use-card-keys'
import { useFreeTime } from './use-free-time'
import { useMoves } from './use-moves'

const OpeningPopover = dynamic(() =>
  import('../panel/opening-popover').then((module) => module.OpeningPopover),
)

type Props = {
  gridMinutes: number
  may: { book: boolean; move: boolean; manageOpenings: boolean }
  openings: OpeningFacts[]
  /** The visit whose details are open, and the address without them. */
  selected: string | null
  closeHref: string
  /** What is drawn: another one is scrolled to its own now line. */
  drawn: string
  className?: string
  children: ReactNode
}

/** The sheet around the grid, which the server draws: presses, keys and dragging for all cards at once. */
export function CalendarSurface(props: Props) {
  const { gridMinutes, may, openings, selected, closeHref, drawn, className, children } = props
  const router = useRouter()
  const { book } = useBookingDialogs()
  const sheetRef = useRef<HTMLDivElement>(null)
  const [pressed, setPressed] = useState<{ id: string; card: HTMLElement } | null>(null)
  const moves = useMoves()
  const pointed = useFreeTime(sheetRef, gridMinutes, may.book ? book : null)
  useCardKeys(sheetRef)
  useCardDrag(sheetRef, { gridMinutes, enabled: may.move, handlers: moves.handlers })
  useScrollToNow(sheetRef, drawn)
  useDetailsFocus(sheetRef, selected, closeHref)

  const open = useCallback(
    (event: MouseEvent) => {
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.shiftKey) return
      const card =
        event.target instanceof Element
          ? event.target.closest<HTMLElement>('[data-visit], [data-opening]')
          : null
      if (card instanceof HTMLAnchorElement) {
        event.preventDefault()
        // Chosen at once; the details follow with the server's answer.
        for (const old of sheetRef.current?.querySelectorAll('[data-visit][aria-current]') ?? []) {
          old.removeAttribute('aria-current')
        }
        card.setAttribute('aria-current', 'true')
        router.push(card.href, { scroll: false })
      } else if (card?.dataset.opening) {
        setPressed({ id: card.dataset.opening, card })
      }
    },
    [router],
  )
  useEffect(() => {
    const sheet = sheetRef.current
    sheet?.addEventListener('click', open)
    return () => sheet?.removeEventListener('click', open)
  }, [open])

  const opening = pressed && openings.find((one) => one.id === pressed.id)
  return (
    <div
      ref={sheetRef}
      className={cx(
        'relative min-h-0 min-w-0 flex-1 border-t border-line bg-surface tablet:overflow-auto tablet:rounded-t-panel tablet:border tablet:border-b-0',
        className,
      )}
    >
      {children}
      {pointed && !moves.shown && (
        <div
          aria-hidden="true"
          className="pointer-events-none absolute flex items-center rounded-card border border-dashed border-line-strong bg-accent-soft px-2 text-12 font-mid text-accent-ink opacity-80"
          style={pointed.box}
        >
          + {pointed.label}
        </div>
      )}
      {moves.shown && (
        <>
          <style>{`[data-visit="${moves.shown.appointmentId}"]{opacity:.4}`}</style>
          <div
            aria-hidden="true"
            className="visit visit-booked visit-ghost absolute"
            style={{ ...moves.shown.box, right: 'auto' }}
          >
            <span className="visit-head">
              <span className="visit-words">
                <span className="visit-name">{nameOn(moves.shown.card)}</span>
              </span>
              <span className="visit-time font-strong">{moves.shown.time}</span>
            </span>
          </div>
        </>
      )}
      {pressed && opening && (
        <OpeningPopover
          opening={opening}
          card={pressed.card}
          mayBook={may.book}
          mayManage={may.manageOpenings}
          onClose={() => setPressed(null)}
        />
      )}
    </div>
  )
}

/** Brings the now line into sight when a day is first drawn. */
function useScrollToNow(sheetRef: React.RefObject<HTMLElement | null>, drawn: string) {
  // biome-ignore lint/correctness/useExhaustiveDependencies: another day or view is a reason to scroll
  useEffect(() => {
    const sheet = sheetRef.current
    const line = sheet?.querySelector('.calendar-now-time')
    if (!sheet || !line) return
    const below = line.getBoundingClientRect().top - sheet.getBoundingClientRect().top
    if (below > sheet.clientHeight * 0.7) sheet.scrollTop += below - sheet.clientHeight * 0.35
  }, [sheetRef, drawn])
}

/** Who opens details by keyboard, or where they cover the page, goes there; Esc leads back to the card. */
function useDetailsFocus(
  sheetRef: React.RefObject<HTMLElement | null>,
  selected: string | null,
  closeHref: string,
) {
  const router = useRouter()
  const before = useRef(selected)
  useEffect(() => {
    const sheet = sheetRef.current
    const last = before.current
    before.current = selected
    if (selected && selected !== last) {
      const onCard = document.activeElement?.matches(`[data-visit="${selected}"]:focus-visible`)
      const covers = !window.matchMedia('(min-width: 1100px)').matches
      const close = document.querySelector<HTMLElement>('.visit-panel [data-close-panel]')
      if (onCard || covers) close?.focus()
    }
    // A list is in the page twice, for phones and for desks, and one of the two is hidden.
    const cards = sheet?.querySelectorAll<HTMLElement>(`[data-visit="${last}"]`) ?? []
    if (!selected && last) [...cards].find((card) => card.checkVisibility())?.focus()
  }, [sheetRef, selected])
  useEffect(() => {
    if (!selected) return
    const press = (event: KeyboardEvent) => {
      if (event.key !== 'Escape' || event.defaultPrevented) return
      // Esc belongs to what lies above the page.
      if (isSomethingOpen()) return
      router.push(closeHref, { scroll: false })
    }
    document.addEventListener('keydown', press)
    return () => document.removeEventListener('keydown', press)
  }, [router, selected, closeHref])
}
