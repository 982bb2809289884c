'use client'

import dynamic from 'next/dynamic'
import { useState } from 'react'
import { Button } from '../ui/button'
import { BookByHand } from './book-by-hand'
import type { Ending } from './end-question'

const EndQuestion = dynamic(() => import('./end-question').then((m) => m.EndQuestion))

type Props = {
  openingId: string
  practitionerId: string
  typeId: string
  startIso: string
  /** 'Today 14:40, Dr. Köhler'. */
  what: string
  /** Who holds it, their own time in words, and who is asked after them (null: nobody). */
  hold: { offerId: string; patientName: string; own: string; next: string | null } | null
  mayBook: boolean
  mayManage: boolean
}

/** How staff step in: end the offer, book the time by hand, or take the opening out. */
export function OpeningActions({ hold, what, mayBook, mayManage, ...opening }: Props) {
  const [ending, setEnding] = useState<Ending | null>(null)
  return (
    <div className="mt-4 flex flex-wrap gap-1.5 empty:hidden">
      {mayManage && hold && (
        <Button className="flex-1 px-2 whitespace-nowrap" onClick={() => setEnding('release')}>
          Release now
        </Button>
      )}
      {mayBook && <BookByHand {...opening} className="flex-1 px-2 whitespace-nowrap" />}
      {mayManage && (
        <Button className="flex-1 px-2 whitespace-nowrap" onClick={() => setEnding('withdraw')}>
          Withdraw
        </Button>
      )}
      {ending && (
        <EndQuestion
          ending={ending}
          openingId={opening.openingId}
          what={what}
          hold={hold}
          onClose={() => setEnding(null)}
        />
      )}
    </div>
  )
}
