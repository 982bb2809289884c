'use client'

import { useRouter } from 'next/navigation'
import { useEffect, useState } from 'react'
import { useSave } from '@/components/actions/use-save'
import { Button } from '@/components/ui/button'
import { noFlash, useReady } from '@/components/ui/use-ready'
import type { Sweep } from '@/db/queries/clinic/sweep-runs'
import type { ActionResult } from '@/lib/actions'

type Props = {
  sweep: Sweep
  /** When the newest run was done, ISO; null while it is not, and when there was none. */
  lastFinishedAt: string | null
  action: (input: { sweep: Sweep }) => Promise<ActionResult<{ requestedAt: Date }>>
}

const lookAgainAfterMs = 1500
const giveUpAfterMs = 60_000

/** Asks for a run now and waits for it: the page is read anew until the run stands there. */
export function RunNow({ sweep, lastFinishedAt, action }: Props) {
  const ready = useReady()
  const router = useRouter()
  const { save, refusal, busy } = useSave(action)
  const [requestedAt, setRequestedAt] = useState<number | null>(null)
  const [late, setLate] = useState(false)
  const done = requestedAt !== null && Date.parse(lastFinishedAt ?? '') >= requestedAt
  const waiting = requestedAt !== null && !done && !late

  useEffect(() => {
    if (!waiting) return
    const look = setInterval(() => router.refresh(), lookAgainAfterMs)
    const giveUp = setTimeout(() => setLate(true), giveUpAfterMs)
    return () => {
      clearInterval(look)
      clearTimeout(giveUp)
    }
  }, [waiting, router])

  function run() {
    setLate(false)
    save({ sweep }, (answer) => setRequestedAt(new Date(answer.requestedAt).getTime()))
  }

  return (
    <div className="flex flex-wrap items-center gap-3">
      <Button
        onClick={run}
        disabled={!ready}
        className={noFlash}
        busy={busy || waiting}
        busyLabel="Running…"
      >
        Run now
      </Button>
      <p role="status" className="text-13 text-ink-2">
        {waiting && 'Asked for, the outcome appears here.'}
        {done && 'Done.'}
        {late && 'It has not run yet. It is asked for again by itself until it has.'}
      </p>
      {refusal && (
        <p role="alert" className="text-13 text-noshow-ink">
          {refusal}
        </p>
      )}
    </div>
  )
}
