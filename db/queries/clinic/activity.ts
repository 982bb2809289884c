import { and, desc, eq, inArray, lt, sql } from 'drizzle-orm'
import { unionAll } from 'drizzle-orm/pg-core'
import type { Tx } from '@/db/client'
import { appointments, audit, openings, patients, practitioners } from '@/db/schema'
import { matchesPatient } from '../patient/patients'
import { actorName, wholeName } from '../patient/person-name'

export type ActorKind = (typeof audit.actorKind.enumValues)[number]
export type ActivityRow = Awaited<ReturnType<typeof activityPage>>[number]

export type ActivityFilter = {
  actor: ActorKind | null
  /** A patient's name, email, phone or birth date; empty for everybody. */
  text: string
  /** Who looked at which patient, in place of what changed. */
  views: boolean
  /** Only what was recorded before the entry with this id. */
  before: number | null
}

/** Written out, as in the indexes `audit_latest` and `audit_views`: they serve no other words for it. */
export const isChange = sql`${audit.action} <> 'patient.viewed'`
const isView = sql`${audit.action} = 'patient.viewed'`

/** The practitioner whom an entry names, or who has the opening that it is about. */
export const withWhom = sql`coalesce((${audit.details} ->> 'practitionerId')::uuid, ${openings.practitionerId})`

/** What happened at the clinic, the latest first, at most `limit`: each entry with whom and what it is about. */
export async function activityPage(
  tx: Tx,
  clinicId: string,
  { actor, text, views, before }: ActivityFilter,
  limit: number,
) {
  return tx
    .select({
      id: audit.id,
      at: audit.at,
      actorKind: audit.actorKind,
      actorName,
      action: audit.action,
      details: audit.details,
      appointmentId: audit.appointmentId,
      /** Where the visit is now. */
      visitAt: appointments.startsAt,
      patientName: sql<string | null>`${wholeName(patients)}`,
      /** Where the patient themselves are to be found; none once they are erased. */
      patientId: sql<string | null>`case when ${patients.erasedAt} is null then ${patients.id} end`,
      openingId: audit.openingId,
      openingStartsAt: openings.startsAt,
      practitionerName: practitioners.name,
    })
    .from(audit)
    .leftJoin(appointments, eq(appointments.id, audit.appointmentId))
    .leftJoin(
      patients,
      // Of one who was merged into another since, the name is there.
      eq(
        patients.id,
        sql`coalesce(${appointments.patientId}, (select coalesce(p.merged_into, p.id) from ${patients} p
          where p.id = ${audit.patientId}))`,
      ),
    )
    .leftJoin(openings, eq(openings.id, audit.openingId))
    .leftJoin(practitioners, eq(practitioners.id, withWhom))
    .where(
      and(
        eq(audit.clinicId, clinicId),
        views ? isView : isChange,
        actor ? eq(audit.actorKind, actor) : undefined,
        before ? lt(audit.id, before) : undefined,
        text.trim() ? inArray(audit.id, entriesAbout(tx, clinicId, text)) : undefined,
      ),
    )
    .orderBy(desc(audit.id))
    .limit(limit)
}

/** The entries about the visits of the patients that a search means, and about those patients themselves. */
function entriesAbout(tx: Tx, clinicId: string, text: string) {
  const meant = tx
    .select({ id: patients.id })
    .from(patients)
    .where(and(eq(patients.clinicId, clinicId), matchesPatient(text)))
  const visits = tx
    .select({ id: appointments.id })
    .from(appointments)
    .where(and(eq(appointments.clinicId, clinicId), inArray(appointments.patientId, meant)))
  return unionAll(
    tx
      .select({ id: audit.id })
      .from(audit)
      .where(and(eq(audit.clinicId, clinicId), inArray(audit.appointmentId, visits))),
    tx
      .select({ id: audit.id })
      .from(audit)
      .where(
        and(
          eq(audit.clinicId, clinicId),
          sql`${audit.patientId} in (select p.id from ${patients} p
            where p.clinic_id = ${clinicId} and (p.id in ${meant} or p.merged_into in ${meant}))`,
        ),
      ),
  )
}
