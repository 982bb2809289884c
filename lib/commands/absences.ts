import { and, eq, gt, lt, ne } from 'drizzle-orm'
import { absences } from '@/db/schema'
import { type Range, subtract } from '@/lib/domain/time'
import type { Change } from './change'
import { takenWithin, takeSlot } from './slots'

export type Absence = typeof absences.$inferSelect

/** Gives an absence all of its time that is still free. The practitioner's slots are locked already. */
export async function takeAbsence({ tx, clinic }: Change, absence: Absence): Promise<void> {
  const { practitionerId } = absence
  const whole: Range = { start: absence.startsAt, end: absence.endsAt }
  for (const during of subtract([whole], await takenWithin(tx, practitionerId, whole))) {
    await takeSlot(tx, { clinicId: clinic.id, practitionerId, during, absenceId: absence.id })
  }
}

/** The practitioner's other absences that share time with this one. */
export async function absencesBeside({ tx, clinic }: Change, absence: Absence): Promise<Absence[]> {
  return tx
    .select()
    .from(absences)
    .where(
      and(
        eq(absences.clinicId, clinic.id),
        eq(absences.practitionerId, absence.practitionerId),
        ne(absences.id, absence.id),
        lt(absences.startsAt, absence.endsAt),
        gt(absences.endsAt, absence.startsAt),
      ),
    )
}
