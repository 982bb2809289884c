'use client'

import dynamic from 'next/dynamic'
import { useRouter } from 'next/navigation'
import { useOptimistic, useState, useTransition } from 'react'
import { callAction } from '@/components/actions/call-action'
import { useStaffActions } from '@/components/actions/staff-actions'
import { shortName } from '@/components/booking/short-name'
import { has } from '@/components/booking/wishes'
import { durationWords } from '@/components/status/time-left'
import { Button } from '@/components/ui/button'
import { IconCheck } from '@/components/ui/icons'
import { PanelSection } from '@/components/ui/panel'
import { Switch } from '@/components/ui/switch'
import { toast } from '@/components/ui/toast-store'
import { daysEarlier, shortDay } from '@/lib/domain/format'
import type { Wishes } from '@/lib/domain/wishes'

const WishesFields = dynamic(() =>
  import('@/components/booking/wishes-fields').then((module) => module.WishesFields),
)

type Props = {
  appointmentId: string
  on: boolean
  wishes: Wishes
  practitioners: { id: string; name: string }[]
  /** ISO weekdays on which the clinic works. */
  workdays: number[]
  givenName: string
  /** The visit's own day, '26 March'. */
  date: string
  /** '9 March', or null when never asked. */
  lastAsked: string | null
  /** They want no offers by email: only what was switched on before can be switched off. */
  stopped: boolean
  mayEdit: boolean
}

/** Whether the patient is open to an earlier time, and what they wish for. */
export function WaitlistSection(props: Props) {
  const actions = useStaffActions()
  const { appointmentId, wishes, practitioners, workdays, stopped, mayEdit } = props
  const router = useRouter()
  const [busy, start] = useTransition()
  const [on, setOn] = useOptimistic(props.on)
  const [edited, setEdited] = useState<Wishes | null>(null)
  const save = (openToEarlier: boolean, next: Wishes | null) =>
    start(async () => {
      setOn(openToEarlier)
      const result = await callAction(actions.setWaitlist, {
        appointmentId,
        openToEarlier,
        wishes: next,
        priority: null,
      })
      if (result.ok) setEdited(null)
      else toast({ tone: 'danger', title: 'Not changed', detail: result.message })
      router.refresh()
    })
  if (edited) {
    return (
      <PanelSection>
        <form action={() => save(on, edited)} className="flex flex-col gap-2.5">
          <WishesFields
            on={on}
            onSwitch={(next) => save(next, edited)}
            wishes={edited}
            onWishes={setEdited}
            practitioners={practitioners}
            workdays={workdays}
            givenName={props.givenName}
            date={props.date}
            stopped={stopped && !on}
          />
          <div className="flex gap-2">
            <Button type="submit" look="primary" size="compact" busy={busy} busyLabel="Saving">
              Save wishes
            </Button>
            <Button size="compact" onClick={() => setEdited(null)}>
              Keep as they were
            </Button>
          </div>
        </form>
      </PanelSection>
    )
  }
  return (
    <PanelSection>
      <Switch
        label={
          <>
            <span className="text-13 font-strong text-ink">Open to an earlier time</span>
            <span className="block text-12 text-ink-2">
              {stopped && !on ? 'Wants no offers' : 'and agrees to be sent offers'}
            </span>
          </>
        }
        words={['Yes', 'No']}
        side="before"
        checked={on}
        disabled={!mayEdit || (stopped && !on)}
        onChange={(event) => save(event.target.checked, null)}
        className="w-full [&>span:last-child]:flex-1"
      />
      {on && (
        <div className="mt-1 flex items-end gap-4">
          <WishGrid wishes={wishes} workdays={workdays} />
          <ul className="min-w-0 flex-1 text-12 text-ink-2">
            <li>{withWhom(wishes, practitioners)}</li>
            {wishes.noticeMinutes > 0 && (
              <li>
                At least <strong className="text-ink">{noticeWords(wishes.noticeMinutes)}</strong>{' '}
                notice
              </li>
            )}
            {wishes.notBefore && (
              <li>
                Not before <strong className="text-ink">{dayWords(wishes.notBefore)}</strong>
              </li>
            )}
            {wishes.minGainDays !== null && wishes.minGainDays > 0 && (
              <li>
                At least{' '}
                <strong className="text-ink">{daysEarlier(wishes.minGainDays, 'en')}</strong>
              </li>
            )}
            <li>{props.lastAsked ? `Last asked ${props.lastAsked}` : 'Not asked yet'}</li>
            {mayEdit && (
              <li>
                <button type="button" className="link" onClick={() => setEdited(wishes)}>
                  Change wishes
                </button>
              </li>
            )}
          </ul>
        </div>
      )}
    </PanelSection>
  )
}

const letters = ['M', 'T', 'W', 'T', 'F', 'S', 'S']
const names = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday']
const parts = [
  { time: 'morning', word: 'am', spoken: 'mornings' },
  { time: 'afternoon', word: 'pm', spoken: 'afternoons' },
  { time: 'evening', word: 'eve', spoken: 'evenings' },
] as const

/** Weekdays by times of day, as drawn; read out as one sentence. */
function WishGrid({ wishes, workdays }: { wishes: Wishes; workdays: number[] }) {
  const days = [...new Set([...workdays, ...wishes.weekdays])].sort()
  const wishedDays = days.filter((day) => has(wishes.weekdays, day))
  const wishedParts = parts.filter(({ time }) => has(wishes.times, time))
  const shown = parts.filter(({ time }) => time !== 'evening' || wishes.times.includes('evening'))
  return (
    <div>
      <p className="sr-only">
        Wishes:{' '}
        {wishes.weekdays.length === 0
          ? 'any day'
          : wishedDays.map((day) => names[day - 1]).join(', ')}
        ;{' '}
        {wishes.times.length === 0 ? 'any time' : wishedParts.map((part) => part.spoken).join(', ')}
        .
      </p>
      <div
        aria-hidden="true"
        className="grid gap-0.5 text-11 text-ink-2"
        style={{ gridTemplateColumns: `22px repeat(${days.length}, 18px)` }}
      >
        <span />
        {days.map((day) => (
          <span key={day} className="text-center">
            {letters[day - 1]}
          </span>
        ))}
        {shown.map(({ time, word }) => [
          <span key={time}>{word}</span>,
          ...days.map((day) => {
            const wished = has(wishes.weekdays, day) && has(wishes.times, time)
            return (
              <span
                key={`${time} ${day}`}
                className={`flex h-3.5 items-center justify-center rounded-[3px] border ${wished ? 'border-accent bg-accent text-on-accent' : 'border-line bg-sunken'}`}
              >
                {wished && <IconCheck className="size-2.5" />}
              </span>
            )
          }),
        ])}
      </div>
    </div>
  )
}

function withWhom({ practitionerIds }: Wishes, practitioners: Props['practitioners']) {
  const wished = practitioners.filter(({ id }) => practitionerIds.includes(id))
  if (wished.length === 0) return <strong className="text-ink">With anyone</strong>
  return wished.map(({ id, name }, i) => (
    <span key={id}>
      {i > 0 && (i === wished.length - 1 ? ' or ' : ', ')}
      <strong className="text-ink">{shortName(name)}</strong>
    </span>
  ))
}

function dayWords(day: string): string {
  return shortDay(new Date(`${day}T00:00:00Z`), 'UTC', 'en')
}

function noticeWords(minutes: number): string {
  const days = minutes / 1440
  if (Number.isInteger(days)) return days === 1 ? '1 day' : `${days} days`
  return durationWords(minutes)
}
