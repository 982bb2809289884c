import type { SweepRun } from '@/db/queries/clinic/automation'
import type { Sweep } from '@/db/queries/clinic/sweep-runs'
import { shortDay, time } from '@/lib/domain/format'
import { daysBetween } from '@/lib/domain/time'

type Schedule = { on: boolean; at: string; daysAhead: number }

/** 'Every day at 09:00, Berlin time, for visits up to 2 days ahead'. */
export function scheduleWords(sweep: Sweep, { on, at, daysAhead }: Schedule, zone: string): string {
  if (!on) return 'Off: it runs by hand only'
  const what = sweep === 'confirm-upcoming' ? 'visits' : 'free times'
  const reach =
    daysAhead === 0 ? `${what} of the same day` : `${what} up to ${days(daysAhead)} ahead`
  return `Every day at ${at} (${zone.replaceAll('_', ' ')}), for ${reach}`
}

/** 'Today 09:00, 12 patients asked'; 'Never'; with 'by hand' where somebody asked for it. */
export function lastRunWords(sweep: Sweep, run: SweepRun | null, now: Date, zone: string): string {
  return ranWords(run, (count) => outcomeWords(sweep, count), now, zone)
}

/** 'Today 03:00, 2 patients erased'; 'Never'. */
export function erasedWords(run: SweepRun | null, now: Date, zone: string): string {
  return ranWords(run, erasedCount, now, zone)
}

function ranWords(
  run: SweepRun | null,
  outcome: (count: number) => string,
  now: Date,
  zone: string,
): string {
  if (!run) return 'Never'
  const when = `${momentWords(run.startedAt, now, zone)}${run.byHand ? ', by hand' : ''}`
  if (run.failed) return `${when}: it stopped with an error and is tried again.`
  if (!run.finishedAt) return `${when}: running…`
  return `${when}, ${outcome(run.count ?? 0)}`
}

/** 'Tomorrow 07:00'; 'Within minutes' when one is due. */
export function nextRunWords(next: Date | null, now: Date, zone: string): string {
  if (!next) return 'Not planned'
  return next <= now ? 'Within minutes' : momentWords(next, now, zone)
}

function outcomeWords(sweep: Sweep, count: number): string {
  if (sweep === 'confirm-upcoming') {
    if (count === 0) return 'nobody left to ask'
    return count === 1 ? 'one patient asked' : `${count} patients asked`
  }
  if (count === 0) return 'no free time to fill'
  return count === 1 ? 'one free time looked at' : `${count} free times looked at`
}

function erasedCount(count: number): string {
  if (count === 0) return 'nobody’s time was up'
  return count === 1 ? 'one patient erased' : `${count} patients erased`
}

const nearDays: Record<number, string> = { [-1]: 'Yesterday', 0: 'Today', 1: 'Tomorrow' }

function momentWords(instant: Date, now: Date, zone: string): string {
  const day = nearDays[daysBetween(now, instant, zone)] ?? shortDay(instant, zone, 'en')
  return `${day} ${time(instant, zone)}`
}

function days(n: number): string {
  return n === 1 ? '1 day' : `${n} days`
}
