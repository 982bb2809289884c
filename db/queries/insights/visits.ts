import { type SQL, sql } from 'drizzle-orm'
import type { Tx } from '@/db/client'
import { appointments, messages, offers, openings, patients, waitlistEntries } from '@/db/schema'
import {
  type Compared,
  type Confirmation,
  leadBands,
  noVisits,
  type VisitFigures,
} from '@/lib/domain/insights'
import { isAttended, isExpected } from '../predicates'
import { ageBand, bandOf, daysBetween, type InsightsScope, iso, put } from './pieces'

export type VisitInsights = Compared<VisitFigures> & {
  /** By index of `leadBands`. */
  byLead: Map<number, Compared<VisitFigures>>
  byType: Map<string, Compared<VisitFigures>>
  byPractitioner: Map<string, Compared<VisitFigures>>
  /** ISO: 1 is Monday. */
  byWeekday: Map<number, Compared<VisitFigures>>
  byConfirmation: Map<Confirmation, Compared<VisitFigures>>
}

/**
 * Visits of two periods, by their start, as far as it is over at `now`: all, by days from booking to
 * visit, type, practitioner, weekday, and by whether they had been confirmed or asked about.
 * `byPatient` and `byClinic` are who wanted a cancellation, whoever made it.
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
          case when ${appointments.confirmedAt} is not null then 'confirmed'
            when ${asked} then 'unanswered' else 'unasked' end as confirmation,
          ${appointments.cancelledFor} as cancelled_for,
          extract(isodow from ${appointments.startsAt} at time zone ${scope.zone})::int as weekday,
          ${bandOf(daysBetween(sql`${appointments.createdAt}`, sql`${appointments.startsAt}`, scope.zone), leadBands)} as lead
        from ${appointments}
        where ${within(clinicId, { ...scope, end: scope.end < now ? scope.end : now })}
      )
      select current, lead, type, practitioner, weekday, confirmation,
        grouping(lead, type, practitioner, weekday, confirmation) as by,
        count(*)::int as visits,
        (count(*) filter (where status = 'cancelled'))::int as cancelled,
        (count(*) filter (where cancelled_for = 'patient'))::int as "byPatient",
        (count(*) filter (where cancelled_for = 'clinic'))::int as "byClinic",
        (count(*) filter (where ${isAttended(sql`fact`)}))::int as came,
        (count(*) filter (where status = 'noshow'))::int as noshow,
        (count(*) filter (where ${isExpected(sql`fact`)}))::int as unrecorded
      from fact
      group by grouping sets ((current), (current, lead), (current, type), (current, practitioner),
        (current, weekday), (current, confirmation))`)),
  ]
  const found: VisitInsights = {
    now: noVisits,
    before: noVisits,
    byLead: new Map(),
    byType: new Map(),
    byPractitioner: new Map(),
    byWeekday: new Map(),
    byConfirmation: new Map(),
  }
  for (const row of rows) {
    const { visits, cancelled, byPatient, byClinic, came, noshow, unrecorded, current } = row
    const figures = { visits, cancelled, byPatient, byClinic, came, noshow, unrecorded }
    // grouping() has a bit for each column that the row is not grouped by.
    if (row.by === 0b11111) found[current ? 'now' : 'before'] = figures
    else if (row.by === 0b01111) put(found.byLead, row.lead ?? 0, current, figures, noVisits)
    else if (row.by === 0b10111) put(found.byType, row.type ?? '', current, figures, noVisits)
    else if (row.by === 0b11011) {
      put(found.byPractitioner, row.practitioner ?? '', current, figures, noVisits)
    } else if (row.by === 0b11101) {
      put(found.byWeekday, row.weekday ?? 1, current, figures, noVisits)
    } else put(found.byConfirmation, row.confirmation ?? 'unasked', current, figures, noVisits)
  }
  return found
}

/** Patients by group. */
export type WaitingInsights = {
  byAge: Map<number | null, number>
  byLanguage: Map<string, number>
}

/**
 * Patients who waited within a period, by group: with a visit open to an earlier time, or asked about
 * an opening of the period. Of those who left the waitlist only who was asked is known, and they are
 * the fewer the longer ago it was: nothing to compare one period with another by.
 */
export async function waitingInsights(
  tx: Tx,
  clinicId: string,
  scope: InsightsScope,
): Promise<WaitingInsights> {
  const { start, end, zone, practitionerId } = scope
  const whose = (of: SQL) => (practitionerId ? sql`and ${of} = ${practitionerId}` : sql``)
  const rows = await tx.execute<{
    language: string | null
    age: number | null
    by: number
    patients: number
  }>(sql`
    with waited as (
      select ${appointments.patientId} as id from ${appointments}
      join ${waitlistEntries} on ${waitlistEntries.appointmentId} = ${appointments.id}
        and (${waitlistEntries.until} is null or ${waitlistEntries.endedWhy} not in ('left', 'stopped', 'accepted'))
      where ${appointments.clinicId} = ${clinicId} and ${appointments.startsAt} >= ${iso(start)}
        and ${waitlistEntries.since} < ${iso(end)}
        and (${appointments.cancelledAt} is null or ${appointments.cancelledAt} >= ${iso(start)})
        ${whose(sql`${appointments.practitionerId}`)}
      union
      select ${appointments.patientId} from ${openings}
      join ${offers} on ${offers.openingId} = ${openings.id}
      join ${appointments} on ${appointments.id} = ${offers.appointmentId}
      where ${openings.clinicId} = ${clinicId} and ${openings.createdAt} >= ${iso(start)}
        and ${openings.createdAt} < ${iso(end)} ${whose(sql`${openings.practitionerId}`)}
    ), fact as (
      select ${patients.language} as language, ${ageBand(sql`${iso(end)}`, zone)} as age
      from waited join ${patients} on ${patients.id} = waited.id
    )
    select language, age, grouping(language, age) as by, count(*)::int as patients
    from fact group by grouping sets ((language), (age))`)
  const found: WaitingInsights = { byAge: new Map(), byLanguage: new Map() }
  for (const { by, language, age, patients } of rows) {
    if (by === 0b01) found.byLanguage.set(language ?? '', patients)
    else found.byAge.set(age, patients)
  }
  return found
}

/** Whether the patient was mailed a question about the time that the visit has. */
const asked = sql`exists (select from ${messages} m
  where m.appointment_id = ${appointments.id} and m.appointment_version = ${appointments.version}
    and m.kind = 'confirm' and m.state = 'sent')`

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
  confirmation: Confirmation | null
  by: number
}
