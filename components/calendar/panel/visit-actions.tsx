'use client'

import { useRouter } from 'next/navigation'
import { useState, useTransition } from 'react'
import {
  type Answer,
  callAction,
  toastDetail,
  toastWithUndo,
} from '@/components/actions/call-action'
import { useStaffActions } from '@/components/actions/staff-actions'
import { useBookingDialogs, type VisitRef } from '@/components/booking/booking-dialogs'
import { Glyph } from '@/components/status/glyph'
import { Button } from '@/components/ui/button'
import { IconClose, IconMove, IconUndo } from '@/components/ui/icons'
import { toast } from '@/components/ui/toast-store'
import type { Attendance } from '@/lib/domain/attendance'
import { isExpectedState } from '@/lib/domain/states'
import { wayBack } from './way-back'

type Status = 'booked' | 'confirmed' | 'arrived' | 'fulfilled' | 'noshow' | 'cancelled'

type Props = {
  visit: VisitRef
  status: Status
  /** Its time has begun; its time is over. */
  begun: boolean
  over: boolean
  /** Whether an arrival can be noted at this time, and what became of it. */
  timely: { arrived: boolean; fulfilled: boolean; noshow: boolean }
  may: { confirm: boolean; attend: boolean; move: boolean; cancel: boolean }
}

/** The buttons of a visit: those that fit its state and the role of who looks. */
export function VisitActions({ visit, status, begun, over, timely, may }: Props) {
  const actions = useStaffActions()
  const { move, cancel } = useBookingDialogs()
  const { pending, run } = useAction()
  const { appointmentId, version, patientName } = visit
  const expected = isExpectedState(status)
  const confirms = may.confirm && status === 'booked' && !over
  const attend = (attendance: Attendance) =>
    callAction(actions.recordAttendance, { appointmentId, attendance })
  // Who came after all did not come before.
  const before = status === 'noshow' ? 'noshow' : 'expected'
  const record = (attendance: Attendance, said: string) =>
    run(attendance, () => attend(attendance), {
      title: said,
      back: attendance === 'expected' ? undefined : () => attend(before),
    })
  return (
    <div className="mt-3 grid grid-cols-2 gap-2.5 empty:hidden [&>:last-child:nth-child(odd)]:col-span-2">
      {confirms && (
        <Button
          look="primary"
          icon={<Glyph state="confirmed" />}
          busy={pending === 'confirm'}
          onClick={() =>
            run(
              'confirm',
              () => callAction(actions.confirmAppointment, { appointmentId, version }),
              {
                title: `${patientName} is confirmed`,
                back: begun
                  ? undefined
                  : () => callAction(actions.unconfirmAppointment, { appointmentId, version }),
              },
            )
          }
        >
          Confirm
        </Button>
      )}
      {may.attend && timely.arrived && (expected || status === 'noshow') && (
        <Button
          look={confirms ? 'outline' : 'primary'}
          icon={<Glyph state="arrived" />}
          busy={pending === 'arrived'}
          onClick={() => record('arrived', `${patientName} has arrived`)}
        >
          Arrived
        </Button>
      )}
      {may.attend && timely.fulfilled && (status === 'arrived' || expected) && (
        <Button
          look={status === 'arrived' ? 'primary' : 'outline'}
          icon={<Glyph state="fulfilled" />}
          busy={pending === 'fulfilled'}
          onClick={() => record('fulfilled', `The visit of ${patientName} is done`)}
        >
          Fulfilled
        </Button>
      )}
      {may.attend && timely.noshow && expected && (
        <Button
          icon={<Glyph state="noshow" />}
          busy={pending === 'noshow'}
          onClick={() => record('noshow', `${patientName} did not come`)}
        >
          No-show
        </Button>
      )}
      {may.attend && !expected && status !== 'cancelled' && (
        <Button
          icon={<IconUndo />}
          busy={pending === 'expected'}
          onClick={() => record('expected', `${patientName} is expected again`)}
        >
          {wayBack[status]}
        </Button>
      )}
      {may.move && expected && (
        <Button icon={<IconMove />} onClick={() => move(visit)}>
          Move…
        </Button>
      )}
      {may.cancel && expected && (
        <Button look="danger" icon={<IconClose />} onClick={() => cancel(visit)}>
          Cancel visit
        </Button>
      )}
      {may.cancel && status === 'cancelled' && !over && (
        <Button
          icon={<IconUndo />}
          busy={pending === 'reinstate'}
          onClick={() =>
            run('reinstate', () => callAction(actions.reinstateAppointment, { appointmentId }), {
              title: `The visit of ${patientName} stands again`,
              detail: begun ? undefined : 'The patient is told.',
            })
          }
        >
          Undo the cancellation
        </Button>
      )}
    </div>
  )
}

type Said = { title: string; detail?: string; back?: () => Promise<Answer<unknown>> }

/** Runs one action at a time, says what came of it, and draws the page anew. */
function useAction() {
  const router = useRouter()
  const [name, setName] = useState<string | null>(null)
  const [busy, start] = useTransition()
  const run = (what: string, action: () => Promise<Answer<unknown>>, said: Said) => {
    setName(what)
    start(async () => {
      const result = await action()
      // Offline, Next.js would load the page anew, and there would be none.
      if (result.ok || result.reason !== 'offline') router.refresh()
      if (!result.ok) {
        toast({ tone: 'danger', title: 'That did not work', detail: toastDetail(result) })
        return
      }
      const { title, detail, back } = said
      if (!back) toast({ title, detail })
      else toastWithUndo(title, { undo: back, undone: 'Undone', after: () => router.refresh() })
    })
  }
  return { pending: busy ? name : null, run }
}
