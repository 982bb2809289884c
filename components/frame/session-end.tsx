'use client'

import { useCallback, useEffect, useRef, useState } from 'react'
import type { SessionEnds } from '@/lib/session'
import { Banner } from '../ui/banner'
import { Button, IconButton } from '../ui/button'
import { IconClose } from '../ui/icons'
import { NewTabSignIn } from './new-tab-sign-in'
import { Notice } from './notice'

/** How often at least the clock is looked at: a laptop that slept has not counted meanwhile. */
const atLeastEvery = 30

type Props = { ends: SessionEnds /** How long before the end it is said. */; warnSeconds: number }

/**
 * Says that the session is about to end, why, and how to stay: some minutes before, when the server
 * agrees that it is (another page may have been used meanwhile). Once it has ended, `LiveRefresh`
 * says so.
 */
export function SessionEnd({ ends, warnSeconds }: Props) {
  const end = useRef<{ at: number; by: SessionEnds['by'] }>(null)
  const [soon, setSoon] = useState<{ at: number; by: SessionEnds['by'] } | null>(null)
  const [failed, setFailed] = useState(false)
  const [dismissed, setDismissed] = useState(false)

  /**
   * Looks at the clock, and asks the server where it may be time. Gives how many seconds are left;
   * null without a session.
   */
  const look = useCallback(async () => {
    end.current ??= instantOf(ends)
    const left = () => ((end.current?.at ?? 0) - Date.now()) / 1000
    if (left() > warnSeconds) return left()
    const told = await ask()
    if (told === 'unknown') return left()
    end.current = told && instantOf(told)
    const isSoon = told !== null && told.inSeconds <= warnSeconds
    setSoon(isSoon ? end.current : null)
    if (!isSoon) setDismissed(false)
    return told && left()
  }, [ends, warnSeconds])

  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined
    let gone = false
    const lookOn = async () => {
      clearTimeout(timer)
      const left = await look()
      // Without a session `LiveRefresh` takes over.
      if (gone || left === null) return
      const wait = left > warnSeconds ? left - warnSeconds : left
      clearTimeout(timer)
      timer = setTimeout(lookOn, 1000 * Math.min(atLeastEvery, Math.max(wait, 1)))
    }
    const seen = () => document.visibilityState === 'visible' && void lookOn()
    void lookOn()
    document.addEventListener('visibilitychange', seen)
    return () => {
      gone = true
      clearTimeout(timer)
      document.removeEventListener('visibilitychange', seen)
    }
  }, [look, warnSeconds])

  if (!soon || dismissed) return null
  const at = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit' }).format(
    soon.at,
  )
  const stay = async () => {
    setFailed(!(await rollOn()))
    await look()
  }
  return (
    <Notice at="top">
      <Banner
        role="status"
        title={`You will be signed out at ${at}`}
        action={
          <span className="ml-auto flex items-center gap-1">
            {soon.by === 'idle' ? (
              <Button onClick={stay}>Stay signed in</Button>
            ) : (
              <NewTabSignIn>Sign in again</NewTabSignIn>
            )}
            <IconButton label="Dismiss" icon={<IconClose />} onClick={() => setDismissed(true)} />
          </span>
        }
      >
        {soon.by === 'idle'
          ? 'because nobody has used Medcal here for a while.'
          : 'because you have been signed in for as long as a session may last.'}{' '}
        {failed && 'That did not get through: check the connection and press once more.'}
      </Banner>
    </Notice>
  )
}

function instantOf({ inSeconds, by }: SessionEnds) {
  return { at: Date.now() + inSeconds * 1000, by }
}

/** When the session ends; null where there is none any more. */
async function ask(): Promise<SessionEnds | null | 'unknown'> {
  try {
    const answer = await fetch('/api/session', { cache: 'no-store' })
    if (answer.status === 401) return null
    return answer.ok ? ((await answer.json()) as SessionEnds) : 'unknown'
  } catch {
    return 'unknown'
  }
}

async function rollOn(): Promise<boolean> {
  return fetch('/api/session', { method: 'POST' }).then(
    (answer) => answer.ok,
    () => false,
  )
}
