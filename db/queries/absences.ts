import { and, asc, eq, gt, inArray, lt } from 'drizzle-orm'
import type { Tx } from '@/db/client'
import { absences, appointments, offers, openings, patients } from '@/db/schema'
import type { Range } from '@/lib/domain/time'

/** A practitioner's absences that are not over, the next first. */
export async function absencesOf(tx: Tx, clinicId: string, practitionerId: string, now: Date) {
  return tx
    .select()
    .from(absences)
    .where(
      and(
        eq(absences.clinicId, clinicId),
        eq(absences.practitionerId, practitionerId),
        gt(absences.endsAt, now),
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
        inArray(appointments.status, ['booked', 'confirmed']),
        lt(appointments.startsAt, range.end),
        gt(appointments.endsAt, range.start),
      ),
    )
    .orderBy(asc(appointments.startsAt))
}

/** The practitioner's openings that are free or held and touch a range, with whom they are held for. */
export async function openingsWithHolders(
  tx: Tx,
  clinicId: string,
  practitionerId: string,
  range: Range,
) {
  return tx
    .select({
      id: openings.id,
      startsAt: openings.startsAt,
      givenName: patients.givenName,
      familyName: patients.familyName,
    })
    .from(openings)
    .leftJoin(
      offers,
      and(
        eq(offers.clinicId, openings.clinicId),
        eq(offers.openingId, openings.id),
        eq(offers.state, 'pending'),
      ),
    )
    .leftJoin(
      appointments,
      and(eq(appointments.clinicId, offers.clinicId), eq(appointments.id, offers.appointmentId)),
    )
    .leftJoin(
      patients,
      and(eq(patients.clinicId, appointments.clinicId), eq(patients.id, appointments.patientId)),
    )
    .where(
      and(
        eq(openings.clinicId, clinicId),
        eq(openings.practitionerId, practitionerId),
        inArray(openings.state, ['open', 'offering']),
        lt(openings.startsAt, range.end),
        gt(openings.endsAt, range.start),
      ),
    )
    .orderBy(asc(openings.startsAt))
}
