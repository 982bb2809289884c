'use client'

import type { DialogClinic, VisitRef } from './visit-ref'

type Props = DialogClinic & { visit: VisitRef; onClose: () => void }

export function MoveDialog(_: Props) {
  return null
}
