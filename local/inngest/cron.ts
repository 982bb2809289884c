import { Cron } from 'croner'

/**
 * The next instant after `after` that the cron expression names. A prefix `TZ=Area/City` sets the
 * zone of its wall clock; without it that is UTC. Refuses a bad expression by throwing; null when
 * the expression never comes round again.
 */
export function nextCron(expression: string, after: Date): Date | null {
  const zoned = /^(?:CRON_)?TZ=(\S+)\s+(.*)$/.exec(expression.trim())
  const timezone = zoned?.[1] ?? 'UTC'
  const pattern = zoned?.[2] ?? expression.trim()
  return new Cron(pattern, { timezone, paused: true, mode: '5-part' }).nextRun(after)
}
