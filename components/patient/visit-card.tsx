import type { ReactNode } from 'react'
import { PatientCard, PatientFacts, VisitTime } from '@/components/frame/patient-frame'
import { IconEarlier } from '@/components/ui/icons'
import type { When } from './when'

type Props = {
  label?: string
  when: When
  /** '19 days earlier', where the visit has moved up. */
  earlier?: string
  /** Visit, with whom, where; `line` says the same in one line below a question. */
  facts?: [label: string, value: ReactNode][]
  line?: string
  /** The visit does not take place: its time is struck through, and `label` must say why. */
  struck?: boolean
}

/** One visit: its day and time large, the rest below. */
export function VisitCard({ label, when, earlier, facts, line, struck }: Props) {
  const time = <VisitTime day={when.day} time={when.time} dateTime={when.iso} />
  return (
    <PatientCard>
      {label && <p className="text-ink-2">{label}</p>}
      {struck ? <s className="block text-ink-3 decoration-2">{time}</s> : time}
      {earlier && (
        <p className="mt-1 flex items-center gap-2 font-mid text-play-ink">
          <IconEarlier />
          {earlier}
        </p>
      )}
      {line && <p className="mt-1 text-ink-2">{line}</p>}
      {facts && <PatientFacts rows={facts} />}
    </PatientCard>
  )
}
