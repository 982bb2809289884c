import { type ReactNode, Suspense } from 'react'
import { StaffActionsProvider } from '@/components/actions/staff-actions'
import { BookingDialogs } from '@/components/booking/booking-dialogs'
import { InPlay } from '@/components/frame/in-play'
import { LiveRefresh } from '@/components/frame/live-refresh'
import { MiniMonth } from '@/components/frame/mini-month'
import { placesOf } from '@/components/frame/nav-items'
import { SessionEnd } from '@/components/frame/session-end'
import { StaffFrame } from '@/components/frame/staff-frame'
import { inClinic } from '@/db/client'
import { frameOf } from '@/db/queries/clinic/frame'
import { may, type Role } from '@/lib/domain/permissions'
import { dayOf } from '@/lib/domain/time'
import { requireStaff, warnSeconds } from '@/lib/session'
import { signOutEverywhereAction } from './session-actions'
import { staffActions } from './staff-actions'

/** Around every staff page: navigation, what is in play, the dialogs of booking, and the watch for changes by others. */
export default async function StaffLayout({ children }: { children: ReactNode }) {
  const { clinic, staff, ends } = await requireStaff('calendar.view')
  const zone = clinic.timeZone
  const { frame, now } = await inClinic(clinic.id, async (tx, now) => ({
    frame: await frameOf(tx, clinic.id),
    now,
  }))
  return (
    <StaffActionsProvider actions={staffActions}>
      <StaffFrame
        clinic={clinic}
        user={{ name: staff.name, role: roleWords[staff.role] }}
        openCount={frame.openings.length}
        places={placesOf(staff.role)}
        miniMonth={
          <Suspense>
            <MiniMonth
              today={dayOf(now, zone)}
              inPlay={[...new Set(frame.openings.map((startsAt) => dayOf(startsAt, zone)))]}
            />
          </Suspense>
        }
        signOutEverywhere={signOutEverywhereAction}
        inPlay={<InPlay held={frame.held} zone={zone} now={now} />}
      >
        <BookingDialogs
          clinic={{
            timeZone: zone,
            gridMinutes: clinic.gridMinutes,
            language: clinic.language,
            offersCancelled: clinic.openingSources.includes('cancellation'),
          }}
          types={frame.types}
          practitioners={frame.practitioners}
          may={{
            book: may(staff.role, 'appointment.book'),
            move: may(staff.role, 'appointment.move'),
            cancel: may(staff.role, 'appointment.cancel'),
          }}
        >
          {children}
        </BookingDialogs>
        <LiveRefresh version={frame.version}>
          <SessionEnd ends={ends} warnSeconds={warnSeconds} />
        </LiveRefresh>
      </StaffFrame>
    </StaffActionsProvider>
  )
}

const roleWords: Record<Role, string> = {
  admin: 'Admin',
  scheduler: 'Scheduler',
  practitioner: 'Practitioner',
}
