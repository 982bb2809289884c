'use client'

import { zodResolver } from '@hookform/resolvers/zod'
import { useState, useTransition } from 'react'
import { useForm } from 'react-hook-form'
import { useSave } from '@/components/actions/use-save'
import { Button } from '@/components/ui/button'
import { Table, TableCell, TableHead, TableHeader, TableRow } from '@/components/ui/table'
import { TextField } from '@/components/ui/text-field'
import type { ActionResult } from '@/lib/actions'
import { shortDay, time } from '@/lib/domain/format'
import type { Weights } from '@/lib/domain/matching'
import { type Automation, weightsSchema } from '@/lib/domain/settings'
import { question } from '../booking/questions'
import { fieldsOf } from './fields'
import { FormFoot } from './form-foot'
import { SettingsForm } from './settings-form'

type Asked = { patientId: string; name: string }

type Preview = {
  fromOpenings: boolean
  rows: {
    startsAt: string
    practitionerName: string
    heldFor: string[]
    before: Asked[]
    after: Asked[]
  }[]
}

const askFirstAsked = question<Weights, Preview>('/settings/automation/first-asked')

type Props = {
  weights: Weights
  zone: string
  action: (input: Automation) => Promise<ActionResult<null>>
}

/** What counts in the order of asking, and who would be first by it. */
export function WeightsForm({ weights, zone, action }: Props) {
  const form = useForm({ resolver: zodResolver(weightsSchema), defaultValues: weights })
  const field = fieldsOf(form)
  const { errors } = form.formState
  const { save, refusal, busy } = useSave(action, { saved: 'Order saved' })
  const [preview, setPreview] = useState<Preview | null>(null)
  const [problem, setProblem] = useState<string | null>(null)
  const [looking, start] = useTransition()

  const look = form.handleSubmit((input) =>
    start(async () => {
      const answer = await askFirstAsked(input)
      setPreview(answer.ok ? answer.value : null)
      setProblem(answer.ok ? null : answer.message)
    }),
  )
  const points = (name: keyof Weights, label: string, hint: string) => (
    <TextField
      label={label}
      hint={hint}
      type="number"
      inputMode="numeric"
      min={0}
      max={10}
      {...field(name, { valueAsNumber: true, onChange: () => setPreview(null) })}
      error={errors[name]?.message}
    />
  )
  return (
    <SettingsForm onSubmit={form.handleSubmit((input) => save({ ...input, part: 'weights' }))}>
      <div className="grid gap-4 tablet:grid-cols-3">
        {points('waiting', 'A day of waiting', 'Who waits longest.')}
        {points('contact', 'A day since the last offer', 'Who was asked least lately.')}
        {points('gain', 'A day gained', 'Whose visit is farthest away.')}
      </div>
      <p role="status" className="sr-only">
        {preview && 'The preview is below the fields.'}
      </p>
      {problem && (
        <p role="alert" className="mt-3 text-13 text-noshow-ink">
          {problem}
        </p>
      )}
      {preview && <FirstAskedTable preview={preview} zone={zone} />}
      <FormFoot label="Save order" busy={busy} refusal={refusal}>
        <Button onClick={look} busy={looking} busyLabel="Looking…">
          Show what would change
        </Button>
      </FormFoot>
    </SettingsForm>
  )
}

function FirstAskedTable({
  preview: { fromOpenings, rows },
  zone,
}: {
  preview: Preview
  zone: string
}) {
  if (rows.length === 0) {
    return <p className="mt-4 text-13 text-ink-2">There is no visit to come to try this with.</p>
  }
  const changed = rows.filter(({ before, after }) => !isSame(before, after)).length
  return (
    <div className="mt-5">
      <p className="text-13 text-ink-2">
        {fromOpenings
          ? 'The next times that are free or held, shared out together'
          : 'No time is free now. The next visits, as if each were cancelled'}
        :{' '}
        {changed === 0
          ? 'nobody else would be asked first.'
          : `${changed} of ${rows.length} change.`}
      </p>
      <div className="mt-2 overflow-x-auto rounded-control border border-line">
        <Table label="Who would be asked first">
          <TableHead>
            <tr>
              <TableHeader>Time</TableHeader>
              <TableHeader>Asked first now</TableHeader>
              <TableHeader>With these points</TableHeader>
            </tr>
          </TableHead>
          <tbody>
            {rows.map(({ startsAt, practitionerName, heldFor, before, after }) => (
              <TableRow key={`${startsAt} ${practitionerName}`} className="align-top">
                <TableCell className="py-2">
                  {shortDay(new Date(startsAt), zone, 'en')} {time(new Date(startsAt), zone)},{' '}
                  {practitionerName}
                  {heldFor.length > 0 && (
                    <span className="block text-12 text-play-ink">
                      Held for {heldFor.join(' and ')}; if not taken:
                    </span>
                  )}
                </TableCell>
                <TableCell className="py-2">
                  <Order asked={before} />
                </TableCell>
                <TableCell className="py-2">
                  {isSame(before, after) ? (
                    <span className="text-ink-2">The same</span>
                  ) : (
                    <Order asked={after} before={before} />
                  )}
                </TableCell>
              </TableRow>
            ))}
          </tbody>
        </Table>
      </div>
    </div>
  )
}

/** Who is asked one after the other; with `before`, who comes at another place than there. */
function Order({ asked, before }: { asked: Asked[]; before?: Asked[] }) {
  if (asked.length === 0) return <>Nobody</>
  return (
    <ol>
      {asked.map(({ patientId, name }, place) => {
        const was = before?.findIndex((one) => one.patientId === patientId) ?? place
        return (
          <li key={patientId} className={was === place ? undefined : 'font-strong'}>
            {place + 1}. {name}
            {was !== place && (
              <span className="font-text text-ink-2">
                {' '}
                ({was < 0 ? 'not among the first before' : `${was + 1}. before`})
              </span>
            )}
          </li>
        )
      })}
    </ol>
  )
}

function isSame(before: Asked[], after: Asked[]): boolean {
  const ids = (asked: Asked[]) => asked.map((one) => one.patientId).join()
  return ids(before) === ids(after)
}
