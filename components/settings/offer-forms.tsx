'use client'

import { zodResolver } from '@hookform/resolvers/zod'
import { useForm } from 'react-hook-form'
import type { z } from 'zod'
import { useSave } from '@/components/actions/use-save'
import { Switch } from '@/components/ui/switch'
import { TextField } from '@/components/ui/text-field'
import type { ActionResult } from '@/lib/actions'
import {
  type Automation,
  limitsSchema,
  nearStartSchema,
  openingSources,
  quietSchema,
  selfServiceSchema,
  sourcesSchema,
} from '@/lib/domain/settings'
import { fieldsOf } from './fields'
import { FormFoot } from './form-foot'
import { OnlyWhile } from './only-while'
import { QuietFields } from './quiet-fields'
import { SettingsForm } from './settings-form'

type SaveAutomation = (input: Automation) => Promise<ActionResult<null>>

const sourceWords: Record<(typeof openingSources)[number], { label: string; note: string }> = {
  cancellation: { label: 'A visit is cancelled', note: 'Its time, at once.' },
  move: { label: 'A visit is moved', note: 'The time that it leaves.' },
  'no-show': {
    label: 'A patient does not come',
    note: 'What is left of the visit once you note the no-show.',
  },
  'added-hours': {
    label: 'Working hours are added',
    note: 'As many times of the coming days as there are patients who suit.',
  },
  'shortened-absence': {
    label: 'An absence is shortened or removed',
    note: 'As many times of what is free again as there are patients who suit.',
  },
}

type SourcesProps = { sources: z.infer<typeof sourcesSchema>['sources']; action: SaveAutomation }

/** What makes a time that is offered. */
export function SourcesForm({ sources, action }: SourcesProps) {
  const form = useForm({
    resolver: zodResolver(sourcesSchema),
    defaultValues: { sources },
  })
  const field = fieldsOf(form)
  const { save, refusal, busy } = useSave(action, { saved: 'What is offered is saved' })
  return (
    <SettingsForm onSubmit={form.handleSubmit((input) => save({ ...input, part: 'sources' }))}>
      <ul className="grid gap-3">
        {openingSources.map((source) => (
          <li key={source}>
            <Switch label={sourceWords[source].label} {...field(`sources.${source}`)} />
            <p className="pl-[38px] text-13 text-ink-2">{sourceWords[source].note}</p>
          </li>
        ))}
      </ul>
      <FormFoot label="Save what is offered" busy={busy} refusal={refusal} />
    </SettingsForm>
  )
}

type QuietProps = { quiet: z.infer<typeof quietSchema>; action: SaveAutomation }

/** When nobody is asked. */
export function QuietForm({ quiet, action }: QuietProps) {
  const form = useForm({ resolver: zodResolver(quietSchema), defaultValues: quiet })
  const { save, refusal, busy } = useSave(action, { saved: 'Quiet hours saved' })
  return (
    <SettingsForm onSubmit={form.handleSubmit((input) => save({ ...input, part: 'quiet' }))}>
      <QuietFields
        on={form.watch('quietOn')}
        field={fieldsOf(form)}
        errors={form.formState.errors}
      />
      <FormFoot label="Save quiet hours" busy={busy} refusal={refusal} />
    </SettingsForm>
  )
}

type LimitsProps = { limits: z.infer<typeof limitsSchema>; action: SaveAutomation }

/** How often patients are asked, and what is worth asking about. */
export function LimitsForm({ limits, action }: LimitsProps) {
  const form = useForm({ resolver: zodResolver(limitsSchema), defaultValues: limits })
  const field = fieldsOf(form)
  const { errors } = form.formState
  const { save, refusal, busy } = useSave(action, { saved: 'Limits saved' })
  const number = (name: 'capOffers' | 'capDays' | 'minGainDays') => ({
    type: 'number',
    inputMode: 'numeric' as const,
    min: 0,
    ...field(name, { valueAsNumber: true }),
    error: errors[name]?.message,
  })
  return (
    <SettingsForm onSubmit={form.handleSubmit((input) => save({ ...input, part: 'limits' }))}>
      <Switch label="Limit how often one patient is asked" {...field('capOn')} />
      <OnlyWhile on={form.watch('capOn')}>
        <TextField label="Most offers" {...number('capOffers')} />
        <TextField label="Within (days)" {...number('capDays')} />
      </OnlyWhile>
      <TextField
        className="mt-6"
        label="Least gain (days)"
        hint="An earlier time is worth asking about from so many days on, unless a patient wishes otherwise. 0 asks for the same day, too."
        {...number('minGainDays')}
      />
      <FormFoot label="Save limits" busy={busy} refusal={refusal} />
    </SettingsForm>
  )
}

type SelfServiceProps = { selfService: z.infer<typeof selfServiceSchema>; action: SaveAutomation }

/** What patients may do without calling. */
export function SelfServiceForm({ selfService, action }: SelfServiceProps) {
  const form = useForm({ resolver: zodResolver(selfServiceSchema), defaultValues: selfService })
  const field = fieldsOf(form)
  const { errors } = form.formState
  const { save, refusal, busy } = useSave(action, { saved: 'Saved what patients may do' })
  const number = (name: 'selfMoveHours' | 'selfMovesADay' | 'wishChangesADay', min: number) => ({
    type: 'number',
    inputMode: 'numeric' as const,
    min,
    ...field(name, { valueAsNumber: true }),
    error: errors[name]?.message,
  })
  return (
    <SettingsForm onSubmit={form.handleSubmit((input) => save({ ...input, part: 'self-service' }))}>
      <Switch label="Patients may move their visit themselves" {...field('selfMoveOn')} />
      <OnlyWhile on={form.watch('selfMoveOn')}>
        <TextField
          label="Until so many hours before it"
          hint="Later than that, they call."
          {...number('selfMoveHours', 0)}
        />
        <TextField
          label="Moves of one visit a day"
          hint="Each sends an email. After that, they are asked to call."
          {...number('selfMovesADay', 1)}
        />
      </OnlyWhile>
      <TextField
        className="mt-6"
        label="Changes of wishes a day"
        hint="So often a patient may say for one visit whether and which earlier times suit. After that, they are asked to call."
        {...number('wishChangesADay', 1)}
      />
      <FormFoot label="Save what they may do" busy={busy} refusal={refusal} />
    </SettingsForm>
  )
}

type NearStartProps = { nearStart: z.infer<typeof nearStartSchema>; action: SaveAutomation }

/** How patients are asked when the start is near. */
export function NearStartForm({ nearStart, action }: NearStartProps) {
  const form = useForm({ resolver: zodResolver(nearStartSchema), defaultValues: nearStart })
  const field = fieldsOf(form)
  const { errors } = form.formState
  const { save, refusal, busy } = useSave(action, { saved: 'Saved for times near the start' })
  const number = (name: keyof typeof nearStart, min: number) => ({
    type: 'number',
    inputMode: 'numeric' as const,
    min,
    ...field(name, { valueAsNumber: true }),
    error: errors[name]?.message,
  })
  return (
    <SettingsForm onSubmit={form.handleSubmit((input) => save({ ...input, part: 'near-start' }))}>
      <div className="grid gap-4 tablet:grid-cols-2">
        <TextField
          label="Patients to reach"
          hint="A time is held shorter when it would begin before so many could be asked."
          {...number('askAtLeast', 1)}
        />
        <TextField
          label="Shortest hold (minutes)"
          hint="Nobody gets less time to answer than this."
          {...number('shortestHoldMinutes', 1)}
        />
        <TextField
          label="Asked at once"
          hint="The first who accepts has it, the others are told. 1 asks one after another."
          {...number('batchSize', 1)}
        />
        <TextField
          label="When it begins within (hours)"
          hint="Before that, one patient is asked at a time."
          {...number('batchWithinHours', 0)}
        />
      </div>
      <FormFoot label="Save near the start" busy={busy} refusal={refusal} />
    </SettingsForm>
  )
}
