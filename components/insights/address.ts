import { type Span, spans } from '@/lib/domain/insights'
import { dayIn, idIn, type Params, wordIn } from '@/lib/domain/params'
import { inOrder } from '@/lib/domain/time'

/** What the page's address says: a span, or days of one's own (ISO), and whose times. */
export type InsightsAddress = {
  span: Span
  from: string | null
  until: string | null
  practitionerId: string | null
}

/** Reads the address; what makes no sense counts as not given. */
export function readAddress(params: Params): InsightsAddress {
  const [from, until] = inOrder(dayIn(params.from), dayIn(params.until))
  return {
    span: wordIn(params.span, spans) ?? '13w',
    from,
    until,
    practitionerId: idIn(params.with),
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
