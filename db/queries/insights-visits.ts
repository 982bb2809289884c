import { type SQL, sql } from 'drizzle-orm'
import type { Tx } from '@/db/client'
import { appointments, patients } from '@/db/schema'
import { type Compared, leadBands, noVisits, type VisitFigures } from '@/lib/domain/insights'
import { ageBand, bandOf, daysBetween, type InsightsScope, iso, put } from './insights'

export type VisitInsights = Compared<VisitFigures> & {
  /** By index of `leadBands`. */
  byLead: Map<number, Compared<VisitFigures>>
  byType: Map<string, Compared<VisitFigures>>
  byPractitioner: Map<string, Compared<VisitFigures>>
  /** ISO: 1 is Monday. */
  byWeekday: Map<number, Compared<VisitFigures>>
  byConfirmed: Map<boolean, Compared<VisitFigures>>
}

/**
 * Visits of two periods, by their start, as far as it is over at `now`: all, by days from booking to
 * visit, type, practitioner, weekday, and by whether they had been confirmed.
 */
export async function visitInsights(
  tx: Tx,
  clinicId: string,
  scope: InsightsScope,
  now: Date,
): Promise<VisitInsights> {
  const rows = [
    ...(await tx.execute<VisitRow>(sql`
      with fact as (
        select ${appointments.startsAt} >= ${iso(scope.start)} as current,
          ${appointments.status} as status, ${appointments.typeId} as type,
          ${appointments.practitionerId} as practitioner,
          ${appointments.confirmedAt} is not null as confirmed,
          extract(isodow from ${appointments.startsAt} at time zone ${scope.zone})::int as weekday,
          ${bandOf(daysBetween(sql`${appointments.createdAt}`, sql`${appointments.startsAt}`, scope.zone), leadBands)} as lead
        from ${appointments}
        where ${within(clinicId, { ...scope, end: scope.end < now ? scope.end : now })}
      )
      select current, lead, type, practitioner, weekday, confirmed,
        grouping(lead, type, practitioner, weekday, confirmed) as by,
        count(*)::int as visits,
        (count(*) filter (where status = 'cancelled'))::int as cancelled,
        (count(*) filter (where status in ('arrived', 'fulfilled')))::int as came,
        (count(*) filter (where status = 'noshow'))::int as noshow,
        (count(*) filter (where status in ('booked', 'confirmed')))::int as unrecorded
      from fact
      group by grouping sets ((current), (current, lead), (current, type), (current, practitioner),
        (current, weekday), (current, confirmed))`)),
  ]
  const found: VisitInsights = {
    now: noVisits,
    before: noVisits,
    byLead: new Map(),
    byType: new Map(),
    byPractitioner: new Map(),
    byWeekday: new Map(),
    byConfirmed: new Map(),
  }
  for (const row of rows) {
    const { visits, cancelled, came, noshow, unrecorded, current } = row
    const figures = { visits, cancelled, came, noshow, unrecorded }
    // grouping() has a bit for each column that the row is not grouped by.
    if (row.by === 0b11111) found[current ? 'now' : 'before'] = figures
    else if (row.by === 0b01111) put(found.byLead, row.lead ?? 0, current, figures, noVisits)
    else if (row.by === 0b10111) put(found.byType, row.type ?? '', current, figures, noVisits)
    else if (row.by === 0b11011) {
      put(found.byPractitioner, row.practitioner ?? '', current, figures, noVisits)
    } else if (row.by === 0b11101) {
      put(found.byWeekday, row.weekday ?? 1, current, figures, noVisits)
    } else put(found.byConfirmed, row.confirmed ?? false, current, figures, noVisits)
  }
  return found
}

export type WaitingInsights = {
  byAge: Map<number | null, Compared<number>>
  byLanguage: Map<string, Compared<number>>
}

/**
 * Patients with a visit in or after a period that was open to an earlier time before the period's
 * end, by group. Who has left the waitlist since is not among them: only the present list is known.
 */
export async function waitingInsights(
  tx: Tx,
  clinicId: string,
  scope: InsightsScope,
): Promise<WaitingInsights> {
  const of = (start: Date, end: Date, current: boolean) => sql`
    select ${current}::boolean as current, ${patients.id} as patient, ${patients.language} as language,
      ${ageBand(sql`${iso(end)}`, scope.zone)} as age
    from ${appointments} join ${patients} on ${patients.id} = ${appointments.patientId}
    where ${appointments.clinicId} = ${clinicId} and ${appointments.startsAt} >= ${iso(start)}
      and ${appointments.waitlistedAt} < ${iso(end)}
      ${scope.practitionerId ? sql`and ${appointments.practitionerId} = ${scope.practitionerId}` : sql``}`
  const rows = await tx.execute<{
    current: boolean
    language: string | null
    age: number | null
    by: number
    patients: number
  }>(sql`
    with fact as (
      ${of(scope.start, scope.end, true)} union all ${of(scope.beforeStart, scope.start, false)})
    select current, language, age, grouping(language, age) as by,
      count(distinct patient)::int as patients
    from fact group by grouping sets ((current, language), (current, age))`)
  const found: WaitingInsights = { byAge: new Map(), byLanguage: new Map() }
  for (const { by, current, language, age, patients } of rows) {
    if (by === 0b01) put(found.byLanguage, language ?? '', current, patients, 0)
    else put(found.byAge, age, current, patients, 0)
  }
  return found
}

function within(clinicId: string, { beforeStart, end, practitionerId }: InsightsScope): SQL {
  const whose = practitionerId
    ? sql` and ${appointments.practitionerId} = ${practitionerId}`
    : sql``
  return sql`${appointments.clinicId} = ${clinicId} and ${appointments.startsAt} >= ${iso(beforeStart)}
    and ${appointments.startsAt} < ${iso(end)}${whose}`
}

type VisitRow = VisitFigures & {
  current: boolean
  lead: number | null
  type: string | null
  practitioner: string | null
  weekday: number | null
  confirmed: boolean | null
  by: number
}
