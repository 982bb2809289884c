import { toast } from '@/components/ui/toast-store'
import type { ActionResult } from '@/lib/actions'
import { undoSeconds } from '@/lib/domain/messages'

/**
 * What an action answers, or that it never got there. A refusal `mayBeDone` where it was asked again
 * and an earlier answer got lost.
 */
export type Answer<T> = (
  | ActionResult<T>
  | { ok: false; reason: 'offline'; message: string; fields?: undefined }
) & { mayBeDone?: boolean }

/** What an action or a question answers that did not reach the server. */
export const offline = {
  ok: false,
  reason: 'offline',
  message: 'The clinic’s server does not answer. What you typed is kept: try again in a moment.',
} as const

/** A refusal's sentence where nothing was typed. */
export function toastDetail({ reason, message }: { reason: string; message: string }): string {
  return reason === 'offline'
    ? 'The clinic’s server does not answer. Try again in a moment.'
    : message
}

/** Whether a refusal says that what a dialog was opened on is no longer so: to try again would repeat it. */
export function isStale({ reason }: { reason: string }): boolean {
  return reason === 'changed-meanwhile' || reason === 'already-cancelled'
}

/** An action of `lib/actions.ts`, as a page calls it. */
export type Action<I, T> = (input: I, request?: string, again?: boolean) => Promise<ActionResult<T>>

/**
 * Calls an action; a server that does not answer is a refusal too. It is asked again for some seconds
 * first, and by the same id when the same is pressed once more: what was done, though its answer got
 * lost, is not done twice.
 */
export async function callAction<I, T>(action: Action<I, T>, input: I): Promise<Answer<T>> {
  const what = JSON.stringify(input)
  const fresh = performance.now() - rememberedMs
  const before = unanswered.find(
    (one) => one.action === action && one.what === what && one.at > fresh,
  )
  const request = before?.request ?? crypto.randomUUID()
  let mayBeDone = before !== undefined
  const answer = await tried((again) => {
    mayBeDone ||= again
    return action(input, request, mayBeDone)
  })
  unanswered = unanswered.filter((one) => one.request !== request && one.at > fresh)
  const isUnknown = !answer.ok && (answer.reason === 'offline' || answer.reason === 'unexpected')
  if (isUnknown) unanswered.push({ action, what, request, at: performance.now() })
  return mayBeDone && !answer.ok ? { ...answer, mayBeDone } : answer
}

/** What may have been done without our knowing, for as long as somebody presses the same again. */
let unanswered: { action: unknown; what: string; request: string; at: number }[] = []
const rememberedMs = 120_000

async function tried<T>(call: (again: boolean) => Promise<ActionResult<T>>): Promise<Answer<T>> {
  for (const [i, pause] of pauses.entries()) {
    try {
      return await call(i > 0)
    } catch {
      await new Promise((resolve) => setTimeout(resolve, pause))
    }
  }
  return call(true).catch(() => offline)
}

/** Between the tries, in ms: together longer than the app or its database takes to start anew. */
const pauses = [500, 1500, 3000, 5000]

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
        const result = await undo()
        if (result.ok) toast({ title: undone })
        else toast({ tone: 'danger', title: 'Not undone', detail: toastDetail(result) })
        // Offline, Next.js would load the page anew, and there would be none.
        if (result.ok || result.reason !== 'offline') after()
      },
    },
  })
}

type UndoToast<T> = {
  detail?: string
  undo: () => Promise<Answer<T>>
  /** What to say once it is taken back. */
  undone: string
  after: () => void
}
