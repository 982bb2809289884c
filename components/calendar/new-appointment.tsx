'use client'

import { useEffect } from 'react'
import { useBookingDialogs } from '../booking/booking-dialogs'
import { Button, IconButton } from '../ui/button'
import { IconPlus } from '../ui/icons'

type Props = {
  /** A square with a plus, for phones. */
  small?: boolean
  /** What the calendar shows: an ISO day, and a practitioner where it is of one. */
  day: string
  practitionerId?: string
}

/** Opens the booking dialog with what the calendar shows; the key `n` does so too. */
export function NewAppointment({ small, day, practitionerId }: Props) {
  const { book, shows } = useBookingDialogs()
  const press = () => book({ day, practitionerId })
  useEffect(
    () => (small ? undefined : shows({ day, practitionerId })),
    [small, shows, day, practitionerId],
  )
  if (small) {
    return (
      <IconButton
        label="New appointment"
        look="primary"
        icon={<IconPlus size={20} />}
        onClick={press}
      />
    )
  }
  return (
    <Button look="primary" icon={<IconPlus />} onClick={press}>
      New appointment
    </Button>
  )
}
