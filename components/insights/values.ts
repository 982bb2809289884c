import { amount, percentOf, span, thousands } from '@/lib/domain/insights-findings'

/** What a figure counts: a share is from 0 to 1, money in cents, time in minutes. */
export type Unit = 'count' | 'share' | 'days' | 'minutes' | 'money' | 'ratio'

export type Value = number | null

/** A figure as people read it; '–' where there is none. Amounts `beside` it are written alike. */
export function said(value: Value, unit: Unit, currency: string, beside?: number[]): string {
  if (value === null) return '–'
  switch (unit) {
    case 'share':
      return percentOf(value)
    case 'minutes':
      return span(value)
    case 'money':
      return amount(value, currency, beside)
    case 'count':
      return thousands(value)
    case 'days':
    case 'ratio':
      return thousands(Math.round(value * 10) / 10)
  }
}

/** '1 day', '2.5 days'. */
export function inDays(days: number): string {
  const rounded = Math.round(days * 10) / 10
  return `${thousands(rounded)} ${rounded === 1 ? 'day' : 'days'}`
}

/** '+6 points', '−24 min', '+210'; '±0' where it is alike as read, null where there is nothing to compare. */
export function changeSaid(
  now: Value,
  before: Value,
  unit: Unit,
  currency: string,
): { words: string; sign: -1 | 0 | 1 } | null {
  if (now === null || before === null) return null
  const difference =
    unit === 'share'
      ? Math.round(now * 100) - Math.round(before * 100)
      : rounded(now - before, unit)
  if (difference === 0) return { words: '±0', sign: 0 }
  const size = Math.abs(difference)
  const words =
    unit === 'share' ? `${size} ${size === 1 ? 'point' : 'points'}` : said(size, unit, currency)
  return { words: `${difference > 0 ? '+' : '−'}${words}`, sign: difference > 0 ? 1 : -1 }
}

function rounded(value: number, unit: Unit): number {
  if (unit === 'minutes') return Math.round(value)
  return unit === 'days' || unit === 'ratio' ? Math.round(value * 10) / 10 : value
}
