export type ToastAction = { label: string; onAction: () => void }

export type ToastInput = {
  /** `done` says what happened; `danger` what went wrong, and stays until it is dismissed. */
  tone?: 'done' | 'danger'
  title: string
  detail?: string
  /** The way back. Pressing it closes the toast. */
  action?: ToastAction
  /** A second way, left of the first. */
  otherAction?: ToastAction
  /** Time to live; at least 10 with an action, 6 without. Hover and focus stop the clock. */
  seconds?: number
}

export type Toast = Omit<ToastInput, 'seconds'> & { id: number; seconds: number | null }

let toasts: Toast[] = []
let lastId = 0
const listeners = new Set<() => void>()

/** Shows a toast; returns its id for `dismissToast`. */
export function toast(input: ToastInput): number {
  lastId += 1
  const least = input.action ? 10 : 6
  const seconds =
    input.tone === 'danger' && !input.seconds ? null : Math.max(least, input.seconds ?? 0)
  toasts = [...toasts.slice(-2), { ...input, id: lastId, seconds }]
  tell()
  return lastId
}

/** Takes a toast away; nothing happens when it is gone already. */
export function dismissToast(id: number): void {
  toasts = toasts.filter((one) => one.id !== id)
  tell()
}

/** For useSyncExternalStore. */
export function subscribeToasts(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** The toasts that are shown now, oldest first. */
export function currentToasts(): Toast[] {
  return toasts
}

function tell() {
  for (const listener of listeners) listener()
}
