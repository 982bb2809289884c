'use client'

import { type UseFormReturn, useFieldArray } from 'react-hook-form'
import { Button, IconButton } from '@/components/ui/button'
import { controlClass, FieldError } from '@/components/ui/field'
import { IconClose, IconPlus } from '@/components/ui/icons'
import type { HoursRange } from '@/lib/domain/settings'
import type { PractitionerInput } from './practitioner-form'

type Form = UseFormReturn<PractitionerInput>

const weekdays = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday']

/** The working week: each day's ranges, to add, change and take away. */
export function HoursEditor({ form }: { form: Form }) {
  function copyMonday() {
    const monday = form.getValues('week.0.ranges')
    for (const day of [1, 2, 3, 4] as const) {
      form.setValue(`week.${day}.ranges`, structuredClone(monday), { shouldDirty: true })
    }
    form.clearErrors('week')
  }
  return (
    <div>
      <ul className="divide-y divide-line border-y border-line">
        {weekdays.map((name, day) => (
          <Day key={name} form={form} name={name} day={day} />
        ))}
      </ul>
      <Button look="quiet" size="compact" className="mt-2 -ml-2.5" onClick={copyMonday}>
        Copy Monday to Tuesday–Friday
      </Button>
    </div>
  )
}

function Day({ form, name, day }: { form: Form; name: string; day: number }) {
  const { fields, append, remove } = useFieldArray({
    control: form.control,
    name: `week.${day}.ranges`,
  })
  return (
    <li className="grid grid-cols-[148px_minmax(0,1fr)] gap-x-3 py-1.5 max-phone:grid-cols-1">
      <span className="flex min-h-control items-center justify-between self-start text-14 font-mid text-ink">
        {name}
        <IconButton
          label={`Add hours on ${name}`}
          icon={<IconPlus />}
          onClick={() => append(nextRange(form.getValues(`week.${day}.ranges`).at(-1)))}
        />
      </span>
      <div className="flex flex-col gap-1.5">
        {fields.length === 0 && (
          <span className="flex min-h-control items-center text-14 text-ink-3">Not working</span>
        )}
        {fields.map((range, index) => (
          <RangeRow
            key={range.id}
            form={form}
            name={name}
            path={`week.${day}.ranges.${index}`}
            first={range}
            number={index + 1}
            onRemove={() => remove(index)}
          />
        ))}
      </div>
    </li>
  )
}

type RowProps = {
  form: Form
  name: string
  path: `week.${number}.ranges.${number}`
  /** What the server's HTML shows. */
  first: HoursRange
  number: number
  onRemove: () => void
}

function RangeRow({ form, name, path, first, number, onRemove }: RowProps) {
  const errors = form.getFieldState(path, form.formState).error as
    | { startsAt?: { message?: string }; endsAt?: { message?: string } }
    | undefined
  const problem = errors?.startsAt?.message ?? errors?.endsAt?.message
  const problemId = `${path}-problem`
  const label = number === 1 ? name : `${name}, range ${number}`
  const wiring = (wrong: boolean) => ({
    type: 'time',
    step: 300,
    'aria-invalid': wrong || undefined,
    'aria-describedby': problem ? problemId : undefined,
    className: controlClass('max-w-[132px]'),
  })
  return (
    <div>
      <div className="flex items-center gap-2">
        <input
          {...form.register(`${path}.startsAt`)}
          defaultValue={first.startsAt}
          {...wiring(Boolean(errors?.startsAt))}
          aria-label={`${label}, from`}
        />
        <span aria-hidden="true" className="text-ink-3">
          –
        </span>
        <input
          {...form.register(`${path}.endsAt`)}
          defaultValue={first.endsAt}
          {...wiring(Boolean(errors?.endsAt))}
          aria-label={`${label}, to`}
        />
        <IconButton label={`Remove ${label}`} icon={<IconClose />} onClick={onRemove} />
      </div>
      {problem && <FieldError id={problemId}>{problem}</FieldError>}
    </div>
  )
}

/** A range to begin with: the whole day, or what follows the last one after a break of an hour. */
function nextRange(last: HoursRange | undefined): HoursRange {
  if (!last) return { startsAt: '08:00', endsAt: '17:00' }
  const hour = Math.min(Number(last.endsAt.slice(0, 2)) + 1, 22)
  const two = (n: number) => String(n).padStart(2, '0')
  return {
    startsAt: `${two(hour)}:${last.endsAt.slice(3) || '00'}`,
    endsAt: `${two(Math.min(hour + 4, 23))}:00`,
  }
}
