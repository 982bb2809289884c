import type { ReactNode } from 'react'
import { Chip } from '@/components/ui/chip'
import { controlClass, FieldError } from '@/components/ui/field'
import { IconChevronDown } from '@/components/ui/icons'
import { type Language, weekdayName } from '@/lib/domain/format'
import { isDay } from '@/lib/domain/time'
import { gains, notices, wishesKey } from '@/lib/domain/wish-form'
import type { Wishes } from '@/lib/domain/wishes'
import { patientTexts } from './texts'
import { fieldOf, type TypedAgain } from './typed-wishes'

type Props = {
  lang: Language
  /** What is on record. */
  wishes: Wishes
  /** What was typed and could not be saved: it is shown again, with the reason where a field is one. */
  again?: Pick<TypedAgain, 'typed'> & Partial<TypedAgain>
  /** Where the form asks for days, practitioner, gain and notice, too. */
  more?: MoreToAsk
}

type MoreToAsk = {
  /** ISO weekdays on which the clinic works. */
  workdays: readonly number[]
  /** With whom the visit is. */
  own: { id: string; name: string }
  /** The names of the practitioners on record. */
  recorded: readonly string[]
}

/**
 * When an earlier time suits, as the record has it. Works without script. Beside an answer (without
 * `more`) it says what it showed: only a change is a wish.
 */
export function WishFields({ lang, wishes, again, more }: Props) {
  const texts = patientTexts(lang).wishes
  const { times, weekdays, noticeMinutes, notBefore } = wishes
  const typed = again?.typed
  const errorAt = (field: string) =>
    again?.problem && fieldOf[again.problem] === field ? again.error : undefined
  const day = typed?.notBefore ?? notBefore ?? ''
  return (
    <div className="flex flex-col gap-5">
      {!more && <input type="hidden" name="shown" value={wishesKey(wishes)} />}
      <Choices
        name="times"
        legend={texts.times}
        all={Object.entries(texts.timesOfDay)}
        chosen={typed?.times ?? times}
        error={errorAt('times')}
      />
      {more && more.workdays.length > 0 && (
        <Choices
          name="weekdays"
          legend={texts.weekdays}
          all={more.workdays.map((weekday) => [
            String(weekday),
            weekdayName(weekday, lang, 'short'),
          ])}
          chosen={typed?.weekdays ?? weekdays.map(String)}
          error={errorAt('weekdays')}
        />
      )}
      {more && (
        <Select
          id="with"
          name="with"
          label={texts.with}
          options={withOptions(texts, wishes, more)}
          chosen={typed?.with ?? withWhom(wishes, more)}
        />
      )}
      <Labelled
        id="not-before"
        label={texts.notBefore}
        hint={texts.notBeforeHint}
        error={errorAt('not-before')}
      >
        <input
          id="not-before"
          name="notBefore"
          // A date field would not show what is no date.
          type={day === '' || isDay(day) ? 'date' : 'text'}
          defaultValue={day}
          aria-describedby={errorAt('not-before') ? 'not-before-error' : 'not-before-hint'}
          aria-invalid={errorAt('not-before') ? true : undefined}
          className={controlClass('min-h-touch! text-16!')}
        />
      </Labelled>
      {more && (
        <>
          <Select
            id="min-gain"
            name="minGain"
            label={texts.minGain}
            options={[
              // Staff may have noted 0, which is not the clinic's own rule: it stays.
              [wishes.minGainDays === 0 ? '0' : 'none', texts.minGainOf(null)],
              ...withRecorded(gains, wishes.minGainDays).map(
                (days) => [String(days), texts.minGainOf(days)] as const,
              ),
            ]}
            chosen={typed?.minGain ?? String(wishes.minGainDays ?? 'none')}
          />
          <Select
            id="notice"
            name="notice"
            label={texts.notice}
            options={withRecorded(notices, noticeMinutes).map(
              (minutes) => [String(minutes), texts.noticeOf(minutes)] as const,
            )}
            chosen={typed?.notice ?? String(noticeMinutes)}
          />
        </>
      )}
    </div>
  )
}

type Texts = ReturnType<typeof patientTexts>['wishes']

/** Patients choose between anybody and their own practitioner; what staff noted beside them can stay. */
function withOptions(texts: Texts, wishes: Wishes, more: MoreToAsk): Option[] {
  const options: Option[] = [
    ['anybody', texts.withAnybody],
    ['own', texts.withOnly([more.own.name])],
  ]
  return withWhom(wishes, more) === 'recorded'
    ? [...options, ['recorded', texts.withOnly(more.recorded)]]
    : options
}

function withWhom({ practitionerIds }: Wishes, { own }: MoreToAsk) {
  if (practitionerIds.length === 0) return 'anybody'
  return practitionerIds.every((id) => id === own.id) ? 'own' : 'recorded'
}

/** What is on record can be kept, though it is none of the usual. */
function withRecorded(usual: readonly number[], recorded: number | null): number[] {
  return [...new Set(recorded ? [...usual, recorded] : usual)].sort((a, b) => a - b)
}

type ChoicesProps = {
  name: string
  legend: string
  all: readonly [value: string, label: string][]
  /** An empty list is all: any will do. */
  chosen: readonly string[]
  error?: string
}

function Choices({ name, legend, all, chosen, error }: ChoicesProps) {
  return (
    <fieldset id={name} className="min-w-0" aria-describedby={error ? `${name}-error` : undefined}>
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
      {error && <PatientError id={name}>{error}</PatientError>}
    </fieldset>
  )
}

type Option = readonly [value: string, label: string]

type SelectProps = {
  id: string
  name: string
  label: string
  options: readonly Option[]
  chosen: string
}

function Select({ id, name, label, options, chosen }: SelectProps) {
  return (
    <Labelled id={id} label={label}>
      <span className="relative block">
        <select
          id={id}
          name={name}
          defaultValue={chosen}
          className={controlClass('min-h-touch! appearance-none pr-9 text-16!')}
        >
          {options.map(([value, words]) => (
            <option key={value} value={value}>
              {words}
            </option>
          ))}
        </select>
        <IconChevronDown className="pointer-events-none absolute top-1/2 right-3 -translate-y-1/2 text-ink-2" />
      </span>
    </Labelled>
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
        <PatientError id={id}>{error}</PatientError>
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

function PatientError({ id, children }: { id: string; children: ReactNode }) {
  return (
    <FieldError id={`${id}-error`} className="text-16!">
      {children}
    </FieldError>
  )
}
