import { and, desc, eq } from 'drizzle-orm'
import { openingToFill } from '@/db/queries/opening/candidates'
import { suitedFor } from '@/db/queries/opening/suited'
import { appointmentTypes, openings, slots } from '@/db/schema'
import { nextOnGrid, slotRange, type VisitLength } from '@/lib/domain/availability'
import { type Refusal, refuse } from '@/lib/domain/result'
import type { Range } from '@/lib/domain/time'
import type { Change } from '../change'
import {
  type Appointment,
  activeOpenings,
  closeOpening,
  createOpening,
  type FreeTime,
} from '../opening/openings'
import { absencesOver, appointmentSlot, asRange, takeSlot } from '../slots'
import { lengthOf } from './visit-length'

/**
 * Opens what is left of the time of a visit whose patient did not come: for the longest of the
 * active types that has room in it, from the first time on the clinic's grid for which somebody
 * who waits can still be asked. The visit keeps its time up to there. Nothing when no type fits,
 * or nobody can be asked in time. The practitioner is locked already.
 */
export async function openRest(c: Change, visit: Appointment): Promise<void> {
  const { clinic, tx } = c
  if (!clinic.openingSources.includes('no-show')) return
  const slot = await appointmentSlot(tx, visit.id)
  if (!slot) return
  if ((await absencesOver(tx, clinic.id, visit.practitionerId, slot)).length > 0) return
  const types = await tx
    .select()
    .from(appointmentTypes)
    .where(and(eq(appointmentTypes.clinicId, clinic.id), eq(appointmentTypes.active, true)))
    .orderBy(desc(appointmentTypes.durationMinutes), appointmentTypes.id)
  for (const type of types) {
    const starts = startsWithin(c, type, slot)
    for (const startsAt of starts) {
      const endsAt = new Date(+startsAt + type.durationMinutes * 60_000)
      const { practitionerId, id: leftBy, version: leftByVersion } = visit
      const rest = { practitionerId, typeId: type.id, startsAt, endsAt, leftBy, leftByVersion }
      if (!(await canBeAsked(c, rest))) continue
      await createOpening(c, rest, 'no-show')
      const kept = { start: slot.start, end: slotRange(startsAt, type).start }
      await tx
        .update(slots)
        .set({ during: asRange(kept) })
        .where(eq(slots.appointmentId, visit.id))
      return
    }
  }
}

/** The starts on the grid for which a patient can still be asked, and which leave room for a visit in the slot. */
function startsWithin({ clinic, now }: Change, length: VisitLength, slot: Range): Date[] {
  const { timeZone, gridMinutes, holdMinutes, shortestHoldMinutes } = clinic
  const lead = Math.max(length.bufferBeforeMinutes, Math.min(holdMinutes, shortestHoldMinutes))
  const starts: Date[] = []
  for (let at = new Date(+now + lead * 60_000 - 1); ; ) {
    at = nextOnGrid(at, gridMinutes, timeZone)
    const during = slotRange(at, length)
    if (during.end > slot.end) return starts
    if (during.start > slot.start) starts.push(at)
  }
}

/** Whether somebody waits for such a time and can still be asked. */
async function canBeAsked(c: Change, free: FreeTime): Promise<boolean> {
  // No opening has this id, so nobody counts as asked already.
  const toFill = await openingToFill(c.tx, c.clinic.id, { id: crypto.randomUUID(), ...free })
  return (await suitedFor(c, toFill)).length > 0
}

/**
 * Gives a visit whose patient was thought not to come all of its time again: what was opened of it
 * is withdrawn, and who holds an offer of that is told. Refuses when somebody else has it now. The
 * practitioner is locked already.
 */
export async function takeRestBack(c: Change, visit: Appointment): Promise<Refusal | null> {
  const { tx, clinic } = c
  const slot = await appointmentSlot(tx, visit.id)
  const whole = slotRange(visit.startsAt, await lengthOf(c, visit))
  if (!slot || slot.end >= whole.end || !(await wasOpened(c, visit))) return null
  const rest: Range = { start: slot.end, end: whole.end }
  for (const opening of await activeOpenings(c, visit.practitionerId, rest)) {
    if (opening.leftBy !== visit.id) continue
    await closeOpening(c, opening, { state: 'withdrawn', why: 'no-show-undone' })
  }
  await tx.delete(slots).where(eq(slots.appointmentId, visit.id))
  const { id: appointmentId, practitionerId } = visit
  const again = { clinicId: clinic.id, practitionerId, appointmentId, during: whole }
  return (await takeSlot(tx, again)) ? null : refuse('not-free-any-more')
}

async function wasOpened({ tx, clinic }: Change, visit: Appointment): Promise<boolean> {
  const rows = await tx
    .select({ id: openings.id })
    .from(openings)
    .where(
      and(
        eq(openings.clinicId, clinic.id),
        eq(openings.leftBy, visit.id),
        eq(openings.source, 'no-show'),
      ),
    )
    .limit(1)
  return rows.length > 0
}
