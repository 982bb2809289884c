import { and, asc, desc, eq, inArray, isNotNull, sql } from 'drizzle-orm'
import type { Tx } from '@/db/client'
import { appointments, offers, patients } from '@/db/schema'
import type { Candidate, OpeningToFill } from '@/lib/domain/matching'

/**
 * A page of the waitlisted appointments of the opening's type that lie after it, in the order of
 * rank (`compare`), read along the index in that order. `judge` says who of them suits.
 */
export async function waitlistFor(
  tx: Tx,
  clinicId: string,
  opening: OpeningToFill,
  { limit, offset = 0 }: { limit: number; offset?: number },
): Promise<Candidate[]> {
  const rows = await tx
    .select({
      appointmentId: appointments.id,
      patientId: appointments.patientId,
      typeId: appointments.typeId,
      practitionerId: appointments.practitionerId,
      start: appointments.startsAt,
      end: appointments.endsAt,
      priority: appointments.priority,
      waitlistedAt: appointments.waitlistedAt,
      practitionerIds: appointments.wishPractitionerIds,
      weekdays: appointments.wishWeekdays,
      times: appointments.wishTimes,
      noticeMinutes: appointments.wishNoticeMinutes,
      bouncedAt: patients.bouncedAt,
      alreadyOffered: sql<boolean>`exists (
        select from ${offers} f where f.opening_id = ${opening.id} and f.appointment_id = ${appointments.id})`,
      pendingOfferElsewhere: sql<boolean>`exists (
        select from ${offers} f where f.appointment_id = ${appointments.id} and f.state = 'pending')`,
      busyThen: sql<boolean>`exists (
        select from ${appointments} other
        where other.clinic_id = ${clinicId} and other.patient_id = ${appointments.patientId}
          and other.id <> ${appointments.id} and other.status in ('booked', 'confirmed', 'arrived')
          and other.starts_at < ${opening.end.toISOString()}::timestamptz
          and other.ends_at > ${opening.start.toISOString()}::timestamptz)`,
    })
    .from(appointments)
    .innerJoin(
      patients,
      and(eq(patients.clinicId, appointments.clinicId), eq(patients.id, appointments.patientId)),
    )
    .where(
      and(
        eq(appointments.clinicId, clinicId),
        eq(appointments.typeId, opening.typeId),
        isNotNull(appointments.waitlistedAt),
        inArray(appointments.status, ['booked', 'confirmed']),
        sql`${appointments.startsAt} > ${opening.start.toISOString()}::timestamptz`,
      ),
    )
    .orderBy(desc(appointments.priority), asc(appointments.waitlistedAt), asc(appointments.id))
    .limit(limit)
    .offset(offset)
  return rows.flatMap(
    ({ practitionerIds, weekdays, times, noticeMinutes, bouncedAt, end, ...row }) =>
      row.waitlistedAt
        ? [
            {
              ...row,
              waitlistedAt: row.waitlistedAt,
              durationMinutes: (+end - +row.start) / 60_000,
              wishes: { practitionerIds, weekdays, times, noticeMinutes },
              reachable: bouncedAt === null,
            },
          ]
        : [],
  )
}
