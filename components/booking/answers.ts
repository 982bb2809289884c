import { toast } from '@/components/ui/toast-store'
import type { ActionResult } from '@/lib/actions'
import { undoSeconds } from '@/lib/domain/messages'

/** What an action answers, or that it never got there. */
export type Answer<T> =
  | ActionResult<T>
  | { ok: false; reason: 'offline'; message: string; fields?: undefined }

/** What an action or a question answers that did not reach the server. */
export const offline = {
  ok: false,
  reason: 'offline',
  message: 'The clinic’s server does not answer. What you typed is kept: try again in a moment.',
} as const

/** A refusal's sentence where nothing was typed. */
export function inPlace({ reason, message }: { reason: string; message: string }): string {
  return reason === 'offline'
    ? 'The clinic’s server does not answer. Try again in a moment.'
    : message
}

/** Whether a refusal says that what a dialog was opened on is no longer so: to try again would repeat it. */
export function isStale({ reason }: { reason: string }): boolean {
  return reason === 'changed-meanwhile' || reason === 'already-cancelled'
}

/** Calls an action; a server that does not answer is a refusal too. */
export async function asked<T>(call: Promise<ActionResult<T>>): Promise<Answer<T>> {
  try {
    return await call
  } catch {
    return offline
  }
}

/** Says what happened, with the way back. `after` runs once it is taken back. */
export function toastWithUndo<T>(
  title: string,
  { detail, undo, undone, after }: UndoToast<T>,
): void {
  toast({
    title,
    detail,
    seconds: undoSeconds,
    action: {
      label: 'Undo',
      onAction: async () => {
        const result = await asked(undo())
        if (result.ok) toast({ title: undone })
        else toast({ tone: 'danger', title: 'Not undone', detail: inPlace(result) })
        // Offline, Next.js would load the page anew, and there would be none.
        if (result.ok || result.reason !== 'offline') after()
      },
    },
  })
}

type UndoToast<T> = {
  detail?: string
  undo: () => Promise<ActionResult<T>>
  /** What to say once it is taken back. */
  undone: string
  after: () => void
}
