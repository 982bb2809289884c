'use client'

import { useBookingDialogs } from '../booking/booking-dialogs'
import type { BookPrefill } from '../booking/visit-ref'
import { Button } from '../ui/button'
import { IconPlus } from '../ui/icons'

/** The button that opens "New appointment". */
export function NewAppointment({ prefill }: { prefill?: BookPrefill }) {
  const dialogs = useBookingDialogs()
  return (
    <Button look="primary" icon={<IconPlus />} onClick={() => dialogs.book(prefill)}>
      New appointment
    </Button>
  )
}
