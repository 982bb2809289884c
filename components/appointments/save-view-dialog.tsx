'use client'

import { zodResolver } from '@hookform/resolvers/zod'
import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { useForm } from 'react-hook-form'
import { callAction } from '@/components/actions/call-action'
import { useStaffActions } from '@/components/actions/staff-actions'
import { Banner } from '../ui/banner'
import { Button } from '../ui/button'
import { Dialog, DialogBody, DialogFoot } from '../ui/dialog'
import { TextField } from '../ui/text-field'
import { toast } from '../ui/toast-store'
import { viewSchema } from './address'

type Props = {
  /** The list's address after the question mark. */
  query: string
  /** The names that are taken: saving under one of them replaces that view. */
  taken: string[]
  onClose(isSaved: boolean): void
}

/** Asks for the name under which to keep a list's filters and order. */
export function SaveViewDialog({ query, taken, onClose }: Props) {
  const actions = useStaffActions()
  const router = useRouter()
  const [failure, setFailure] = useState<string | null>(null)
  const { register, handleSubmit, watch, formState } = useForm({
    resolver: zodResolver(viewSchema),
    defaultValues: { name: '', query },
  })
  const name = watch('name').trim()
  const replaces = taken.includes(name)
  const submit = handleSubmit(async (view) => {
    setFailure(null)
    const result = await callAction(actions.saveView, view)
    if (!result.ok) return setFailure(result.message)
    onClose(true)
    toast({ title: `Saved: ${view.name}` })
    router.refresh()
  })
  return (
    <Dialog open onClose={() => onClose(false)} title="Save view" width="question">
      <form className="dialog-form" onSubmit={submit} noValidate>
        <DialogBody>
          <TextField
            label="Name"
            placeholder="Not confirmed yet"
            autoComplete="off"
            autoFocus
            {...register('name')}
            hint={
              replaces
                ? `You have a view “${name}”: this one takes its place.`
                : 'Keeps search, filters and order, for you alone.'
            }
            error={formState.errors.name?.message}
          />
          {failure && <Banner tone="danger" role="alert" title={failure} className="mt-3" />}
        </DialogBody>
        <DialogFoot>
          <Button look="quiet" onClick={() => onClose(false)}>
            Discard
          </Button>
          <Button look="primary" type="submit" busy={formState.isSubmitting} busyLabel="Saving">
            {replaces ? 'Replace view' : 'Save view'}
          </Button>
        </DialogFoot>
      </form>
    </Dialog>
  )
}
