'use client'

import { useRouter } from 'next/navigation'
import { type ReactNode, useEffect, useState } from 'react'
import { type Answer, callAction, toastDetail } from '@/components/actions/call-action'
import { useStaffActions } from '@/components/actions/staff-actions'
import { OfferOnward } from '../booking/offer-onward'
import { Checkbox } from '../ui/checkbox'
import { Question } from '../ui/dialog'
import { IconCheck, IconClose, IconEarlier, IconMail } from '../ui/icons'
import { toast } from '../ui/toast-store'
import { namesOnce, refusedWords } from './refused'

type Selected = {
  appointmentId: string
  version: number
  name: string
  /** Open to an earlier time already. */
  waits: boolean
}

/**
 * Floats over the foot while rows are ticked; what it does, it does to each of them that allows it.
 * `offersCancelled`: whether the clinic offers the times of cancelled visits by itself.
 */
export function SelectionBar({ offersCancelled }: { offersCancelled: boolean }) {
  const actions = useStaffActions()
  const router = useRouter()
  const { selected, clear } = useSelection()
  const [asking, setAsking] = useState(false)
  const [patientAsked, setPatientAsked] = useState(false)
  const [offerOnward, setOfferOnward] = useState(offersCancelled)
  const [busy, setBusy] = useState(false)
  const many = `${selected.length} ${selected.length === 1 ? 'visit' : 'visits'}`

  const each = async <T,>(done: string, act: (one: Selected) => Promise<Answer<T>>) => {
    setBusy(true)
    const did: Selected[] = []
    const refused: { name: string; reason: string; said: string }[] = []
    // Read anew: what somebody else has changed since has another version.
    let out: Answer<T> | undefined
    for (const one of ticked()) {
      // The first that is not reached stands for the rest: each would wait for as long.
      const answer = out ?? (await act(one))
      if (!answer.ok && answer.reason === 'offline') out = answer
      if (answer.ok) did.push(one)
      else refused.push({ name: one.name, reason: answer.reason, said: toastDetail(answer) })
    }
    setBusy(false)
    clear()
    if (!refused.some(({ reason }) => reason === 'offline')) router.refresh()
    for (const said of refusedWords(done, refused)) toast({ tone: 'danger', ...said })
    return did
  }

  const confirm = async () => {
    const did = await each('confirmed', ({ appointmentId, version }) =>
      callAction(actions.confirmAppointment, { appointmentId, version }),
    )
    if (did.length === 0) return
    toast({
      title: `${counted(did.length)} confirmed`,
      action: undo(did, 'booked as before', ({ appointmentId, version }) =>
        callAction(actions.unconfirmAppointment, { appointmentId, version }),
      ),
    })
  }

  const askAgain = async () => {
    const did = await each('asked again', ({ appointmentId, version }) =>
      callAction(actions.askAgain, { appointmentId, version }),
    )
    if (did.length > 0) toast({ title: `${counted(did.length)}: asked again by mail` })
  }

  const openToEarlier = async () => {
    const set = (on: boolean) => (one: Selected) =>
      callAction(actions.setWaitlist, {
        appointmentId: one.appointmentId,
        openToEarlier: on,
        wishes: null,
        priority: null,
      })
    const did = await each('open to earlier', set(true))
    if (did.length === 0) return
    // Who was open to one before stays so.
    const joined = did.filter(({ waits }) => !waits)
    toast({
      title: `${counted(did.length)} open to an earlier time`,
      detail: 'Noted as agreed with the patients: they may be emailed offers.',
      action: joined.length > 0 ? undo(joined, 'no longer open to one', set(false)) : undefined,
    })
  }

  const cancel = async () => {
    const did = await each('cancelled', ({ appointmentId, version }) =>
      callAction(actions.cancelAppointment, {
        ...{ appointmentId, version, reason: '', patientAsked, offerOnward },
      }),
    )
    setAsking(false)
    setPatientAsked(false)
    if (did.length === 0) return
    toast({
      title: `${counted(did.length)} cancelled`,
      seconds: 15,
      action: undo(did, 'kept', ({ appointmentId }) =>
        callAction(actions.reinstateAppointment, { appointmentId }),
      ),
    })
  }

  /** The way back for each of them, and what they are after it. */
  const undo = <T,>(
    done: Selected[],
    undone: string,
    act: (one: Selected) => Promise<Answer<T>>,
  ) => ({ label: 'Undo', onAction: () => void takeBack(done, undone, act) })

  const takeBack = async <T,>(
    done: Selected[],
    undone: string,
    act: (one: Selected) => Promise<Answer<T>>,
  ) => {
    const lost: Selected[] = []
    let offline = false
    for (const one of done) {
      const answer: Answer<T> | undefined = offline ? undefined : await act(one)
      if (!answer?.ok) lost.push(one)
      offline ||= answer?.ok === false && answer.reason === 'offline'
    }
    if (!offline) router.refresh()
    if (lost.length === 0) toast({ title: `${counted(done.length)} ${undone}` })
    else toast({ tone: 'danger', title: `Not undone: ${namesOnce(lost).join(', ')}` })
  }

  if (selected.length === 0) return null
  return (
    <section
      aria-label="Selection"
      data-holds-foot=""
      className="rise sticky bottom-4 z-20 mx-auto flex max-w-full items-center gap-1 rounded-panel bg-ink px-3 py-1.5 text-13 text-surface shadow-3 max-tablet:hidden"
    >
      <span aria-live="polite" className="px-2 font-strong">
        {selected.length} selected
      </span>
      <BarButton icon={<IconCheck />} label="Confirm" busy={busy} onPress={() => void confirm()} />
      <BarButton
        icon={<IconMail />}
        label="Ask again"
        busy={busy}
        onPress={() => void askAgain()}
      />
      <BarButton
        icon={<IconEarlier />}
        label="Open to earlier"
        busy={busy}
        onPress={() => void openToEarlier()}
      />
      <BarButton
        icon={<IconClose />}
        label="Cancel visits"
        busy={busy}
        onPress={() => setAsking(true)}
      />
      <button type="button" aria-label="Clear selection" onClick={clear} className={barClass}>
        <IconClose />
      </button>
      <Question
        open={asking}
        onClose={() => setAsking(false)}
        title={`Cancel ${many}?`}
        keepLabel={selected.length === 1 ? 'Keep visit' : 'Keep visits'}
        confirmLabel={selected.length === 1 ? 'Cancel visit' : 'Cancel visits'}
        onConfirm={() => void cancel()}
        busy={busy}
        busyLabel="Cancelling"
      >
        <p className="mb-3">
          {names(selected)}: each is told by mail. What is over or cancelled already stays as it is.
        </p>
        <div className="mb-1">
          <Checkbox
            label={selected.length === 1 ? 'The patient asked for it' : 'The patients asked for it'}
            checked={patientAsked}
            onChange={(event) => setPatientAsked(event.target.checked)}
          />
        </div>
        <OfferOnward
          label="Offer the times to patients who are waiting"
          usual={offersCancelled}
          checked={offerOnward}
          onChange={setOfferOnward}
        />
      </Question>
    </section>
  )
}

const barClass =
  'inline-flex min-h-8 items-center gap-2 rounded-control px-2.5 font-mid outline-current hover:bg-ink-2'

type BarButtonProps = {
  icon: ReactNode
  label: string
  busy: boolean
  onPress: () => void
}

function BarButton({ icon, label, busy, onPress }: BarButtonProps) {
  return (
    <button
      type="button"
      aria-disabled={busy}
      onClick={busy ? undefined : onPress}
      className={barClass}
    >
      {icon}
      {label}
    </button>
  )
}

/** What is ticked among the rows, which the server draws: read from the page itself. */
function useSelection() {
  const [selected, setSelected] = useState<Selected[]>([])
  useEffect(() => {
    const change = (event: Event) => {
      const field = event.target
      if (!(field instanceof HTMLInputElement)) return
      if ('selectAll' in field.dataset) {
        for (const box of boxes()) box.checked = field.checked
      } else if (!('row' in field.dataset)) return
      setSelected(ticked())
      markAll()
    }
    // A row that outlives a change of the filter keeps its tick.
    setSelected(ticked())
    markAll()
    document.addEventListener('change', change)
    return () => document.removeEventListener('change', change)
  }, [])
  const clear = () => {
    for (const box of boxes()) box.checked = false
    setSelected([])
    markAll()
  }
  return { selected, clear }
}

function boxes(): HTMLInputElement[] {
  return [...document.querySelectorAll<HTMLInputElement>('input[data-row]')]
}

function ticked(): Selected[] {
  return boxes()
    .filter((box) => box.checked)
    .map(({ dataset }) => ({
      appointmentId: dataset.row ?? '',
      version: Number(dataset.version),
      name: dataset.name ?? '',
      waits: 'waits' in dataset,
    }))
}

function markAll(): void {
  const all = document.querySelector<HTMLInputElement>('input[data-select-all]')
  if (!all) return
  const now = boxes()
  const count = now.filter((box) => box.checked).length
  all.checked = count > 0 && count === now.length
  all.indeterminate = count > 0 && count < now.length
}

function counted(count: number): string {
  return count === 1 ? '1 visit' : `${count} visits`
}

function names(selected: Selected[]): string {
  const all = namesOnce(selected)
  const shown = all.slice(0, 3)
  const more = all.length - shown.length
  return more > 0 ? `${shown.join(', ')} and ${more} more` : shown.join(', ')
}
