'use client'

import { useRouter } from 'next/navigation'
import { type ReactNode, useEffect, useRef, useState } from 'react'
import { keepCookie } from '@/lib/own-cookie'
import { unattendedCookie } from '@/lib/unattended'
import { Banner } from '../ui/banner'
import { pauseAfter } from './live-pace'
import { NewTabSignIn } from './new-tab-sign-in'
import { Notice } from './notice'

/** What shows that somebody is at the page. */
const signsOfLife = ['pointermove', 'pointerdown', 'keydown', 'wheel', 'touchstart'] as const

/**
 * Draws the page anew when somebody has changed something: asks for the clinic's version every few
 * seconds while the page can be seen, more and more seldom while nothing changes and nobody moves,
 * and at once when it comes into sight or somebody is there again. `version` is the one that the
 * page shows; it is only ever compared for being another (`changesVersion` says what it is made of).
 * Scroll, what is open and what is typed stay. `children`: what stands there while all is well.
 */
export function LiveRefresh({ version, children }: { version: number; children: ReactNode }) {
  const router = useRouter()
  const shown = useRef(version)
  const [trouble, setTrouble] = useState<'offline' | Out | null>(null)
  useEffect(() => {
    shown.current = version
  }, [version])
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined
    let misses = 0
    let isOut = false
    let ended = false
    let lively = Date.now()
    let pause = pauseAfter(0)
    const look = async () => {
      clearTimeout(timer)
      if (document.visibilityState === 'hidden') return
      const answer = await latest()
      if (ended) return
      if (answer === 'signed-out' || answer === 'ended') {
        isOut = true
        return setTrouble(answer)
      }
      misses = answer === 'offline' ? misses + 1 : 0
      setTrouble(misses >= 2 ? 'offline' : null)
      if (typeof answer === 'number' && (answer !== shown.current || isOut)) {
        shown.current = answer
        lively = Date.now()
        // Signed in again in another tab, perhaps with another role.
        isOut = false
        refreshQuietly(router)
      }
      lookAgainIn(pauseAfter(Date.now() - lively))
    }
    const lookAgainIn = (ms: number) => {
      pause = ms
      clearTimeout(timer)
      timer = setTimeout(look, ms)
    }
    const catchUp = () => {
      lively = Date.now()
      pause = pauseAfter(0)
      void look()
    }
    // A page that has slowed down looks at once; one that has not comes to it by itself.
    const live = () => {
      if (pause > pauseAfter(0)) catchUp()
      else lively = Date.now()
    }
    lookAgainIn(pause)
    document.addEventListener('visibilitychange', catchUp)
    for (const name of ['online', 'focus']) window.addEventListener(name, catchUp)
    for (const name of signsOfLife) window.addEventListener(name, live, { passive: true })
    return () => {
      ended = true
      clearTimeout(timer)
      document.removeEventListener('visibilitychange', catchUp)
      for (const name of ['online', 'focus']) window.removeEventListener(name, catchUp)
      for (const name of signsOfLife) window.removeEventListener(name, live)
    }
  }, [router])
  if (!trouble) return children
  if (trouble === 'offline') {
    return (
      <Notice at="bottom">
        <Banner tone="offline" role="status" title="No connection.">
          You can read; changes need the network. The page catches up by itself.
        </Banner>
      </Notice>
    )
  }
  return (
    <Notice at="bottom">
      <Banner
        tone="offline"
        role="status"
        title="You are signed out."
        action={<NewTabSignIn>Sign in</NewTabSignIn>}
      >
        {trouble === 'ended' &&
          'You signed out somewhere else, or an admin has changed what you may do. '}
        What you see here is no longer kept up to date; what you have typed stays.
      </Banner>
    </Notice>
  )
}

/** Why nobody is signed in: the session is over, or it was ended from elsewhere. */
type Out = 'signed-out' | 'ended'

/**
 * Nobody has to sit at the page for this, so it must not count as a sign of life: a screen that is
 * left alone in a busy clinic would stay signed in.
 */
function refreshQuietly(router: { refresh(): void }): void {
  keepCookie(unattendedCookie, '1', 5)
  router.refresh()
}

async function latest(): Promise<number | Out | 'offline'> {
  try {
    const response = await fetch('/api/changes', { cache: 'no-store' })
    if (response.status === 401) return ((await response.json()) as { error: Out }).error
    if (!response.ok) return 'offline'
    const { version } = (await response.json()) as { version: number }
    return version
  } catch {
    return 'offline'
  }
}
