'use client'

import { useBookingDialogs, type VisitRef } from '../booking/booking-dialogs'
import { IconCalendar, IconClose, IconMove } from '../ui/icons'
import { MenuButton } from '../ui/menu'

type Props = {
  visit: VisitRef
  calendarHref: string
  /** What this role may do with this visit as it stands. */
  may: { move: boolean; cancel: boolean }
}

/** What one can do with a row. */
export function RowMenu({ visit, calendarHref, may }: Props) {
  const dialogs = useBookingDialogs()
  return (
    <MenuButton
      label={`Actions for ${visit.patientName}`}
      size="compact"
      items={[
        {
          id: 'calendar',
          label: 'Open in calendar',
          icon: <IconCalendar />,
          href: calendarHref,
        },
        ...(may.move
          ? [
              {
                id: 'move',
                label: 'Move…',
                icon: <IconMove />,
                onAction: () => dialogs.move(visit),
              },
            ]
          : []),
        ...(may.cancel
          ? [
              {
                id: 'cancel',
                label: 'Cancel visit',
                icon: <IconClose />,
                tone: 'danger' as const,
                onAction: () => dialogs.cancel(visit),
              },
            ]
          : []),
      ]}
    />
  )
}
