'use client'

import { useRouter } from 'next/navigation'
import { useTransition } from 'react'
import { callAction, toastDetail, toastWithUndo } from '@/components/actions/call-action'
import { useStaffActions } from '@/components/actions/staff-actions'
import type { SavedView as View } from '@/db/queries/staff/saved-views'
import { IconButton } from '../ui/button'
import { cx } from '../ui/cx'
import { IconClose } from '../ui/icons'
import { Link } from '../ui/link'
import { toast } from '../ui/toast-store'

type Props = {
  view: View
  current: boolean
  /** Without it there is no list of views. */
  only: boolean
}

/** The way to a view that was saved, and the button that forgets it. */
export function SavedView({ view, current, only }: Props) {
  const actions = useStaffActions()
  const router = useRouter()
  const [busy, begin] = useTransition()
  const remove = (button: HTMLElement) => {
    if (busy) return
    begin(async () => {
      const result = await callAction(actions.removeView, { viewId: view.id })
      if (!result.ok)
        return void toast({ tone: 'danger', title: 'Not removed', detail: toastDetail(result) })
      toastWithUndo(`Removed: ${view.name}`, {
        undo: () => callAction(actions.saveView, view),
        undone: `Saved again: ${view.name}`,
        after: () => router.refresh(),
      })
      const search = button.closest('form')?.querySelector<HTMLElement>('[type="search"]')
      const next = only ? search : toList(button)
      next?.focus()
      router.refresh()
    })
  }
  return (
    <div className="flex items-center gap-1 rounded-control hover:bg-hover">
      <Link
        href={`/appointments?${view.query}`}
        aria-current={current ? 'page' : undefined}
        onClick={(event) => {
          const list = toList(event.currentTarget)
          list?.closest('details')?.removeAttribute('open')
          list?.focus()
        }}
        className={cx(
          'flex min-h-compact min-w-0 flex-1 items-center rounded-control px-2 text-13 text-ink pointer-coarse:min-h-10',
          current && 'font-strong',
        )}
      >
        <span className="truncate">{view.name}</span>
      </Link>
      <IconButton
        label={`Remove ${view.name}`}
        size="compact"
        icon={<IconClose />}
        aria-disabled={busy}
        onClick={(event) => remove(event.currentTarget)}
      />
    </div>
  )
}

/** What opens the list that something of it lies in. */
function toList(part: HTMLElement): HTMLElement | null | undefined {
  return part.closest('details')?.querySelector('summary')
}
