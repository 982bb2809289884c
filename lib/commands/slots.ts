import { and, eq, inArray, sql } from 'drizzle-orm'
import type { Tx } from '@/db/client'
import { overlapsRange } from '@/db/queries/predicates'
import { absences, slots } from '@/db/schema'
import { type Range, subtract } from '@/lib/domain/time'

/** Writes a half-open range as PostgreSQL reads it. */
export const asRange = ({ start, end }: Range) => `[${start.toISOString()},${end.toISOString()})`

/**
 * Lets one change at a time touch a practitioner's slots, until the transaction ends.
 * Under many bookers of one slot the bare constraint would make mutual waits and deadlocks.
 */
export async function lockPractitioners(tx: Tx, ...ids: string[]): Promise<void> {
  for (const id of [...new Set(ids)].sort()) {
    await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${id}, 0))`)
  }
}

type Absence = typeof absences.$inferSelect

type Owner = { appointmentId: string } | { openingId: string } | { absenceId: string }

/** Takes a range of a practitioner's time. False when the exclusion constraint finds any of it taken. */
export async function takeSlot(
  tx: Tx,
  slot: { clinicId: string; practitionerId: string; during: Range } & Owner,
): Promise<boolean> {
  const kind =
    'appointmentId' in slot ? 'busy' : 'openingId' in slot ? 'busy-tentative' : 'busy-unavailable'
  const [taken] = await tx
    .insert(slots)
    .values({ ...slot, kind, during: asRange(slot.during) })
    .onConflictDoNothing()
    .returning({ id: slots.id })
  return taken !== undefined
}

/**
 * Whether a visit, but for the one of `exceptId`, or an absence takes any of a range; what is held
 * for a patient counts as free.
 */
export async function isTaken(
  tx: Tx,
  practitionerId: string,
  during: Range,
  exceptId: string | null = null,
): Promise<boolean> {
  const [row] = await tx.execute<{ taken: boolean }>(sql`
    select exists (
      select from taken_slots(${practitionerId}, ${asRange(during)}::tstzrange)
      where kind <> 'busy-tentative' and (${exceptId}::uuid is null or appointment_id is distinct from ${exceptId}::uuid)) as taken`)
  return row?.taken === true
}

/** Gives an appointment's time back. Time inside an absence becomes the absence's. True when it is free now. */
export async function releaseAppointmentSlot(tx: Tx, appointmentId: string): Promise<boolean> {
  const [slot] = await tx
    .delete(slots)
    .where(eq(slots.appointmentId, appointmentId))
    .returning({
      clinicId: slots.clinicId,
      practitionerId: slots.practitionerId,
      start: sql<string>`lower(${slots.during})`,
      end: sql<string>`upper(${slots.during})`,
    })
  if (!slot) return false
  const { clinicId, practitionerId } = slot
  const during = { start: new Date(slot.start), end: new Date(slot.end) }
  const covering = await absencesOver(tx, clinicId, practitionerId, during)
  for (const absence of covering) await takeAbsence(tx, absence)
  return covering.length === 0
}

/** The time that an appointment takes, or null when it takes none. */
export async function appointmentSlot(tx: Tx, appointmentId: string): Promise<Range | null> {
  const [slot] = await tx
    .select({
      start: sql<string>`lower(${slots.during})`,
      end: sql<string>`upper(${slots.during})`,
    })
    .from(slots)
    .where(eq(slots.appointmentId, appointmentId))
  return slot ? { start: new Date(slot.start), end: new Date(slot.end) } : null
}

/** A practitioner's absences that share time with a range. */
export async function absencesOver(
  tx: Tx,
  clinicId: string,
  practitionerId: string,
  range: Range,
): Promise<Absence[]> {
  return tx
    .select()
    .from(absences)
    .where(
      and(
        eq(absences.clinicId, clinicId),
        eq(absences.practitionerId, practitionerId),
        overlapsRange(absences, range),
      ),
    )
}

/** Gives an absence all of its time that is still free. The practitioner's slots are locked already. */
export async function takeAbsence(tx: Tx, absence: Absence): Promise<void> {
  const { id: absenceId, clinicId, practitionerId } = absence
  const whole: Range = { start: absence.startsAt, end: absence.endsAt }
  for (const during of subtract([whole], await takenWithin(tx, practitionerId, whole))) {
    await takeSlot(tx, { clinicId, practitionerId, during, absenceId })
  }
}

/** Lets go of the time held for an opening. */
export async function releaseHold(tx: Tx, ...openingIds: string[]): Promise<void> {
  if (openingIds.length > 0) await tx.delete(slots).where(inArray(slots.openingId, openingIds))
}

/** The ranges of a practitioner's time that are taken within a range. */
export async function takenWithin(tx: Tx, practitionerId: string, within: Range): Promise<Range[]> {
  const rows = await tx.execute<{ start: string; end: string }>(sql`
    select lower(during) as start, upper(during) as end
    from taken_slots(${practitionerId}, ${asRange(within)}::tstzrange)`)
  return rows.map(({ start, end }) => ({ start: new Date(start), end: new Date(end) }))
}
