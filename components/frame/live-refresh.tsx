'use client'

import { usePathname, useRouter, useSearchParams } from 'next/navigation'
import { useEffect, useRef, useState } from 'react'
import { signInPath } from '@/lib/own-path'
import { quietCookie } from '@/lib/quiet'
import { Banner } from '../ui/banner'
import { pauseAfter } from './live-pace'

/** What shows that somebody is at the page. */
const signsOfLife = ['pointermove', 'pointerdown', 'keydown', 'wheel', 'touchstart'] as const

/**
 * Draws the page anew when somebody has changed something: asks for the clinic's version every few
 * seconds while the page can be seen, more and more seldom while nothing changes and nobody moves,
 * and at once when it comes into sight or somebody is there again. `version` is the one that the
 * page shows. Scroll, what is open and what is typed stay.
 */
export function LiveRefresh({ version }: { version: number }) {
  const router = useRouter()
  const path = usePathname()
  const query = useSearchParams().toString()
  const shown = useRef(version)
  const [trouble, setTrouble] = useState<'offline' | 'signed-out' | null>(null)
  useEffect(() => {
    shown.current = version
  }, [version])
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined
    let misses = 0
    let ended = false
    let lively = Date.now()
    let pause = pauseAfter(0)
    const look = async () => {
      clearTimeout(timer)
      if (document.visibilityState === 'hidden') return
      const answer = await latest()
      if (ended) return
      if (answer === 'signed-out') return setTrouble('signed-out')
      misses = answer === 'offline' ? misses + 1 : 0
      setTrouble(misses >= 2 ? 'offline' : null)
      if (typeof answer === 'number' && answer !== shown.current) {
        shown.current = answer
        lively = Date.now()
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
  if (!trouble) return null
  return (
    <div className="fixed inset-x-3 bottom-3 z-30 mx-auto max-w-[560px] shadow-3 max-tablet:bottom-20">
      {trouble === 'offline' ? (
        <Banner tone="offline" role="status" title="No connection.">
          You can read; changes need the network. The page catches up by itself.
        </Banner>
      ) : (
        <Banner
          tone="offline"
          role="status"
          title="You are signed out."
          action={
            <a href={signInPath(query ? `${path}?${query}` : path)} className="link">
              Sign in
            </a>
          }
        >
          What you see here is no longer kept up to date.
        </Banner>
      )}
    </div>
  )
}

/**
 * Nobody has to sit at the page for this, so it must not count as a sign of life: a screen that is
 * left alone in a busy clinic would stay signed in.
 */
function refreshQuietly(router: { refresh(): void }): void {
  // biome-ignore lint/suspicious/noDocumentCookie: not every browser has the Cookie Store API
  document.cookie = `${quietCookie}=1; path=/; max-age=5; samesite=lax`
  router.refresh()
}

async function latest(): Promise<number | 'signed-out' | 'offline'> {
  try {
    const response = await fetch('/api/changes', { cache: 'no-store' })
    if (response.status === 401) return 'signed-out'
    if (!response.ok) return 'offline'
    const { version } = (await response.json()) as { version: number }
    return version
  } catch {
    return 'offline'
  }
}
