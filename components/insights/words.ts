import { dayAndMonth } from '@/lib/domain/format'
import type { Period } from '@/lib/domain/insights'
import type { Day } from '@/lib/domain/time'

/** '13 December – 12 March'; with the years when it is long or did not end this year. */
export function daysSaid({ from, until, days }: Period, today: Day): string {
  const plain = until.slice(0, 4) === today.slice(0, 4) && days < 200
  const said = (day: Day) => {
    const words = dayAndMonth(new Date(`${day}T12:00:00Z`), 'UTC', 'en')
    return plain ? words : `${words} ${day.slice(0, 4)}`
  }
  return from === until ? said(from) : `${said(from)} – ${said(until)}`
}
