export const views = ['day', 'week', 'month', 'list'] as const

export type View = (typeof views)[number]

export const viewWords: Record<View, string> = {
  day: 'Day',
  week: 'Week',
  month: 'Month',
  list: 'List',
}

/** What the calendar's address says. Days are ISO. */
export type Address = {
  view: View
  date: string
  /** `with`: a practitioner's id; `all` shows everybody's visits on a phone. */
  practitioner: string | null
  /** `visit`: the appointment whose details are open. */
  visit: string | null
}

/** The calendar's address. What is null or undefined is left out: then it is today's day view. */
export function calendarHref({ view, date, practitioner, visit }: Partial<Address>): string {
  const query = new URLSearchParams()
  if (view) query.set('view', view)
  if (date) query.set('date', date)
  if (practitioner) query.set('with', practitioner)
  if (visit) query.set('visit', visit)
  return query.size > 0 ? `/calendar?${query}` : '/calendar'
}
