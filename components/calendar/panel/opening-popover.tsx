'use client'

import { useEffect, useState } from 'react'
import { useBookingDialogs } from '@/components/booking/booking-dialogs'
import { question } from '@/components/booking/questions'
import { EndQuestion } from '@/components/openings/end-question'
import type { Ending } from '@/components/openings/ending-words'
import { StatusBadge } from '@/components/status/badge'
import { LiveFuse, TimeLeft, useTimeLeft } from '@/components/status/live-time-left'
import { Button } from '@/components/ui/button'
import { Facts } from '@/components/ui/panel'
import { Popover } from '@/components/ui/popover'
import type { OpeningFacts } from './opening-facts'

type Props = {
  opening: OpeningFacts
  /** What it stands beside. */
  card: HTMLElement
  mayBook: boolean
  mayManage: boolean
  onClose: () => void
}

const askNext = question<{ openingId: string }, string | null>('/openings/next-asked')

/** An opening beside its card: who holds it and until when, and how to step in. */
export function OpeningPopover({ opening, card, mayBook, mayManage, onClose }: Props) {
  const { book } = useBookingDialogs()
  const [ending, setEnding] = useState<Ending | null>(null)
  const { hold, holders, title, what, rows, note } = opening
  const [holder] = holders
  const then = useNextAsked(hold ? opening.id : null)
  if (ending) {
    return (
      <EndQuestion
        ending={ending}
        openingId={opening.id}
        what={what}
        holders={holders}
        onClose={onClose}
      />
    )
  }
  return (
    <Popover onClose={onClose} triggerRef={{ current: card }} label={title}>
      <HeadBadge opening={opening} />
      {hold ? (
        <>
          <p className="mt-2 flex items-baseline gap-2">
            <TimeLeft className="text-16 font-strong text-play-ink" {...hold} />
            <span className="text-ink-2">until {hold.untilTime}</span>
          </p>
          <LiveFuse thick={6} className="mt-1.5" {...hold} />
        </>
      ) : (
        <p className="mt-2 text-14 font-mid text-play-ink">{note}</p>
      )}
      <Facts rows={hold ? [...rows, ['Then', then]] : rows} className="mt-3" />
      {holders.length > 1 && (
        <ul className="mt-3 flex flex-col gap-2">
          {holders.map((one) => (
            <li key={one.offerId} className="flex items-center gap-2">
              <span className="min-w-0 flex-1">
                <span className="block truncate font-strong" title={one.patientName}>
                  {one.patientName}
                </span>
                <span className="block text-12 text-ink-2">
                  gains {one.gains}, now {one.own}
                </span>
              </span>
              {mayManage && (
                <Button size="compact" onClick={() => setEnding({ kind: 'release', holder: one })}>
                  Release<span className="sr-only">, {one.patientName}</span>
                </Button>
              )}
            </li>
          ))}
        </ul>
      )}
      <div className="mt-3.5 flex flex-wrap gap-2 empty:hidden">
        {mayManage && (
          <Button
            size="compact"
            className="flex-1"
            onClick={() =>
              setEnding(
                holder && holders.length === 1 ? { kind: 'release', holder } : { kind: 'withdraw' },
              )
            }
          >
            {holders.length === 1 ? 'Release now' : 'Withdraw'}
          </Button>
        )}
        {mayBook && !opening.over && (
          <Button
            size="compact"
            className="flex-1 whitespace-nowrap"
            onClick={() => {
              onClose()
              const { practitionerId, startIso, typeId } = opening
              book({ practitionerId, startIso, typeId })
            }}
          >
            {hold ? 'Book somebody else' : 'Book by hand'}
          </Button>
        )}
      </div>
    </Popover>
  )
}

/** Who is asked after those who hold it, in words: asked for when it is looked at. */
function useNextAsked(openingId: string | null): string {
  const [words, setWords] = useState('…')
  useEffect(() => {
    if (!openingId) return
    let gone = false
    askNext({ openingId }).then((answer) => {
      if (!gone)
        setWords(answer.ok ? (answer.value ?? 'nobody else for now') : 'not known just now')
    })
    return () => {
      gone = true
    }
  }, [openingId])
  return words
}

function HeadBadge({ opening: { hold, title } }: { opening: OpeningFacts }) {
  if (!hold) return <StatusBadge state="opening">{title}</StatusBadge>
  return <HeldBadge hold={hold}>{title}</HeldBadge>
}

function HeldBadge({
  hold,
  children,
}: {
  hold: NonNullable<OpeningFacts['hold']>
  children: string
}) {
  const { fraction } = useTimeLeft(hold)
  return (
    <StatusBadge state="held" fraction={fraction}>
      {children}
    </StatusBadge>
  )
}
