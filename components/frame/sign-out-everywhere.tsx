'use client'

import { useId, useState } from 'react'
import type { ActionResult } from '@/lib/actions'
import { Button } from '../ui/button'
import { cx } from '../ui/cx'
import { noFlash, useReady } from '../ui/use-ready'

export type SignOutEverywhere = (input: Record<string, never>) => Promise<ActionResult<null>>

/** Ends one's sessions in every browser, and then leaves this one by the way of every sign-out. */
export function SignOutEverywhereButton({ action }: { action: SignOutEverywhere }) {
  const id = useId()
  const ready = useReady()
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState('')
  const press = async () => {
    setBusy(true)
    const answer = await action({}).catch(() => null)
    if (answer?.ok || answer?.reason === 'signed-out') return location.assign('/auth/logout')
    setBusy(false)
    setProblem(
      answer?.message ?? 'Medcal could not be reached. Check the connection and try again.',
    )
  }
  return (
    <>
      <Button
        look="quiet"
        disabled={!ready}
        className={cx('mt-1.5 w-full', noFlash)}
        aria-describedby={id}
        busy={busy}
        busyLabel="Signing out"
        onClick={press}
      >
        Sign out everywhere
      </Button>
      <p id={id} className="mt-1 text-12 text-ink-3">
        Ends your sessions in every browser, this one too. Each asks for your password again.
      </p>
      {problem && (
        <p role="alert" className="mt-1 text-12 text-noshow-ink">
          {problem}
        </p>
      )}
    </>
  )
}
