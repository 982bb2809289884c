import { z } from 'zod'
import { line } from '@/lib/domain/plain-text'
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

const many = <T extends z.ZodType>(one: T) =>
  z.preprocess(
    (given) => [...new Set([given].flat())].filter((value) => one.safeParse(value).success),
    z.array(one).transform((all) => all.slice(0, 100)),
  )
const single = <T extends z.ZodType>(one: T) =>
  z.preprocess((given) => (Array.isArray(given) ? given[0] : given), one)
const day = single(
  z.iso
    .date()
    .refine((d) => d >= '1900' && d < '2200')
    .catch(''),
)

const schema = z.object({
  q: single(z.string().max(200).catch('')),
  status: many(z.enum(statuses)),
  with: many(z.guid()),
  visit: many(z.guid()),
  when: single(z.enum(spans).catch('coming')),
  from: day,
  until: day,
  earlier: single(z.literal('1').transform(Boolean).catch(false)),
  sort: single(z.enum(orders).catch('day')),
  dir: single(z.enum(['asc', 'desc']).optional().catch(undefined)),
  page: single(z.coerce.number().int().min(1).max(100_000).catch(1)),
})

/** Reads the address; what makes no sense counts as not given. */
export function readAddress(params: Record<string, string | string[] | undefined>): ListAddress {
  const { dir, ...read } = schema.parse(params)
  const [from, until] = inOrder(read.from, read.until)
  return { ...read, from, until, dir: dir ?? firstDirection(read) }
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
  query: z
    .string()
    .max(10_000)
    .transform((query) => queryOf(readQuery(query))),
})
