'use client'

import type { BookPrefill, DialogClinic } from './visit-ref'

type Props = DialogClinic & { prefill: BookPrefill; onClose: () => void }

export function BookDialog(_: Props) {
  return null
}
