import { type ReactNode, useEffect, useRef } from 'react'
import type { UseFormRegisterReturn } from 'react-hook-form'
import { Banner } from '@/components/ui/banner'
import { Button } from '@/components/ui/button'
import { cx } from '@/components/ui/cx'
import { SelectField } from '@/components/ui/select-field'
import { DateField, TextField } from '@/components/ui/text-field'
import { chosenAt, inFull, nextFree } from './choice'
import { heldWords } from './held-words'
import type { FreeDaysState } from './use-free-days'

// Labels, controls and messages of the three share one grid: a message gets the whole width.
const cells =
  'phone:contents phone:[&>label]:row-start-1 phone:[&>:not(label,p)]:row-start-2 phone:[&>p]:col-span-full'

type Props = {
  state: FreeDaysState
  day: string
  time: string
  fields: { day: UseFormRegisterReturn; time: UseFormRegisterReturn }
  errors: { day?: string; time?: string }
  onChoose: (day: string, time: string) => void
  /** Takes a time although it is held for a patient; left out where `state` has no such times. */
  overHold?: OverHold
}

type OverHold = {
  label: string
  busy: boolean
  /** How often the time was refused because it is held. */
  refusals: number
  onPress: () => void
}

/** Day, From and Until: only what is truly free can be chosen. */
export function WhenFields({ state, day, time, fields, errors, onChoose, overHold }: Props) {
  const { free } = state
  const times = free?.days.find((one) => one.day === day)?.times ?? []
  const chosen = chosenAt(free, day, time)
  const open = times.filter((choice) => choice.heldUntil === null || choice.time === time)
  const gone = time !== '' && !chosen
  const error = errors.time ?? (gone && free ? notFree(time, free.durationMinutes) : undefined)
  const next = error || (free && open.length === 0) ? nextFree(free, day, time) : null
  const link = next && (
    <button
      type="button"
      className="link font-strong text-current"
      onClick={() => onChoose(next.day.day, next.choice.time)}
    >
      Next free: {next.day.day === day ? next.choice.time : inFull(next)}
    </button>
  )
  const refusals = overHold?.refusals ?? 0
  const press = overHold && refusals > 0 ? overHold.label : null
  const held = chosen?.choice.heldUntil ? heldWords(chosen.choice, press) : null
  const takes = useRef<HTMLButtonElement>(null)
  useEffect(() => {
    if (refusals === 0) return
    takes.current?.focus({ preventScroll: true })
    takes.current?.scrollIntoView({ block: 'center' })
  }, [refusals])
  return (
    <>
      <div className="grid grid-cols-2 gap-x-3 gap-y-3 phone:grid-cols-[minmax(0,1fr)_96px_96px] phone:gap-y-1">
        <DateField
          label="Day"
          min={free?.today}
          {...fields.day}
          error={errors.day}
          className={cx('max-phone:col-span-2', cells, 'phone:[&>:not(p)]:col-start-1')}
        />
        <SelectField
          label="From"
          {...fields.time}
          // Its options come and go: the field has to be told what is chosen.
          value={time}
          aria-busy={state.busy}
          error={error && <Said text={error} link={link} />}
          hint={
            !error && free && open.length === 0 ? (
              <Said text="Nothing free." link={link} />
            ) : undefined
          }
          className={cx(cells, 'phone:[&>:not(p)]:col-start-2')}
        >
          <option value="">{state.busy ? '…' : 'Choose'}</option>
          {gone && <option value={time}>{time}</option>}
          {open.map((choice) => (
            <option key={choice.time} value={choice.time}>
              {choice.time}
            </option>
          ))}
        </SelectField>
        <TextField
          label="Until"
          value={chosen?.choice.until ?? ''}
          readOnly
          tabIndex={-1}
          className={cx(cells, 'phone:[&>:not(p)]:col-start-3')}
        />
      </div>
      {held && overHold && (
        <Banner
          // Anew for each refusal, so that it is read out again.
          key={refusals}
          tone="play"
          role="alert"
          title={held.title}
          action={
            <Button
              ref={takes}
              size="compact"
              busy={overHold.busy}
              onClick={overHold.onPress}
              // Focus comes here from another button, perhaps by a mouse press: it shows all the same.
              className="focus:outline-2 focus:outline-focus focus:outline-offset-2"
            >
              {overHold.label}
            </Button>
          }
        >
          {held.note}
        </Banner>
      )}
    </>
  )
}

function Said({ text, link }: { text: string; link: ReactNode }) {
  return (
    <>
      {text} {link}
    </>
  )
}

function notFree(time: string, minutes: number): string {
  return `${time} is not free for ${minutes} min.`
}
