import type { messages, sweepRuns } from '@/db/schema'
import { addDays, dayOf, instantAtOrAfter } from '@/lib/domain/time'
import type { NewOpening } from './openings'
import type { SeedClinic } from './suited'

export type NewRun = typeof sweepRuns.$inferInsert

const second = 1000
const days = 14

/** The runs of both sweeps of the last two weeks, each at its time of day, with what it found to do. */
export function planSweeps(
  clinic: SeedClinic,
  done: { messages: (typeof messages.$inferInsert)[]; openings: NewOpening[] },
  now: Date,
): NewRun[] {
  const asked = (at: Date) =>
    done.messages.filter(({ kind, createdAt }) => kind === 'confirm' && +(createdAt ?? 0) === +at)
  const free = (at: Date) =>
    done.openings.filter(
      ({ createdAt, closedAt, startsAt }) =>
        (createdAt ?? now) < at && (closedAt ?? now) >= at && startsAt > at,
    )
  const runs: NewRun[] = []
  const today = dayOf(now, clinic.timeZone)
  for (let ago = days; ago >= 0; ago--) {
    const day = addDays(today, -ago)
    for (const [sweep, time, found] of [
      ['reschedule-cancelled', clinic.rescheduleAt, free],
      ['confirm-upcoming', clinic.confirmAt, asked],
    ] as const) {
      const startedAt = instantAtOrAfter(day, time, clinic.timeZone)
      const finishedAt = new Date(+startedAt + second)
      const count = found(startedAt).length
      if (finishedAt <= now)
        runs.push({ clinicId: clinic.id, sweep, day, startedAt, finishedAt, count })
    }
  }
  return runs
}
