const unitMs: Record<string, number> = {
  w: 604_800_000,
  d: 86_400_000,
  h: 3_600_000,
  m: 60_000,
  s: 1000,
}

/**
 * The instant that the SDK's time string means: an ISO instant, or a length such as `1h30m10s`
 * counted from `from`. An empty string is no time at all. Refuses anything else by throwing.
 */
export function dueAt(text: string, from: Date): Date {
  if (/^(\d+[wdhms])*$/.test(text)) return new Date(from.getTime() + lengthMs(text))
  const instant = new Date(text)
  if (Number.isNaN(instant.getTime()))
    throw new Error(`"${text}" is neither a time nor a length of time`)
  return instant
}

/** Whether `text` is a time string that `dueAt` reads. */
export function isTimeText(text: string): boolean {
  return /^(\d+[wdhms])*$/.test(text) || !Number.isNaN(Date.parse(text))
}

/** When to try again: a `Retry-After` value, seconds or an instant. Null when it says neither. */
export function retryAfter(value: string | undefined, from: Date): Date | null {
  if (!value) return null
  if (/^\d+$/.test(value)) return new Date(from.getTime() + Number(value) * 1000)
  const instant = new Date(value)
  return Number.isNaN(instant.getTime()) ? null : instant
}

function lengthMs(text: string): number {
  let total = 0
  for (const [, count, unit] of text.matchAll(/(\d+)([wdhms])/g)) {
    total += Number(count) * (unitMs[unit ?? ''] ?? 0)
  }
  return total
}
