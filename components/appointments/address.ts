import { z } from 'zod'
import { dayIn, idsIn, numberIn, type Params, textIn, wordIn } from '@/lib/domain/params'
import { line, sentWord } from '@/lib/domain/plain-text'
import { inOrder } from '@/lib/domain/time'

export const statuses = [
  'booked',
  'confirmed',
  'arrived',
  'fulfilled',
  'noshow',
  'cancelled',
] as const

export const spans = ['coming', 'past', 'all'] as const
export const orders = ['day', 'patient', 'status', 'changed'] as const

/** What the list's address says. */
export type ListAddress = {
  /** A patient's name, email, phone or birth date. */
  q: string
  status: (typeof statuses)[number][]
  /** Practitioners' and types' ids. */
  with: string[]
  visit: string[]
  /** From today on, until today, or both; `from` and `until` (ISO days, the last one included) narrow it. */
  when: (typeof spans)[number]
  from: string
  until: string
  earlier: boolean
  sort: (typeof orders)[number]
  dir: 'asc' | 'desc'
  /** 1 is the first. */
  page: number
}

/** Reads the address; what makes no sense counts as not given. */
export function readAddress(params: Params): ListAddress {
  const [from, until] = inOrder(dayIn(params.from) ?? '', dayIn(params.until) ?? '')
  const read = {
    q: textIn(params.q),
    status: statuses.filter((status) => [params.status].flat().includes(status)),
    with: idsIn(params.with),
    visit: idsIn(params.visit),
    when: wordIn(params.when, spans) ?? 'coming',
    from,
    until,
    earlier: wordIn(params.earlier, ['1']) !== null,
    sort: wordIn(params.sort, orders) ?? 'day',
    page: numberIn(params.page, 100_000) ?? 1,
  }
  return { ...read, dir: wordIn(params.dir, ['asc', 'desc']) ?? firstDirection(read) }
}

/** Reads an address as it stands after the question mark. */
export function readQuery(query: string | URLSearchParams): ListAddress {
  const params = new URLSearchParams(query)
  return readAddress(Object.fromEntries([...params.keys()].map((key) => [key, params.getAll(key)])))
}

/** What the address says after the question mark, but for the page: '' for the list of all that is coming. */
export function queryOf(address: ListAddress): string {
  return listHref(address, {}, '').slice(1)
}

/** Coming visits begin with the next, past ones with the last; the newest change comes first. */
export function firstDirection({ sort, when }: Pick<ListAddress, 'sort' | 'when'>) {
  if (sort === 'changed') return 'desc'
  return sort === 'day' && when === 'past' ? 'desc' : 'asc'
}

/** The address of the list with some things changed; any change but the page's leads to page 1. */
export function listHref(
  now: ListAddress,
  change: Partial<ListAddress> = {},
  path = '/appointments',
): string {
  const next: ListAddress = { ...now, page: 1, ...change }
  if (change.dir === undefined && (change.sort ?? change.when) !== undefined) {
    next.dir = firstDirection(next)
  }
  const query = new URLSearchParams()
  const set = (name: string, value: string, plain = '') => {
    if (value !== plain) query.append(name, value)
  }
  set('q', next.q)
  // In one order, so that the same list has one address.
  for (const status of next.status.toSorted()) set('status', status)
  for (const id of next.with.toSorted()) set('with', id)
  for (const id of next.visit.toSorted()) set('visit', id)
  set('when', next.when, 'coming')
  set('from', next.from)
  set('until', next.until)
  set('earlier', next.earlier ? '1' : '')
  set('sort', next.sort, 'day')
  set('dir', next.dir, firstDirection(next))
  set('page', String(next.page), '1')
  return query.size > 0 ? `${path}?${query}` : path
}

/** A view to keep; of its address only what makes sense. */
export const viewSchema = z.object({
  name: line(60, 'Give the view a name, like Not confirmed yet.'),
  query: sentWord(10_000).transform((query) => queryOf(readQuery(query))),
})
