import type { ReactNode } from 'react'
import { Chip } from '@/components/ui/chip'
import { controlClass } from '@/components/ui/field'
import { IconChevronDown, IconError } from '@/components/ui/icons'
import { type Language, weekdayName } from '@/lib/domain/format'
import { isDay } from '@/lib/domain/time'
import { notices, type TypedWishes, wishesKey } from '@/lib/domain/wish-form'
import type { Wishes } from '@/lib/domain/wishes'
import { patientTexts } from './texts'

type Props = {
  lang: Language
  /** What is on record. */
  wishes: Wishes
  /** What was typed and could not be saved: it is shown again, with the reason. */
  typed?: TypedWishes
  error?: string
  /** ISO weekdays on which the clinic works, where the form asks for days and notice, too. */
  workdays?: readonly number[]
}

/** When an earlier time suits, as the record has it. Works without script, and says what it showed. */
export function WishFields({ lang, wishes, typed, error, workdays }: Props) {
  const texts = patientTexts(lang).wishes
  const { times, weekdays, noticeMinutes, notBefore } = wishes
  const shown = workdays ? { times, weekdays, noticeMinutes, notBefore } : { times, notBefore }
  const day = typed?.notBefore ?? notBefore ?? ''
  return (
    <div className="flex flex-col gap-5">
      <input type="hidden" name="shown" value={wishesKey(shown)} />
      <Choices
        name="times"
        legend={texts.times}
        all={Object.entries(texts.timesOfDay)}
        chosen={typed?.times ?? times}
      />
      {workdays && (
        <Choices
          name="weekdays"
          legend={texts.weekdays}
          all={workdays.map((weekday) => [String(weekday), weekdayName(weekday, lang, 'short')])}
          chosen={typed?.weekdays ?? weekdays.map(String)}
        />
      )}
      <Labelled id="not-before" label={texts.notBefore} hint={texts.notBeforeHint} error={error}>
        <input
          id="not-before"
          name="notBefore"
          // A date field would not show what is no date.
          type={day === '' || isDay(day) ? 'date' : 'text'}
          defaultValue={day}
          aria-describedby={error ? 'not-before-error' : 'not-before-hint'}
          aria-invalid={error ? true : undefined}
          className={controlClass('min-h-touch! text-16!')}
        />
      </Labelled>
      {workdays && (
        <Labelled id="notice" label={texts.notice}>
          <span className="relative block">
            <select
              id="notice"
              name="notice"
              defaultValue={typed?.notice ?? String(noticeMinutes)}
              className={controlClass('min-h-touch! appearance-none pr-9 text-16!')}
            >
              {[...new Set([...notices, noticeMinutes])].map((minutes) => (
                <option key={minutes} value={minutes}>
                  {texts.noticeOf(minutes)}
                </option>
              ))}
            </select>
            <IconChevronDown className="pointer-events-none absolute top-1/2 right-3 -translate-y-1/2 text-ink-2" />
          </span>
        </Labelled>
      )}
    </div>
  )
}

type ChoicesProps = {
  name: string
  legend: string
  all: readonly [value: string, label: string][]
  /** None is all: any will do. */
  chosen: readonly string[]
}

function Choices({ name, legend, all, chosen }: ChoicesProps) {
  return (
    <fieldset className="min-w-0">
      <legend className="mb-1.5 font-mid">{legend}</legend>
      <div className="flex flex-wrap gap-2">
        {all.map(([value, label]) => (
          <Chip
            key={value}
            name={name}
            value={value}
            label={label}
            defaultChecked={chosen.length === 0 || chosen.includes(value)}
            className="min-h-touch! px-7! text-16!"
          />
        ))}
      </div>
    </fieldset>
  )
}

type LabelledProps = {
  id: string
  label: string
  hint?: string
  error?: string
  children: ReactNode
}

/** A control with its label, large enough for patients. */
function Labelled({ id, label, hint, error, children }: LabelledProps) {
  return (
    <div className="flex min-w-0 flex-col gap-1.5">
      <label htmlFor={id} className="font-mid">
        {label}
      </label>
      {children}
      {error ? (
        <p id={`${id}-error`} className="flex gap-2 text-noshow-ink">
          <IconError className="mt-1" />
          <span>{error}</span>
        </p>
      ) : (
        hint && (
          <p id={`${id}-hint`} className="text-ink-2">
            {hint}
          </p>
        )
      )}
    </div>
  )
}
