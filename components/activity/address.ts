import type { ActivityFilter } from '@/db/queries/clinic/activity'
import { numberIn, type Params, textIn, wordIn } from '@/lib/domain/params'

const actors = ['staff', 'patient', 'system'] as const

/** Reads the address of the trail; what makes no sense counts as not given. */
export function readAddress(params: Params): ActivityFilter {
  return {
    actor: wordIn(params.by, actors),
    text: textIn(params.q),
    before: numberIn(params.before, 999_999_999_999_999),
    views: wordIn(params.what, ['views'] as const) !== null,
  }
}

/** The address of the trail; the first page when `before` is not given. */
export function activityHref({ actor, text, views, before }: Partial<ActivityFilter>): string {
  const query = new URLSearchParams()
  if (views) query.set('what', 'views')
  if (actor) query.set('by', actor)
  if (text?.trim()) query.set('q', text)
  if (before) query.set('before', String(before))
  return query.size > 0 ? `/activity?${query}` : '/activity'
}
