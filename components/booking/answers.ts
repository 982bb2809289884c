import { toast } from '@/components/ui/toast-store'
import type { ActionResult } from '@/lib/actions'

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
    seconds: 12,
    action: {
      label: 'Undo',
      onAction: async () => {
        const result = await asked(undo())
        if (result.ok) toast({ title: undone })
        else toast({ tone: 'danger', title: 'Not undone', detail: result.message })
        after()
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
