import { dayAndMonth } from '@/lib/domain/format'
import type { Period } from '@/lib/domain/insights'
import type { Day } from '@/lib/domain/time'

/** What of the days asked for is not shown. */
export function cutSaid({ from }: Period): string {
  return `Two years are the most that is shown at once: what was before ${fullDate(from)} is left out.`
}

/** '13 December – 12 March'; with the years when it is long or did not end this year. */
export function daysSaid({ from, until, days }: Period, today: Day): string {
  const plain = until.slice(0, 4) === today.slice(0, 4) && days < 200
  const said = plain ? date : fullDate
  return from === until ? said(from) : `${said(from)} – ${said(until)}`
}

function date(day: Day): string {
  return dayAndMonth(new Date(`${day}T12:00:00Z`), 'UTC', 'en')
}

function fullDate(day: Day): string {
  return `${date(day)} ${day.slice(0, 4)}`
}
