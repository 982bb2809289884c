'use client'

import { useBookingDialogs } from '../booking/booking-dialogs'
import { Button } from '../ui/button'

type Props = {
  practitionerId: string
  typeId: string
  /** The opening's start, an instant. */
  startIso: string
  /** Which time it is, for who only hears the buttons. */
  when?: string
  /** The key that presses it. */
  shortcut?: string
  size?: 'compact' | 'control'
  className?: string
}

/** Opens "New appointment" at an opening's time; a hold in its way is that dialog's question. */
export function BookByHand({
  practitionerId,
  typeId,
  startIso,
  when,
  shortcut,
  size,
  className,
}: Props) {
  const { book } = useBookingDialogs()
  return (
    <Button
      size={size}
      className={className}
      aria-keyshortcuts={shortcut}
      onClick={() => book({ practitionerId, typeId, startIso })}
    >
      Book by hand{when && <span className="sr-only">, {when}</span>}
    </Button>
  )
}
