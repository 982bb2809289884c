'use client'

import { useRouter } from 'next/navigation'
import { useState, useTransition } from 'react'
import { callAction, toastDetail } from '@/components/actions/call-action'
import { useStaffActions } from '@/components/actions/staff-actions'
import { type MergeChoice, type MergeField, mergeFields, type Side } from '@/lib/domain/merge'
import { Banner } from '../ui/banner'
import { Button } from '../ui/button'
import { ButtonLink } from '../ui/button-link'
import { Question } from '../ui/dialog'
import { toast } from '../ui/toast-store'
import { Breakable } from './breakable'
import type { MergeSide } from './merge-words'
import { sentWords } from './sent-words'

type Props = {
  kept: MergeSide
  merged: MergeSide
  /** What is chosen at first. */
  proposal: MergeChoice
  /** What it means besides. */
  warnings: string[]
}

const labels: Record<MergeField, string> = {
  name: 'Name',
  birthDate: 'Born',
  email: 'Email',
  phone: 'Phone',
  language: 'Emails in',
}

/** Two patients side by side: which detail of each is kept, and the button that makes them one. */
export function MergeForm({ kept, merged, proposal, warnings }: Props) {
  const actions = useStaffActions()
  const router = useRouter()
  const [choice, setChoice] = useState(proposal)
  const [asking, setAsking] = useState(false)
  const [failure, setFailure] = useState<string | null>(null)
  const [busy, begin] = useTransition()
  const sides = { kept, merged }
  const chosen = (field: MergeField) => sides[choice[field]].details[field]
  const merge = () =>
    begin(async () => {
      setFailure(null)
      const seen = { keptEmail: kept.email, mergedEmail: merged.email }
      const details = { keptId: kept.id, mergedId: merged.id, choice, seen }
      const result = await callAction(actions.mergePatients, details)
      setAsking(false)
      if (result.ok) {
        const { sent } = result.value
        const title = `Merged: ${chosen('name')} is one patient now`
        toast({ title, detail: sent > 0 ? sentWords(sent) : undefined })
        router.push(`/patients/${kept.id}`)
      } else {
        setFailure(toastDetail(result))
        router.refresh()
      }
    })
  return (
    <div className="max-w-[860px] px-4 pt-2 pb-8 tablet:px-6">
      <p className="mb-4 max-w-[70ch] text-14 text-ink-2">
        Choose which detail is right wherever they differ. All visits, offers and emails of both are
        kept.
        {kept.email !== merged.email &&
          ' Links in emails to either address end, and what still holds is emailed anew to the one that you choose.'}
      </p>
      <div className="grid grid-cols-2 gap-x-3 text-14 tablet:grid-cols-[88px_minmax(0,1fr)_minmax(0,1fr)] tablet:gap-x-5">
        <span className="max-tablet:hidden" />
        <h2 className="pb-2 text-13 font-mid text-ink-2">This entry stays</h2>
        <h2 className="pb-2 text-13 font-mid text-ink-2">This one becomes part of it</h2>
        {mergeFields.map((field) => (
          <Row
            key={field}
            field={field}
            sides={sides}
            side={choice[field]}
            onChoose={(side) => setChoice({ ...choice, [field]: side })}
          />
        ))}
        <Facts label="Visits" kept={kept.facts.visits} merged={merged.facts.visits} />
        <Facts label="Offers" kept={kept.facts.offers} merged={merged.facts.offers} />
        <Facts label="Entered" kept={kept.facts.entered} merged={merged.facts.entered} />
      </div>
      {warnings.map((warning) => (
        <Banner key={warning} title={warning} className="mt-3" />
      ))}
      {failure && <Banner tone="danger" role="alert" title={failure} className="mt-3" />}
      <div className="mt-5 flex flex-wrap gap-2">
        <Button look="primary" onClick={() => setAsking(true)} busy={busy} busyLabel="Merging">
          Merge the two
        </Button>
        <ButtonLink look="quiet" href={`/patients/${merged.id}/merge?with=${kept.id}`}>
          Keep the other entry instead
        </ButtonLink>
      </div>
      <Question
        open={asking}
        onClose={() => setAsking(false)}
        title="Make these two one patient?"
        keepLabel="Keep two patients"
        confirmLabel="Merge for good"
        onConfirm={merge}
        busy={busy}
        busyLabel="Merging"
      >
        <p>
          {[chosen('name'), chosen('birthDate') && `born ${chosen('birthDate')}`, chosen('email')]
            .filter(Boolean)
            .join(', ')}
          , then has the visits of both. The details that you did not choose are deleted. This
          cannot be undone: what is merged cannot be taken apart again.
        </p>
      </Question>
    </div>
  )
}

type RowProps = {
  field: MergeField
  sides: Record<Side, MergeSide>
  side: Side
  onChoose: (side: Side) => void
}

/** One detail of both; a choice where they differ. */
function Row({ field, sides, side, onChoose }: RowProps) {
  const { kept, merged } = sides
  if (kept.details[field] === merged.details[field]) {
    return <Facts label={labels[field]} kept={kept.details[field]} merged={merged.details[field]} />
  }
  return (
    <fieldset className="contents">
      <legend className="sr-only">{labels[field]}</legend>
      <Label hidden>{labels[field]}</Label>
      {(['kept', 'merged'] as const).map((one) => (
        <label
          key={one}
          className="flex min-h-10 min-w-0 cursor-pointer items-start gap-2 border-line py-2 tablet:border-t"
        >
          <input
            type="radio"
            name={field}
            checked={side === one}
            onChange={() => onChoose(one)}
            className="mt-0.5 size-4 shrink-0 accent-accent"
          />
          <span className={`min-w-0 wrap-anywhere ${side === one ? 'font-mid' : 'text-ink-2'}`}>
            {field === 'email' ? (
              <Breakable email={sides[one].details[field]} />
            ) : (
              sides[one].details[field] || 'none'
            )}
          </span>
        </label>
      ))}
    </fieldset>
  )
}

function Facts({ label, kept, merged }: { label: string; kept: string; merged: string }) {
  return (
    <>
      <Label>{label}</Label>
      {[kept, merged].map((text, side) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the two sides never change places
        <p key={side} className="min-w-0 border-line py-2 wrap-anywhere text-ink-2 tablet:border-t">
          {text || '—'}
        </p>
      ))}
    </>
  )
}

/** `hidden`: a legend says it already. */
function Label({ hidden, children }: { hidden?: boolean; children: string }) {
  return (
    <span
      aria-hidden={hidden}
      className="border-t border-line pt-2 text-13 text-ink-3 max-tablet:col-span-2 tablet:py-2"
    >
      {children}
    </span>
  )
}
