import { type SQL, sql } from 'drizzle-orm'
import type { Tx } from '@/db/client'
import { absences, appointments, appointmentTypes, openings } from '@/db/schema'
import { type Compared, noSlots, type SlotFigures } from '@/lib/domain/insights'
import { overlapsRange } from '../predicates'
import { type InsightsScope, iso, outcome, pieceOf, put, within } from './pieces'

// A slot counts on the day it fell free, and a chain with its first opening: that one's day and
// practitioner, whenever and with whomever the others are.

export type SlotInsights = Compared<SlotFigures> & {
  byPractitioner: Map<string, Compared<SlotFigures>>
  byTime: Map<string, Compared<SlotFigures>>
}

/**
 * What came of the slots that fell free in two periods, as far as it is known at `now`: all, by
 * practitioner, and over time.
 */
export async function slotInsights(
  tx: Tx,
  clinicId: string,
  scope: InsightsScope,
  now: Date,
): Promise<SlotInsights> {
  const rows = [
    ...(await tx.execute<SlotRow>(sql`
      with chain as (${chains(clinicId, scope)}),
      slot as (
        select freed_at, practitioner,
          stake as freed, stake - lost - in_play as won_back, lost as ended_empty, in_play as undecided,
          0 as missed, 0 as unoffered,
          stake_cents - lost_cents - in_play_cents as recovered_cents, lost_cents
        from (
          select *, least(stake - lost, open) as in_play,
            least(stake_cents - lost_cents, open_cents) as in_play_cents
          from (
            select *, least(stake, emptied) as lost, least(stake_cents, emptied_cents) as lost_cents
            from chain) capped) settled
        union all
        select freed_at, practitioner, 0, 0, 0, 0, missed::int, (not missed)::int, 0, 0
        from (${idle(clinicId, scope, now)}) idle
      ), fact as (
        select *, freed_at >= ${iso(scope.start)} as current,
          ${pieceOf(sql`freed_at`, scope)}::text as day
        from slot
      )
      select current, practitioner, day, grouping(practitioner, day) as by,
        sum(freed)::int as freed, sum(won_back)::int as won_back,
        sum(ended_empty)::int as ended_empty, sum(undecided)::int as undecided,
        sum(missed)::int as missed, sum(unoffered)::int as unoffered,
        sum(recovered_cents)::float8 as recovered_cents, sum(lost_cents)::float8 as lost_cents
      from fact group by grouping sets ((current), (current, practitioner), (current, day))`)),
  ]
  const found: SlotInsights = {
    now: noSlots,
    before: noSlots,
    byPractitioner: new Map(),
    byTime: new Map(),
  }
  for (const row of rows) {
    const figures = slotFigures(row)
    // grouping() has a bit for each column that the row is not grouped by.
    if (row.by === 0b11) found[row.current ? 'now' : 'before'] = figures
    else if (row.by === 0b01) {
      put(found.byPractitioner, row.practitioner ?? '', row.current, figures, noSlots)
    } else put(found.byTime, row.day ?? '', row.current, figures, noSlots)
  }
  return found
}

/**
 * A row for each chain: how many slots were at stake in it, how many of its openings ended empty or
 * are open, and the prices of these. At stake is what its first openings are worth; one that was
 * reshaped has given way to what was made of it. What was left by a leap and then reshaped into the
 * opening of another chain is at stake there, so it is not here any more.
 */
function chains(clinicId: string, scope: InsightsScope): SQL {
  const cents = appointmentTypes.priceCents
  const first = sql`depth = 0 and outcome <> 'taken-back'`
  const carried = sql`depth > 0 and closed_why = 'reshaped' and not made_here`
  const sum = (of: SQL, which: SQL) => sql`coalesce(sum(${of}) filter (where ${which}), 0)`
  const atStake = (of: SQL) => sql`greatest(0, ${sum(of, first)}
    - ${sum(of, carried)})`
  return sql`
    select freed_at, practitioner, ${atStake(sql`1`)} as stake, ${atStake(sql`cents`)} as stake_cents,
      ${sum(sql`1`, sql`outcome = 'lost'`)} as emptied,
      ${sum(sql`cents`, sql`outcome = 'lost'`)} as emptied_cents,
      ${sum(sql`1`, sql`outcome = 'in-play'`)} as open,
      ${sum(sql`cents`, sql`outcome = 'in-play'`)} as open_cents
    from (
      select root.id, root.created_at as freed_at, root.practitioner_id as practitioner,
        ${openings.depth} as depth, ${openings.closedWhy} as closed_why,
        ${openings.closedWhy} = 'reshaped' and exists (
          select from ${openings} made
          where made.clinic_id = root.clinic_id and made.chain_id = root.id
            and ${openings.id} = any(made.made_of)) as made_here,
        ${cents} as cents, ${outcome} as outcome
      from (select * from ${openings}
        where ${within(clinicId, scope)} and ${openings.chainId} = ${openings.id}) root
      join ${openings} on ${openings.clinicId} = root.clinic_id and ${openings.chainId} = root.id
      join ${appointmentTypes} on ${appointmentTypes.id} = ${openings.typeId}) link
    group by id, freed_at, practitioner`
}

/**
 * Visits whose time stayed empty without ever becoming an opening: nobody came, or it was cancelled
 * and neither offered nor booked again. Not where the practitioner was away. An opening that ended
 * because the visit was back is of what happened to it before.
 */
function idle(clinicId: string, { practitionerId, ...scope }: InsightsScope, now: Date): SQL {
  const whose = practitionerId ? sql`and practitioner_id = ${practitionerId}` : sql``
  return sql`
    select freed_at, practitioner_id as practitioner, missed
    from (
      select *, status = 'noshow' as missed,
        case when status = 'noshow' then starts_at else least(cancelled_at, starts_at) end as freed_at
      from ${appointments}
      where clinic_id = ${clinicId} and starts_at >= ${iso(scope.beforeStart)}
        and starts_at <= ${iso(now)} and status in ('noshow', 'cancelled') ${whose}) visit
    ${none(
      'taken',
      sql`
        select from ${appointments} other
        where other.clinic_id = ${clinicId} and other.practitioner_id = visit.practitioner_id
          and other.starts_at > visit.starts_at - ${longest}
          and ${overlapsRange(sql`other`, visitTime)} and other.id <> visit.id
          and (other.status <> 'cancelled' or other.cancelled_at > visit.cancelled_at)`,
    )}
    ${none(
      'absent',
      sql`
        select from ${absences} away
        where away.clinic_id = ${clinicId} and away.practitioner_id = visit.practitioner_id
          and ${overlapsRange(sql`away`, visitTime)}`,
    )}
    where freed_at >= ${iso(scope.beforeStart)} and freed_at < ${iso(scope.end)}
      and not exists (
        select from ${openings} o
        where o.clinic_id = ${clinicId} and o.left_by = visit.id and o.left_by_version = visit.version
          and o.source = case when visit.missed then 'no-show' else 'cancellation' end::opening_source
          and coalesce(o.closed_why, '') not in ('visit-reinstated', 'no-show-undone'))`
}

/**
 * Keeps the rows for which the query finds nothing, row by row along its index: as an anti-join it would be
 * hashed by practitioner, and compare every visit of theirs with every other.
 */
function none(name: string, query: SQL): SQL {
  const its = sql.identifier(name)
  return sql`join lateral (select count(*) as found from (${query} limit 1) one) ${its} on ${its}.found = 0`
}

const visitTime = { start: sql`visit.starts_at`, end: sql`visit.ends_at` }

/** No visit is longer, so that an index can tell which overlap. */
const longest = sql`interval '1 day'`

type SlotRow = {
  current: boolean
  practitioner: string | null
  day: string | null
  by: number
  freed: number
  won_back: number
  ended_empty: number
  undecided: number
  missed: number
  unoffered: number
  recovered_cents: number
  lost_cents: number
}

function slotFigures(row: SlotRow): SlotFigures {
  const { freed, undecided, missed, unoffered } = row
  return {
    ...{ freed, undecided, missed, unoffered },
    wonBack: row.won_back,
    endedEmpty: row.ended_empty,
    recoveredCents: row.recovered_cents,
    lostCents: row.lost_cents,
  }
}
