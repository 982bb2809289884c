'use client'

import { useRouter } from 'next/navigation'
import { useState, useTransition } from 'react'
import { toast } from '@/components/ui/toast-store'
import type { ActionResult } from '@/lib/actions'

/**
 * Sends a form's input to an action. What was typed stays when the answer is no; a yes shows a
 * toast (when `saved` has words) and reads the page anew, unless `after` leaves it.
 */
export function useSave<I, T>(
  action: (input: I) => Promise<ActionResult<T>>,
  { saved, leaves = false }: { saved?: string; leaves?: boolean } = {},
) {
  const router = useRouter()
  const [refusal, setRefusal] = useState<string | null>(null)
  const [busy, start] = useTransition()

  /** `after` gets what the action gave back; `refused` which fields it found wrong. */
  function save(
    input: I,
    after?: (value: T) => void,
    refused?: (answer: Refused) => void,
  ): Promise<void> {
    return new Promise((resolve) => {
      start(async () => {
        setRefusal(null)
        const answer = await action(input).catch((): Refused => notReached)
        if (answer.ok) {
          if (saved) toast({ title: saved })
          if (!leaves) router.refresh()
          after?.(answer.value)
        } else {
          setRefusal(answer.message)
          refused?.(answer)
        }
        resolve()
      })
    })
  }
  return { save, refusal, busy }
}

export type Refused = Extract<ActionResult<never>, { ok: false }>

const notReached: Refused = {
  ok: false,
  reason: 'unexpected',
  message:
    'Medcal could not be reached, so nothing is saved. What you typed is still here: check the connection and try again.',
}
