'use client'

import { useRouter } from 'next/navigation'
import { useTransition } from 'react'
import { withdrawOfferAction, withdrawOpeningAction } from '@/app/(staff)/opening-actions'
import type { ActionResult } from '@/lib/actions'
import { useBookingDialogs } from '../booking/booking-dialogs'
import { StatusBadge } from '../status/badge'
import { LiveFuse, TimeLeft, useTimeLeft } from '../status/live-time-left'
import { Button } from '../ui/button'
import { Facts } from '../ui/panel'
import { Popover } from '../ui/popover'
import { toast } from '../ui/toast-store'
import type { OpeningFacts } from './opening-facts'

type Props = {
  opening: OpeningFacts
  /** What it stands beside. */
  card: HTMLElement
  mayBook: boolean
  mayManage: boolean
  onClose: () => void
}

/** An opening beside its card: who holds it and until when, and how to step in. */
export function OpeningPopover({ opening, card, mayBook, mayManage, onClose }: Props) {
  const router = useRouter()
  const { book } = useBookingDialogs()
  const [busy, start] = useTransition()
  const { hold, title, rows, note } = opening
  const end = (action: () => Promise<ActionResult<null>>, done: string, detail: string) =>
    start(async () => {
      const result = await action()
      toast(
        result.ok
          ? { title: done, detail }
          : { tone: 'danger', title: 'Nothing has changed', detail: result.message },
      )
      onClose()
      router.refresh()
    })
  return (
    <Popover
      open
      onClose={onClose}
      triggerRef={{ current: card }}
      label={title}
      placement="right top"
      closable
    >
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
      <Facts rows={rows} className="mt-3" />
      <div className="mt-3.5 flex flex-wrap gap-2 empty:hidden">
        {mayManage && hold && (
          <Button
            size="compact"
            className="flex-1"
            busy={busy}
            onClick={() =>
              end(
                () => withdrawOfferAction({ offerId: hold.offerId }),
                'The offer has ended',
                'The patient is told, and the next one is asked.',
              )
            }
          >
            Release now
          </Button>
        )}
        {mayManage && !hold && (
          <Button
            size="compact"
            className="flex-1"
            busy={busy}
            onClick={() =>
              end(
                () => withdrawOpeningAction({ openingId: opening.id }),
                'No longer offered',
                'The time stays free for booking.',
              )
            }
          >
            Stop offering
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
