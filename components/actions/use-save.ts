'use client'

import { useRouter } from 'next/navigation'
import { useState, useTransition } from 'react'
import { toast } from '@/components/ui/toast-store'
import { type Action, type Answer, callAction } from './call-action'

/**
 * Sends a form's input to an action. What was typed stays when the answer is no; a yes shows a
 * toast (when `saved` has words) and reads the page anew, unless the form `leaves` it. What is left
 * that way ends the session (joining a clinic): who is signed out when asking again has done it,
 * though the answer got lost.
 */
export function useSave<I, T>(
  action: Action<I, T>,
  { saved, leaves }: { saved?: string; leaves?: () => void } = {},
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
        const answer = await callAction(action, input)
        const hasLeft = !answer.ok && answer.reason === 'signed-out' && answer.mayBeDone
        if (leaves && (answer.ok || hasLeft)) leaves()
        else if (answer.ok) {
          if (saved) toast({ title: saved })
          router.refresh()
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

export type Refused = Extract<Answer<never>, { ok: false }>
