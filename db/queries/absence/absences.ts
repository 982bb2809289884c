import { and, asc, eq } from 'drizzle-orm'
import type { Tx } from '@/db/client'
import { absences, appointments, patients } from '@/db/schema'
import type { Range } from '@/lib/domain/time'
import { isExpected, isNotOver, overlapsRange } from '../predicates'

/** A practitioner's absences that are not over, the next first. */
export async function absencesOf(tx: Tx, clinicId: string, practitionerId: string, now: Date) {
  return tx
    .select()
    .from(absences)
    .where(
      and(
        eq(absences.clinicId, clinicId),
        eq(absences.practitionerId, practitionerId),
        isNotOver(absences, now),
      ),
    )
    .orderBy(asc(absences.startsAt))
}

/** The times of one absence of a practitioner, or null. */
export async function absenceTime(
  tx: Tx,
  clinicId: string,
  practitionerId: string,
  absenceId: string,
): Promise<Range | null> {
  const [absence] = await tx
    .select({ start: absences.startsAt, end: absences.endsAt })
    .from(absences)
    .where(
      and(
        eq(absences.clinicId, clinicId),
        eq(absences.practitionerId, practitionerId),
        eq(absences.id, absenceId),
      ),
    )
  return absence ?? null
}

/** A practitioner's visits that are booked or confirmed and touch a range. */
export async function bookedVisitsOf(
  tx: Tx,
  clinicId: string,
  practitionerId: string,
  range: Range,
) {
  return tx
    .select({
      id: appointments.id,
      startsAt: appointments.startsAt,
      endsAt: appointments.endsAt,
      givenName: patients.givenName,
      familyName: patients.familyName,
    })
    .from(appointments)
    .innerJoin(
      patients,
      and(eq(patients.clinicId, appointments.clinicId), eq(patients.id, appointments.patientId)),
    )
    .where(
      and(
        eq(appointments.clinicId, clinicId),
        eq(appointments.practitionerId, practitionerId),
        isExpected(appointments),
        overlapsRange(appointments, range),
      ),
    )
    .orderBy(asc(appointments.startsAt))
}
