import { type SQL, type SQLWrapper, sql } from 'drizzle-orm'
import { openings, patients } from '@/db/schema'
import { ageBands, type Bands, type Compared } from '@/lib/domain/insights'

// What the queries of the insights are made of.

/**
 * Which stretch, of how many days, cut how, on whose clock; `beforeStart` begins the stretch to
 * compare with.
 */
export type InsightsScope = {
  beforeStart: Date
  start: Date
  end: Date
  days: number
  unit: 'day' | 'week' | 'month'
  zone: string
  practitionerId: string | null
}

// Put off the list because its visit was taken back, its practitioner is away or part of it is
// taken: nothing that could have been filled. Staff who take a free time off it leave it empty.
export const outcome = sql`case
  when ${openings.state} = 'filled' then 'filled'
  when ${openings.state} = 'lapsed' or ${openings.closedWhy} = 'by-staff' then 'lost'
  when ${openings.state} = 'withdrawn' then 'taken-back'
  else 'in-play' end`

/** Openings of a clinic, or of one of its practitioners, that fell free within both periods. */
export function within(clinicId: string, { beforeStart, end, practitionerId }: InsightsScope): SQL {
  const whose = practitionerId ? sql` and ${openings.practitionerId} = ${practitionerId}` : sql``
  return sql`${openings.clinicId} = ${clinicId} and ${openings.createdAt} >= ${iso(beforeStart)}
    and ${openings.createdAt} < ${iso(end)}${whose}`
}

/** An instant as a parameter of raw SQL. */
export function iso(instant: Date): SQL {
  return sql`${instant.toISOString()}::timestamptz`
}

/**
 * The first day of the piece of the period (day, week, month) in which an instant lies; of the period
 * before, the piece that it is compared with: the one so many days later.
 */
export function pieceOf(at: SQLWrapper, { start, days, unit, zone }: InsightsScope): SQL {
  const later = sql`case when ${at} >= ${iso(start)} then 0 else ${days}::int end`
  return localDay(
    sql`date_trunc(${unit}, ${at} at time zone ${zone} + make_interval(days => ${later}))`,
  )
}

/** Which of the bands a number is in, from 0. */
export function bandOf(value: SQL, { starts }: Bands): SQL {
  return sql`width_bucket(${value}::float8, ${sql.raw(`array[${starts.join(', ')}]::float8[]`)})`
}

/** The age band of a patient at an instant, also of one who is erased; null without a birth date. */
export function ageBand(at: SQLWrapper, zone: string): SQL {
  const born = sql`coalesce(${patients.birthDate}, make_date(${patients.ageFromYear}, 1, 1))`
  const years = sql`extract(year from age((${at} at time zone ${zone})::date, ${born}))`
  return bandOf(years, ageBands)
}

/** Calendar days from one instant to another in a zone, as `daysBetween` of lib/domain counts them. */
export function daysBetween(from: SQLWrapper, to: SQLWrapper, zone: string): SQL {
  return sql`(${localDay(sql`${to} at time zone ${zone}`)} - ${localDay(sql`${from} at time zone ${zone}`)})`
}

function localDay(wall: SQL): SQL {
  return sql`(${wall})::date`
}

/** Minutes from one instant to another. */
export function minutes(from: SQLWrapper, to: SQLWrapper): SQL {
  return sql`(extract(epoch from ${to} - ${from})::float8 / 60)`
}

/** Puts one period's figures into a group's pair. */
export function put<K, T>(
  map: Map<K, Compared<T>>,
  key: K,
  current: boolean,
  figures: T,
  none: T,
): void {
  const pair = map.get(key) ?? { now: none, before: none }
  map.set(key, { ...pair, [current ? 'now' : 'before']: figures })
}
