import { sql } from 'drizzle-orm'
import type { Tx } from '@/db/client'
import { appointments, offers, openings, patients } from '@/db/schema'
import {
  type Compared,
  fillCurve,
  gainBands,
  noOffers,
  noOpenings,
  noticeBands,
  type OfferFigures,
  type OpeningFigures,
} from '@/lib/domain/insights'
import { isAttended, isExpected } from '../predicates'
import {
  ageBand,
  bandOf,
  daysBetween,
  type InsightsScope,
  iso,
  minutes,
  outcome,
  pieceOf,
  put,
  within,
} from './pieces'

// Openings count by the instant at which they fell free; what came of them counts with them,
// whenever it came. An offer that did not get to its patient was none.

export type OpeningInsights = Compared<OpeningFigures> & {
  /** By index of `noticeBands`. */
  byNotice: Map<number, Compared<OpeningFigures>>
  byPractitioner: Map<string, Compared<OpeningFigures>>
  /** By the first day of each day, week or month of the period; compared with as many days before. */
  byTime: Map<string, Compared<OpeningFigures>>
}

type Row<T> = T & {
  current: boolean
  notice: number | null
  practitioner: string | null
  day: string | null
  by: number
}

/** Openings of two periods: all, by notice, by practitioner, and over time. */
export async function openingInsights(
  tx: Tx,
  clinicId: string,
  scope: InsightsScope,
): Promise<OpeningInsights> {
  const rows = [
    ...(await tx.execute<Row<OpeningRow>>(sql`
      with fact as (
        select ${openings.createdAt} >= ${iso(scope.start)} as current,
          ${bandOf(minutes(openings.createdAt, openings.startsAt), noticeBands)} as notice,
          ${openings.practitionerId} as practitioner,
          ${pieceOf(openings.createdAt, scope)} as day,
          ${outcome} as outcome,
          ${openings.closedWhy} = 'by-hand' as by_hand,
          case when ${openings.state} = 'filled'
            then ${minutes(openings.createdAt, openings.closedAt)} end as fill_minutes,
          ${minutes(openings.createdAt, sql`asked.first_at`)} as first_offer_minutes,
          asked.offers, asked.accepted,
          ${daysBetween(openings.startsAt, sql`asked.accepted_from`, scope.zone)} as gain
        from ${openings}
        cross join lateral (
          select min(f.offered_at) as first_at, count(*) as offers,
            count(*) filter (where f.state = 'accepted') as accepted,
            max(f.from_starts_at) filter (where f.state = 'accepted') as accepted_from
          from ${offers} f
          where f.opening_id = ${openings.id} and f.reached) asked
        where ${within(clinicId, scope)}
      )
      select current, notice, practitioner, day::text,
        grouping(notice, practitioner, day) as by,
        count(*)::int as openings,
        (count(*) filter (where outcome = 'filled'))::int as filled,
        (count(*) filter (where outcome = 'filled' and by_hand))::int as by_hand,
        (count(*) filter (where outcome = 'lost'))::int as lost,
        (count(*) filter (where outcome = 'taken-back'))::int as taken_back,
        (count(*) filter (where outcome = 'in-play'))::int as in_play,
        sum(offers)::int as offers,
        sum(accepted)::int as accepted,
        coalesce(sum(gain), 0)::int as days_gained,
        percentile_cont(array[0.25, 0.5, 0.75]) within group (order by gain) as gain,
        percentile_cont(0.5) within group (order by first_offer_minutes) as first_offer_minutes,
        percentile_cont(0.5) within group (order by fill_minutes) as fill_minutes
      from fact
      group by grouping sets ((current), (current, notice), (current, practitioner), (current, day))`)),
  ]
  const found: OpeningInsights = {
    now: noOpenings,
    before: noOpenings,
    byNotice: new Map(),
    byPractitioner: new Map(),
    byTime: new Map(),
  }
  for (const row of rows) {
    const figures = openingFigures(row)
    // grouping() has a bit for each column that the row is not grouped by.
    if (row.by === 0b111) found[row.current ? 'now' : 'before'] = figures
    else if (row.by === 0b011)
      put(found.byNotice, row.notice ?? 0, row.current, figures, noOpenings)
    else if (row.by === 0b101) {
      put(found.byPractitioner, row.practitioner ?? '', row.current, figures, noOpenings)
    } else put(found.byTime, row.day ?? '', row.current, figures, noOpenings)
  }
  return found
}

export type OfferInsights = Compared<OfferFigures> & {
  /** By index of `ageBands`; null where no birth date is known. */
  byAge: Map<number | null, Compared<OfferFigures>>
  byLanguage: Map<string, Compared<OfferFigures>>
  /** Accepted offers, by index of `gainBands`. */
  byGain: Map<number, Compared<OfferFigures>>
}

/**
 * The offers of the openings of two periods: all, by patient group, and by days gained. Whether an
 * accepted time was kept is known of times that are over at `now`; who has an even earlier one since
 * does not count.
 */
export async function offerInsights(
  tx: Tx,
  clinicId: string,
  scope: InsightsScope,
  now: Date,
): Promise<OfferInsights> {
  const rows = [
    ...(await tx.execute<OfferRow>(sql`
      with fact as (
        select ${openings.createdAt} >= ${iso(scope.start)} as current,
          ${ending} as state, ${patients.id} as patient, ${patients.language} as language,
          ${ageBand(offers.offeredAt, scope.zone)} as age,
          case when ${offers.state} in ('accepted', 'declined')
            then ${minutes(offers.offeredAt, offers.closedAt)} end as answer_minutes,
          case when ${offers.state} = 'accepted'
            then ${daysBetween(openings.startsAt, offers.fromStartsAt, scope.zone)} end as gain,
          ${offers.state} = 'accepted' and ${openings.startsAt} <= ${iso(now)}
            and ${appointments.startsAt} >= ${openings.startsAt} as past,
          ${appointments.startsAt} > ${openings.startsAt} as left_again,
          ${appointments.status} as status
        from ${openings}
        join ${offers} on ${offers.openingId} = ${openings.id}
        join ${appointments} on ${appointments.id} = ${offers.appointmentId}
        join ${patients} on ${patients.id} = ${appointments.patientId}
        where ${within(clinicId, scope)} and ${offers.reached}
      ), banded as (select *, ${bandOf(sql`gain`, gainBands)} as gain_band from fact)
      select current, age, language, gain_band,
        grouping(age, language, gain_band) as by,
        count(*)::int as offers,
        (count(*) filter (where state = 'accepted'))::int as accepted,
        (count(*) filter (where state = 'declined'))::int as declined,
        (count(*) filter (where state = 'expired'))::int as expired,
        (count(*) filter (where state = 'quicker'))::int as quicker,
        (count(*) filter (where state = 'withdrawn'))::int as withdrawn,
        (count(*) filter (where state = 'pending'))::int as pending,
        percentile_cont(0.5) within group (order by answer_minutes) as answer_minutes,
        count(distinct patient)::int as patients,
        coalesce(sum(gain), 0)::int as days_gained,
        percentile_cont(0.5) within group (order by gain) as median_gain,
        (count(*) filter (where past
          and (left_again or not ${isExpected(sql`banded`)})))::int as due,
        (count(*) filter (where past
          and not left_again and ${isAttended(sql`banded`)}))::int as kept
      from banded
      group by grouping sets ((current), (current, age), (current, language), (current, gain_band))`)),
  ]
  const found: OfferInsights = {
    now: noOffers,
    before: noOffers,
    byAge: new Map(),
    byLanguage: new Map(),
    byGain: new Map(),
  }
  for (const row of rows) {
    const figures = offerFigures(row)
    if (row.by === 0b111) found[row.current ? 'now' : 'before'] = figures
    else if (row.by === 0b011) put(found.byAge, row.age, row.current, figures, noOffers)
    else if (row.by === 0b101)
      put(found.byLanguage, row.language ?? '', row.current, figures, noOffers)
    else if (row.gain_band !== null)
      put(found.byGain, row.gain_band, row.current, figures, noOffers)
  }
  return found
}

/** How many of two periods' filled openings were filled within each step of `fillCurve`. */
export async function fillTimes(
  tx: Tx,
  clinicId: string,
  scope: InsightsScope,
): Promise<Compared<Map<number, number>>> {
  const rows = await tx.execute<{ current: boolean; step: number; filled: number }>(sql`
    select ${openings.createdAt} >= ${iso(scope.start)} as current,
      least(floor(${minutes(openings.createdAt, openings.closedAt)} / ${fillCurve.step}),
        ${fillCurve.end / fillCurve.step})::int as step, count(*)::int as filled
    from ${openings}
    where ${within(clinicId, scope)} and ${openings.state} = 'filled'
    group by 1, 2`)
  const found = { now: new Map<number, number>(), before: new Map<number, number>() }
  for (const { current, step, filled } of rows) found[current ? 'now' : 'before'].set(step, filled)
  return found
}

/** Whether the clinic has had any opening at all. */
export async function hasOpenings(tx: Tx, clinicId: string): Promise<boolean> {
  const [row] = await tx.execute<{ any: boolean }>(
    sql`select exists (select from ${openings} where ${openings.clinicId} = ${clinicId}) as any`,
  )
  return row?.any ?? false
}

// Nobody took back what another of those asked at once had accepted.
const ending = sql`case
  when ${offers.state} = 'withdrawn' and ${offers.closedWhy} in ('given-to-another', 'accepted')
  then 'quicker' else ${offers.state}::text end`

type OpeningRow = {
  openings: number
  filled: number
  by_hand: number
  lost: number
  taken_back: number
  in_play: number
  offers: number
  accepted: number
  days_gained: number
  gain: number[] | null
  first_offer_minutes: number | null
  fill_minutes: number | null
}

function openingFigures(row: OpeningRow): OpeningFigures {
  const [low, median, high] = row.gain ?? []
  return {
    openings: row.openings,
    filled: row.filled,
    byHand: row.by_hand,
    lost: row.lost,
    takenBack: row.taken_back,
    inPlay: row.in_play,
    offers: row.offers,
    accepted: row.accepted,
    daysGained: row.days_gained,
    gain:
      typeof low === 'number' && typeof median === 'number' && typeof high === 'number'
        ? { low, median, high }
        : null,
    firstOfferMinutes: row.first_offer_minutes,
    fillMinutes: row.fill_minutes,
  }
}

type OfferRow = {
  current: boolean
  age: number | null
  language: string | null
  gain_band: number | null
  by: number
  offers: number
  accepted: number
  declined: number
  expired: number
  quicker: number
  withdrawn: number
  pending: number
  answer_minutes: number | null
  patients: number
  days_gained: number
  median_gain: number | null
  due: number
  kept: number
}

function offerFigures(row: OfferRow): OfferFigures {
  const { offers, accepted, declined, expired, quicker, withdrawn, pending } = row
  return {
    ...{ offers, accepted, declined, expired, quicker, withdrawn, pending },
    ...{ patients: row.patients, due: row.due, kept: row.kept },
    answerMinutes: row.answer_minutes,
    daysGained: row.days_gained,
    medianGain: row.median_gain,
  }
}
