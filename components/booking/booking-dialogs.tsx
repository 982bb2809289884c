'use client'

import dynamic from 'next/dynamic'
import {
  createContext,
  type ReactNode,
  useCallback,
  useContext,
  useEffect,
  useMemo,
  useRef,
  useState,
} from 'react'
import { isForPage } from '../ui/keys'
import type { Draft } from './draft'
import type { BookPrefill, DialogClinic, VisitRef } from './visit-ref'

export type { BookPrefill, VisitRef } from './visit-ref'

// Their code (forms, combo box) comes when one is first opened.
const BookDialog = dynamic(() => import('./book-dialog').then((m) => m.BookDialog), { ssr: false })
const MoveDialog = dynamic(() => import('./move-dialog').then((m) => m.MoveDialog), { ssr: false })
const CancelDialog = dynamic(() => import('./cancel-dialog').then((m) => m.CancelDialog), {
  ssr: false,
})

type Opened =
  | { kind: 'book'; prefill: BookPrefill; draft?: Draft }
  | { kind: 'move'; visit: VisitRef }
  | { kind: 'cancel'; visit: VisitRef }

export type BookingDialogsApi = {
  /** Opens "New appointment". Nothing happens when this role may not book. */
  book(prefill?: BookPrefill): void
  /** Says what the page shows, with which the key `n` opens "New appointment"; returns how to take that back. */
  shows(prefill: BookPrefill): () => void
  /** Opens the choice of another time or practitioner. */
  move(visit: VisitRef): void
  /** Opens the question whether to cancel. */
  cancel(visit: VisitRef): void
}

const Api = createContext<BookingDialogsApi | null>(null)

/** The dialogs of the page beneath; throws outside `BookingDialogs`. */
export function useBookingDialogs(): BookingDialogsApi {
  const api = useContext(Api)
  if (!api) throw new Error('useBookingDialogs belongs inside <BookingDialogs>')
  return api
}

type Props = DialogClinic & {
  /** What this role may do (lib/domain/permissions.ts). */
  may: { book: boolean; move: boolean; cancel: boolean }
  children: ReactNode
}

/** Booking, moving and cancelling for all that lies inside; the key `n` opens "New appointment". */
export function BookingDialogs({ clinic, types, practitioners, may, children }: Props) {
  const [opened, setOpened] = useState<(Opened & { time: number }) | null>(null)
  const close = useCallback(() => setOpened(null), [])
  // A new key for each opening, so that no form shows what was typed into the one before.
  const open = useCallback((what: Opened) => setOpened({ ...what, time: performance.now() }), [])
  const shown = useRef<BookPrefill>({})
  const api = useMemo<BookingDialogsApi>(() => {
    return {
      shows: (prefill) => {
        shown.current = prefill
        return () => {
          shown.current = {}
        }
      },
      book: (prefill = {}) => may.book && open({ kind: 'book', prefill }),
      move: (visit) => may.move && open({ kind: 'move', visit }),
      cancel: (visit) => may.cancel && open({ kind: 'cancel', visit }),
    }
  }, [open, may.book, may.move, may.cancel])
  useKeyN(useCallback(() => api.book(shown.current), [api]))
  const known = { clinic, types, practitioners, onClose: close }
  return (
    <Api value={api}>
      {children}
      {opened?.kind === 'book' && (
        <BookDialog
          key={opened.time}
          {...known}
          prefill={opened.prefill}
          draft={opened.draft}
          onReopen={(draft) => open({ kind: 'book', prefill: opened.prefill, draft })}
        />
      )}
      {opened?.kind === 'move' && <MoveDialog key={opened.time} {...known} visit={opened.visit} />}
      {opened?.kind === 'cancel' && (
        <CancelDialog key={opened.time} {...known} visit={opened.visit} />
      )}
    </Api>
  )
}

/** `n` alone, while nobody types and no dialog is open. */
function useKeyN(book: () => void) {
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.key !== 'n' || !isForPage(event)) return
      event.preventDefault()
      book()
    }
    document.addEventListener('keydown', press)
    return () => document.removeEventListener('keydown', press)
  }, [book])
}
