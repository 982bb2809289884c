import type { ActivityFilter } from '@/db/queries/activity'

const actors = ['staff', 'patient', 'system'] as const

type SearchParams = Record<string, string | string[] | undefined>

/** Reads the address of the trail; what makes no sense counts as not given. */
export function readAddress(params: SearchParams): ActivityFilter {
  const one = (name: string) => [params[name]].flat()[0] ?? ''
  const before = /^\d{1,15}$/.test(one('before')) ? Number(one('before')) : null
  return {
    actor: actors.find((actor) => actor === one('by')) ?? null,
    text: one('q').slice(0, 200),
    views: one('what') === 'views',
    before,
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
