import { and, eq, sql } from 'drizzle-orm'
import { countOnce } from '@/db/queries/limits'
import { isExpected } from '@/db/queries/predicates'
import { appointments } from '@/db/schema'
import { slotRange, type VisitLength } from '@/lib/domain/availability'
import { ok, type Reason, type Refusal, type Result, refuse } from '@/lib/domain/result'
import { selfMove } from '@/lib/domain/self-move'
import { confirmWindow } from '@/lib/domain/sweeps'
import { type Change, type Context, change, type StaffContext } from '../change'
import { inTurn } from '../in-turn'
import { closeOfferTo } from '../offer/offers'
import {
  type Appointment,
  activeOpenings,
  closeOpening,
  filledBy,
  openLeft,
} from '../opening/openings'
import { releaseAppointmentSlot, takenWithin } from '../slots'
import { keepEarlierThan } from '../waitlist/entries'
import { confirmed, unconfirmed } from './confirmation'
import { lockUnlessTaken, occupy, type Place, refusePlacement, visitAt } from './placing'
import { keepLinks, lastNotified, snapshot, stateBefore } from './take-move-back'
import { lengthOf } from './visit-length'

export type MoveAppointment = {
  appointmentId: string
  /** The version that the mover saw. */
  version: number
  practitionerId: string
  /** The visit's new start, an instant. */
  start: Date
  overHold: boolean
}

/**
 * Moves a visit to another time or practitioner; it keeps its id, its links die, the patient is
 * told. It asks for confirmation anew, unless staff take their last move back: then all is as it
 * was before, and nobody is told who was told nothing. Refuses as booking does, a visit that somebody else has
 * changed meanwhile, and patients where their clinic does not let them move it (any more), or not so often a day. The
 * patient keeps the old time until the new one is theirs; then it is opened to those who wait.
 * Moved back into it, that opening ends, and so does an offer of it; the time that the visit had in
 * between is opened only if it was an opening before.
 */
export function moveAppointment(
  context: StaffContext,
  input: MoveAppointment,
): Promise<Result<Moved>>
export function moveAppointment(
  context: Context,
  input: MoveAppointment,
): Promise<Result<Moved, Reason>>
export async function moveAppointment(
  context: Context,
  input: MoveAppointment,
): Promise<Result<Moved, Reason>> {
  const wanted = { ...input, clinicId: context.clinicId, by: input.appointmentId }
  return inTurn(wanted, () => move(context, input))
}

type Moved = { version: number; from: { start: Date; practitionerId: string } }

async function move(context: Context, input: MoveAppointment): Promise<Result<Moved, Reason>> {
  return change(context, async (c) => {
    const [before] = await c.tx
      .select()
      .from(appointments)
      .where(and(eq(appointments.clinicId, c.clinic.id), eq(appointments.id, input.appointmentId)))
    if (!before) return refuse('not-found')
    const place: Place = { ...input, length: await lengthOf(c, before) }
    const byPatient = c.context.actor.kind === 'patient'
    const barred = byPatient ? await barredFor(c, before, input.start) : null
    if (barred) return barred
    if (before.version !== input.version) return refuse('changed-meanwhile')
    const misplaced =
      (await lockUnlessTaken(c.tx, place, before)) ?? (await refusePlacement(c, place))
    if (misplaced) return misplaced

    const visit = visitAt(place)
    // Who has just chosen a time that is due soon is coming: no sweep will ask again.
    const { end } = confirmWindow(c.now, c.clinic.confirmDaysAhead, c.clinic.timeZone)
    const coming = byPatient && visit.startsAt < end
    const undone = byPatient ? null : stateBefore(before, place)
    const [after] = await c.tx
      .update(appointments)
      .set({
        ...visit,
        practitionerId: input.practitionerId,
        ...(undone ?? (coming ? confirmed(c, 'move') : unconfirmed)),
        beforeMove: byPatient || undone ? null : snapshot(before),
        version: sql`${appointments.version} + 1`,
        timeSinceVersion: sql`${appointments.version} + 1`,
        changedAt: c.now,
      })
      .where(
        and(
          eq(appointments.id, before.id),
          eq(appointments.version, input.version),
          isExpected(appointments),
        ),
      )
      .returning({ version: appointments.version, status: appointments.status })
    if (!after) return refuse('changed-meanwhile')
    await keepEarlierThan(c, before.id, visit.startsAt)
    await closeOfferTo(c, before.id, 'visit-moved')
    await releaseAppointmentSlot(c.tx, before.id)
    const back = await endOwnOpening(c, before, place)
    const refused = await occupy(c, before, place)
    if (refused) return refused

    const from = { start: before.startsAt, practitionerId: before.practitionerId }
    await c.audit('appointment.moved', {
      appointmentId: before.id,
      details: {
        from: from.start,
        to: visit.startsAt,
        practitionerId: input.practitionerId,
        confirmed: after.status === 'confirmed',
        ...(undone && { back: true }),
      },
    })
    const told = await lastNotified(c, before)
    if (undone && !told.anew) await keepLinks(c, before, after.version)
    else {
      await c.queueMail({
        kind: 'moved',
        appointmentId: before.id,
        appointmentVersion: after.version,
        facts: { ...told.place, by: byPatient ? 'patient' : 'clinic' },
      })
    }
    if (!back || (await wasOpening(c, before))) await openWhatIsFree(c, before, place.length)
    return ok({ version: after.version, from })
  })
}

/** Moved back into the very time that it left: the opening made of that time ends. Whether there was one. */
async function endOwnOpening(c: Change, before: Appointment, place: Place): Promise<boolean> {
  const own = { start: place.start, end: visitAt(place).endsAt }
  let back = false
  for (const opening of await activeOpenings(c, place.practitionerId, own)) {
    if (opening.leftBy !== before.id || +opening.startsAt !== +place.start) continue
    await closeOpening(c, opening, { state: 'withdrawn', why: 'visit-moved-back' })
    if (opening.source === 'move') back = true
  }
  return back
}

/** Whether the time that a visit leaves was an opening before it came there. */
async function wasOpening(c: Change, { id, practitionerId, startsAt }: Appointment) {
  const filled = await filledBy(c, id)
  return filled.some((one) => one.practitionerId === practitionerId && +one.startsAt === +startsAt)
}

/** Opens the time that a visit has left, unless its new time, its buffers or an absence needs some of it. */
async function openWhatIsFree(c: Change, left: Appointment, length: VisitLength): Promise<void> {
  const taken = await takenWithin(c.tx, left.practitionerId, slotRange(left.startsAt, length))
  if (taken.length === 0) await openLeft(c, left, 'move')
}

/** Why a patient may not move their visit (again), or not to this start; null when they may. */
async function barredFor(
  { tx, clinic, now }: Change,
  visit: Appointment,
  to: Date,
): Promise<Refusal<Reason> | null> {
  const allowed = selfMove(visit.startsAt, clinic.selfMoveHours, now)
  if (!allowed.may) return refuse(allowed.why)
  if (to < allowed.from) return refuse('too-late')
  return countOnce(tx, clinic, 'move', visit.id)
}
