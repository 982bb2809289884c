import type { SweepRun } from '@/db/queries/clinic/automation'
import { eraseAt, nextSweep } from '@/lib/domain/sweeps'
import type { Day } from '@/lib/domain/time'
import { Facts } from '../ui/panel'
import { erasedWords, nextRunWords } from './sweep-words'

type Props = {
  clinic: { keepYears: number | null; timeZone: string }
  history: { lastRun: SweepRun | null; lastDay: Day | null }
  now: Date
  /** How many patients the clinic has kept too long by now; undefined where that is not told. */
  expired?: number | null
}

/** When patients were erased last whose time was up, and when that happens next. */
export function ErasingFacts({ clinic, history, now, expired }: Props) {
  const { keepYears, timeZone: zone } = clinic
  const { lastRun, lastDay } = history
  const next = keepYears ? nextSweep({ at: eraseAt, zone, lastDay, now }) : null
  return (
    <Facts
      className="mb-4"
      rows={[
        ['Last run', erasedWords(lastRun, now, zone)],
        ['Next run', nextRunWords(next, now, zone)],
        ...(expired === undefined ? [] : [timeIsUp(expired)]),
      ]}
    />
  )
}

function timeIsUp(count: number | null): [string, string] {
  if (count === null) return ['Whose time is up', '—']
  if (count === 0) return ['Whose time is up', 'No patient']
  return ['Whose time is up', count === 1 ? '1 patient' : `${count} patients`]
}
