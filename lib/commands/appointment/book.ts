import { appointments } from '@/db/schema'
import { ok, type Result, refuse } from '@/lib/domain/result'
import type { Wishes } from '@/lib/domain/wishes'
import { type Context, change } from '../change'
import { inTurn } from '../in-turn'
import { filledBy } from '../opening/openings'
import { mayHaveVisit } from '../patient/rows'
import { noteAgreement } from '../waitlist/consent'
import { joinWaitlist } from '../waitlist/entries'
import { lockUnlessTaken, occupy, type Place, refusePlacement, visitAt } from './placing'
import { typeOf } from './visit-length'

export type BookAppointment = {
  patientId: string
  typeId: string
  practitionerId: string
  /** The visit's start, an instant. */
  start: Date
  /** Open to an earlier time, with these wishes; null when not. */
  openToEarlier: Wishes | null
  note: string
  /** Book even while the time is held for another patient: their offer ends and they are told. */
  overHold: boolean
}

/**
 * Books a visit and mails the patient. Refuses a time that is over, outside working hours, held
 * (unless `overHold`) or taken: the database's constraint decides that, not a prior read. Refuses a
 * patient who was merged into another, and the waitlist (`offers-stopped`) for who wants no offers.
 * `fillsOpening`: whoever takes the booking back should offer the time again.
 */
export async function bookAppointment(
  context: Context,
  input: BookAppointment,
): Promise<Result<Booked>> {
  const by = context.request?.id ?? crypto.randomUUID()
  const wanted = { ...input, clinicId: context.clinicId, by }
  return inTurn(wanted, () => book(context, input))
}

type Booked = { appointmentId: string; fillsOpening: boolean }

async function book(context: Context, input: BookAppointment): Promise<Result<Booked>> {
  return change(context, async (c) => {
    const [type, nobody] = await Promise.all([
      typeOf(c, input.typeId),
      mayHaveVisit(c, input.patientId),
    ])
    if (nobody) return nobody
    if (!type?.active) return refuse('not-found')
    const stopped = input.openToEarlier && (await noteAgreement(c, input.patientId))
    if (stopped) return stopped
    const place: Place = { ...input, length: type }
    const misplaced = (await lockUnlessTaken(c.tx, place)) ?? (await refusePlacement(c, place))
    if (misplaced) return misplaced

    const visit = visitAt(place)
    const appointmentId = crypto.randomUUID()
    const { patientId, practitionerId, typeId, note, openToEarlier } = input
    const booked = { id: appointmentId, patientId, typeId, ...visit }
    await c.tx.insert(appointments).values({
      ...booked,
      clinicId: c.clinic.id,
      practitionerId,
      note,
      firstStartsAt: visit.startsAt,
    })
    if (openToEarlier) await joinWaitlist(c, booked, { wishes: openToEarlier, priority: null })
    const refused = await occupy(c, { id: appointmentId, patientId: input.patientId }, place)
    if (refused) return refused

    const [filled] = await Promise.all([
      filledBy(c, appointmentId),
      c.audit('appointment.booked', {
        appointmentId,
        details: { to: visit.startsAt, practitionerId: input.practitionerId },
      }),
      c.queueMail({ kind: 'booked', appointmentId, appointmentVersion: 1 }),
    ])
    return ok({ appointmentId, fillsOpening: filled.length > 0 })
  })
}
