import type { ReactNode } from 'react'

/** Fields that count only while the switch above them is on: else they keep their value, at rest. */
export function OnlyWhile({ on, children }: { on: boolean; children: ReactNode }) {
  return (
    <fieldset disabled={!on} className="mt-3 grid gap-4 tablet:grid-cols-2">
      {children}
    </fieldset>
  )
}
