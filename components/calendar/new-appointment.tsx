'use client'

import { useBookingDialogs } from '../booking/booking-dialogs'
import { Button, IconButton } from '../ui/button'
import { IconPlus } from '../ui/icons'

/** Opens the booking dialog; `small` is a square with a plus, for phones. */
export function NewAppointment({ small }: { small?: boolean }) {
  const { book } = useBookingDialogs()
  if (small) {
    return (
      <IconButton
        label="New appointment"
        look="primary"
        icon={<IconPlus size={20} />}
        onClick={() => book()}
      />
    )
  }
  return (
    <Button look="primary" icon={<IconPlus />} onClick={() => book()}>
      New appointment
    </Button>
  )
}
