'use client'

import { useRouter } from 'next/navigation'
import { useState, useTransition } from 'react'
import { callAction } from '@/components/actions/call-action'
import { useStaffActions } from '@/components/actions/staff-actions'
import { Button } from '@/components/ui/button'
import { PanelSection } from '@/components/ui/panel'
import { TextArea } from '@/components/ui/text-field'

type Props = { appointmentId: string; note: string; mayEdit: boolean }

/** The staff's note on a visit, editable in place. What is typed survives a refresh of the page. */
export function NoteEditor({ appointmentId, note, mayEdit }: Props) {
  const actions = useStaffActions()
  const router = useRouter()
  const [typed, setTyped] = useState<string | null>(null)
  const [error, setError] = useState<string>()
  const [busy, start] = useTransition()
  if (!mayEdit && !note) return null

  const save = () =>
    start(async () => {
      const result = await callAction(actions.editAppointmentNote, {
        appointmentId,
        note: typed ?? '',
      })
      if (!result.ok) return setError(result.fields?.note?.[0] ?? result.message)
      setError(undefined)
      setTyped(null)
      router.refresh()
    })
  return (
    <PanelSection
      title="Note"
      note={
        mayEdit &&
        typed === null && (
          <button type="button" className="link" onClick={() => setTyped(note)}>
            {note ? 'Edit note' : 'Add a note'}
          </button>
        )
      }
    >
      {typed === null ? (
        note && <p className="break-words whitespace-pre-wrap text-ink">{note}</p>
      ) : (
        <form action={save} className="flex flex-col gap-2">
          <TextArea
            label="Note"
            rows={3}
            value={typed}
            error={error}
            onChange={(event) => setTyped(event.target.value)}
          />
          <div className="flex gap-2">
            <Button type="submit" look="primary" size="compact" busy={busy} busyLabel="Saving">
              Save note
            </Button>
            <Button size="compact" onClick={() => setTyped(null)}>
              Keep as it was
            </Button>
          </div>
        </form>
      )}
    </PanelSection>
  )
}
