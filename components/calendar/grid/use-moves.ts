import { useRouter } from 'next/navigation'
import { useMemo, useState } from 'react'
import { callAction, toastDetail, toastWithUndo } from '@/components/actions/call-action'
import { useStaffActions } from '@/components/actions/staff-actions'
import { toast } from '@/components/ui/toast-store'
import { type Drop, nameOn } from './use-card-drag'

/** Moves what is dropped: the card stays at its new place while the server decides; what it decides is said. */
export function useMoves() {
  const actions = useStaffActions()
  const router = useRouter()
  const [shown, setShown] = useState<Drop | null>(null)
  const handlers = useMemo(() => {
    let moving = false
    const leave = () => {
      moving = false
      setShown(null)
    }
    const move = async (drop: Drop) => {
      moving = true
      setShown(drop)
      const { appointmentId, version, practitionerId, startIso: start } = drop
      const to = { appointmentId, version, practitionerId, start, overHold: false }
      const result = await callAction(actions.moveAppointment, to)
      if (!result.ok) {
        leave()
        if (result.reason !== 'offline') router.refresh()
        return toast(refusal(nameOn(drop.card), result))
      }
      whenDrawn(drop, leave)
      router.refresh()
      const { version: after, from } = result.value
      toastWithUndo(`Moved to ${drop.words}. The patient is told.`, {
        undo: () =>
          callAction(actions.moveAppointment, {
            appointmentId,
            version: after,
            practitionerId: from.practitionerId,
            start: new Date(from.start).toISOString(),
            overHold: false,
          }),
        undone: 'Moved back',
        after: () => router.refresh(),
      })
    }
    return {
      onDrag: (drop: Drop | null) => {
        if (!moving) setShown((before) => (sameBox(before, drop) ? before : drop))
      },
      onDrop: (drop: Drop) => void move(drop),
    }
  }, [router, actions.moveAppointment])
  return { shown, handlers }
}

/** "Not moved: that time has just been taken", with what to do beneath. */
function refusal(name: string, answer: { reason: string; message: string }) {
  const [first = '', ...rest] = toastDetail(answer).split(/(?<=\.) /)
  const why = first.charAt(0).toLowerCase() + first.slice(1).replace(/\.$/, '')
  return {
    tone: 'danger' as const,
    title: `Not moved: ${why}`,
    detail: [`${name} keeps the time.`, ...rest].join(' '),
  }
}

/** Calls back when the card has left its old place, or after some seconds in any case. */
function whenDrawn({ card, startIso }: Drop, done: () => void) {
  const started = performance.now()
  const look = () => {
    const drawn = !card.isConnected || card.dataset.start === startIso
    if (drawn || performance.now() - started > 4_000) done()
    else requestAnimationFrame(look)
  }
  look()
}

function sameBox(a: Drop | null, b: Drop | null): boolean {
  return a?.box.left === b?.box.left && a?.box.top === b?.box.top
}
