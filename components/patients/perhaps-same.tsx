'use client'

import { useRouter } from 'next/navigation'
import { useTransition } from 'react'
import { callAction, toastDetail, toastWithUndo } from '@/components/actions/call-action'
import { useStaffActions } from '@/components/actions/staff-actions'
import { Button } from '../ui/button'
import { ButtonLink } from '../ui/button-link'
import { toast } from '../ui/toast-store'

type Props = { patientId: string; otherId: string }

/** What to do about two patients who may be one: look at both, or say that they are two. */
export function PerhapsSame({ patientId, otherId }: Props) {
  const actions = useStaffActions()
  const router = useRouter()
  const [busy, begin] = useTransition()
  const told = (different: boolean) =>
    callAction(actions.tellApart, { patientId, otherId, different })
  const tell = () =>
    begin(async () => {
      const result = await told(true)
      if (result.ok) {
        toastWithUndo('Noted: not the same person', {
          undo: () => told(false),
          undone: 'They may be the same person',
          after: () => router.refresh(),
        })
      } else toast({ tone: 'danger', title: 'Not noted', detail: toastDetail(result) })
      router.refresh()
    })
  return (
    <div className="flex flex-wrap gap-2">
      <ButtonLink href={`/patients/${patientId}/merge?with=${otherId}`} size="compact">
        Compare
      </ButtonLink>
      <Button size="compact" look="quiet" onClick={tell} busy={busy} busyLabel="Noting…">
        Not the same person
      </Button>
    </div>
  )
}
