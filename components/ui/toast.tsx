'use client'

import { useEffect, useRef, useState, useSyncExternalStore } from 'react'
import { cx } from './cx'
import { IconCheck, IconClose, IconWarning } from './icons'
import { isSomethingOpen, isTyping } from './keys'
import {
  currentToasts,
  dismissToast,
  subscribeToasts,
  type Toast,
  type ToastAction,
} from './toast-store'

export { toast } from './toast-store'

const none: Toast[] = []

/**
 * Where toasts appear; StaffFrame has one. Polite, reachable by Tab, above open dialogs; Ctrl+Z or
 * ⌘Z takes the latest way back.
 */
export function ToastRegion() {
  const toasts = useSyncExternalStore(subscribeToasts, currentToasts, () => none)
  useUndoKey()
  return (
    <section
      aria-label="Notifications"
      aria-live="polite"
      aria-relevant="additions"
      // React Aria leaves what carries this mark reachable while a dialog is open.
      data-react-aria-top-layer="true"
      // What has its buttons at the window's foot, a dialog above all, must not have a toast over them.
      className="pointer-events-none fixed inset-x-3 bottom-20 z-50 flex flex-col items-center gap-2 tablet:bottom-5 tablet:[:root:has([data-holds-foot])_&]:top-5 tablet:[:root:has([data-holds-foot])_&]:bottom-auto"
    >
      {toasts.map((one) => (
        <ToastCard key={one.id} toast={one} />
      ))}
    </section>
  )
}

function ToastCard({ toast }: { toast: Toast }) {
  const [paused, setPaused] = useState(false)
  useClock(toast.id, toast.seconds, paused)
  const danger = toast.tone === 'danger'
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: only stops the clock while one reads; nothing to press
    <div
      onMouseEnter={() => setPaused(true)}
      onMouseLeave={() => setPaused(false)}
      onFocus={() => setPaused(true)}
      onBlur={() => setPaused(false)}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return
        event.preventDefault()
        dismissToast(toast.id)
      }}
      className={cx(
        'rise pointer-events-auto relative flex w-full max-w-[640px] items-center gap-3 overflow-hidden rounded-control border py-2.5 pr-2 pl-4 max-phone:flex-wrap max-phone:gap-y-1 text-13 shadow-3',
        danger
          ? 'border-noshow-line bg-noshow-fill text-noshow-ink'
          : 'border-transparent bg-ink text-surface',
      )}
    >
      {danger ? <IconWarning /> : <IconCheck />}
      <div className={cx('min-w-0 flex-1', toast.action && 'max-phone:basis-[calc(100%-40px)]')}>
        <p className="font-strong">{toast.title}</p>
        {toast.detail && <p>{toast.detail}</p>}
      </div>
      {[toast.otherAction, toast.action].map(
        (action) =>
          action && (
            <button
              key={action.label}
              type="button"
              aria-keyshortcuts={action === toast.action ? 'Control+Z Meta+Z' : undefined}
              onClick={() => take(toast, action)}
              className="min-h-8 rounded-control px-2 font-strong underline underline-offset-4 outline-current pointer-coarse:min-h-11"
            >
              {action.label}
            </button>
          ),
      )}
      <button
        type="button"
        aria-label="Dismiss"
        onClick={() => dismissToast(toast.id)}
        className="inline-flex size-8 items-center justify-center rounded-control outline-current pointer-coarse:size-11"
      >
        <IconClose />
      </button>
      {toast.seconds && toast.action && !danger && (
        <span
          aria-hidden="true"
          className="toast-fuse keep-colour absolute bottom-0 left-0 h-[3px] w-full bg-play-mark"
          style={{
            animationDuration: `${toast.seconds}s`,
            animationPlayState: paused ? 'paused' : 'running',
          }}
        />
      )}
    </div>
  )
}

function take({ id }: Toast, action: ToastAction) {
  dismissToast(id)
  action.onAction()
}

/** In a field the key is the field's own; under a dialog nothing is taken back unseen. */
function useUndoKey() {
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      const isUndo =
        (event.ctrlKey || event.metaKey) && !event.shiftKey && event.key.toLowerCase() === 'z'
      if (!isUndo || isTyping(event.target) || isSomethingOpen()) return
      const latest = currentToasts().findLast((one) => one.action)
      if (!latest?.action) return
      event.preventDefault()
      take(latest, latest.action)
    }
    document.addEventListener('keydown', press)
    return () => document.removeEventListener('keydown', press)
  }, [])
}

/** Dismisses a toast after its seconds; what was left when it was paused is kept. */
function useClock(id: number, seconds: number | null, paused: boolean) {
  const left = useRef((seconds ?? 0) * 1000)
  useEffect(() => {
    if (seconds === null || paused) return
    const started = Date.now()
    const timer = setTimeout(() => dismissToast(id), left.current)
    return () => {
      clearTimeout(timer)
      left.current = Math.max(1500, left.current - (Date.now() - started))
    }
  }, [id, seconds, paused])
}
