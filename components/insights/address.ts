import { type Span, spans } from '@/lib/domain/insights'
import { inOrder, isDay } from '@/lib/domain/time'

/** What the page's address says: a span, or days of one's own (ISO), and whose times. */
export type InsightsAddress = {
  span: Span
  from: string | null
  until: string | null
  practitionerId: string | null
}

const id = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i

/** Reads the address; what makes no sense counts as not given. */
export function readAddress(
  params: Record<string, string | string[] | undefined>,
): InsightsAddress {
  const one = (name: string) => [params[name]].flat()[0] ?? ''
  const day = (name: string) => {
    const given = one(name)
    return isDay(given) ? given : null
  }
  const [from, until] = inOrder(day('from'), day('until'))
  const whose = one('with')
  return {
    span: spans.find((span) => span === one('span')) ?? '13w',
    from,
    until,
    practitionerId: id.test(whose) ? whose : null,
  }
}

/** The page's address, or that of its file; days of one's own count more than a span. */
export function insightsHref(
  { span, from, until, practitionerId }: InsightsAddress,
  path = '/insights',
): string {
  const query = new URLSearchParams()
  if (from) query.set('from', from)
  if (until) query.set('until', until)
  if (!from && !until && span !== '13w') query.set('span', span)
  if (practitionerId) query.set('with', practitionerId)
  return query.size > 0 ? `${path}?${query}` : path
}
