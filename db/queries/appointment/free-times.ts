import { and, eq, ne, or, sql } from 'drizzle-orm'
import type { Tx } from '@/db/client'
import {
  appointments,
  appointmentTypes,
  offers,
  openings,
  patients,
  practitioners,
  slots,
  workingHours,
} from '@/db/schema'
import type { VisitLength } from '@/lib/domain/availability'
import { type FreeTime, freeTimes, type TakenRange } from '@/lib/domain/free-times'
import { addDays, type Day, dayRange, type Range } from '@/lib/domain/time'
import { wholeName } from '../patient/person-name'
import { isActive, overlapsRange } from '../predicates'

export type FreeTimesQuestion = {
  practitionerId: string
  typeId: string
  /** The first local day, and how many from it. */
  fromDay: Day
  days: number
  /** A visit that is to move: its own length counts, and its present time is not in its way. */
  exceptAppointmentId?: string
}

export type FreeTimesAnswer = {
  durationMinutes: number
  days: { day: Day; times: FreeTime[] }[]
  /** ISO weekdays on which anybody at the clinic works. */
  workdays: number[]
}

/**
 * The times at which one practitioner can be visited over some days; a practitioner who is not
 * active has none. Null when the clinic knows no such type or visit.
 */
export async function freeTimesOf(
  tx: Tx,
  clinic: { id: string; timeZone: string; gridMinutes: number },
  now: Date,
  question: FreeTimesQuestion,
): Promise<FreeTimesAnswer | null> {
  const { practitionerId, fromDay, exceptAppointmentId } = question
  const zone = clinic.timeZone
  const within = {
    start: dayRange(fromDay, zone).start,
    // Visits may run over midnight, and buffers over that.
    end: dayRange(addDays(fromDay, question.days), zone).end,
  }
  const [visit, hours, taken, open] = await Promise.all([
    visitOf(tx, clinic.id, question),
    hoursOf(tx, clinic.id),
    takenOf(tx, clinic.id, practitionerId, within, exceptAppointmentId),
    openingsOf(tx, clinic.id, practitionerId, within),
  ])
  if (!visit) return null
  const days = freeTimes({
    days: Array.from({ length: question.days }, (_, i) => addDays(fromDay, i)),
    zone,
    gridMinutes: clinic.gridMinutes,
    hours: hours.filter((row) => row.practitionerId === practitionerId),
    taken,
    openings: open,
    length: visit.length,
    now,
  })
  const present = visit.practitionerId === practitionerId ? visit.start?.getTime() : undefined
  return {
    durationMinutes: visit.length.durationMinutes,
    days: days.map(({ day, times }) => ({
      day,
      times: times.filter(({ start }) => +start !== present),
    })),
    workdays: [...new Set(hours.map((row) => row.weekday))].sort(),
  }
}

/** The length that is asked for, and where the visit is that has it now. */
async function visitOf(
  tx: Tx,
  clinicId: string,
  { typeId, exceptAppointmentId }: FreeTimesQuestion,
): Promise<{ length: VisitLength; start?: Date; practitionerId?: string } | null> {
  const buffers = {
    bufferBeforeMinutes: appointmentTypes.bufferBeforeMinutes,
    bufferAfterMinutes: appointmentTypes.bufferAfterMinutes,
  }
  if (!exceptAppointmentId) {
    const [length] = await tx
      .select({ durationMinutes: appointmentTypes.durationMinutes, ...buffers })
      .from(appointmentTypes)
      .where(and(eq(appointmentTypes.clinicId, clinicId), eq(appointmentTypes.id, typeId)))
    return length ? { length } : null
  }
  const [visit] = await tx
    .select({
      start: appointments.startsAt,
      end: appointments.endsAt,
      practitionerId: appointments.practitionerId,
      ...buffers,
    })
    .from(appointments)
    .innerJoin(
      appointmentTypes,
      and(
        eq(appointmentTypes.clinicId, appointments.clinicId),
        eq(appointmentTypes.id, appointments.typeId),
      ),
    )
    .where(and(eq(appointments.clinicId, clinicId), eq(appointments.id, exceptAppointmentId)))
  if (!visit) return null
  const { start, end, practitionerId, ...rest } = visit
  return {
    start,
    practitionerId,
    length: { durationMinutes: (+end - +start) / 60_000, ...rest },
  }
}

async function hoursOf(tx: Tx, clinicId: string) {
  return tx
    .select({
      practitionerId: workingHours.practitionerId,
      weekday: workingHours.weekday,
      startsAt: workingHours.startsAt,
      endsAt: workingHours.endsAt,
    })
    .from(workingHours)
    .innerJoin(
      practitioners,
      and(
        eq(practitioners.clinicId, workingHours.clinicId),
        eq(practitioners.id, workingHours.practitionerId),
      ),
    )
    .where(and(eq(workingHours.clinicId, clinicId), eq(practitioners.active, true)))
}

async function takenOf(
  tx: Tx,
  clinicId: string,
  practitionerId: string,
  within: Range,
  except: string | undefined,
): Promise<TakenRange[]> {
  const rows = await tx
    .select({
      start: sql<string>`lower(${slots.during})`,
      end: sql<string>`upper(${slots.during})`,
      heldUntil: offers.expiresAt,
      heldFor: sql<string | null>`${wholeName(patients)}`,
    })
    .from(
      sql`taken_slots(${practitionerId}, tstzrange(${within.start.toISOString()}, ${within.end.toISOString()})) as slots`,
    )
    .leftJoin(
      offers,
      and(
        eq(offers.clinicId, slots.clinicId),
        eq(offers.openingId, slots.openingId),
        eq(offers.state, 'pending'),
      ),
    )
    .leftJoin(appointments, eq(appointments.id, offers.appointmentId))
    .leftJoin(patients, eq(patients.id, appointments.patientId))
    .where(
      and(
        eq(slots.clinicId, clinicId),
        except
          ? or(sql`${slots.appointmentId} is null`, ne(slots.appointmentId, except))
          : undefined,
      ),
    )
  return rows.map((row) => ({ ...row, start: new Date(row.start), end: new Date(row.end) }))
}

async function openingsOf(
  tx: Tx,
  clinicId: string,
  practitionerId: string,
  within: Range,
): Promise<Range[]> {
  return tx
    .select({ start: openings.startsAt, end: openings.endsAt })
    .from(openings)
    .where(
      and(
        eq(openings.clinicId, clinicId),
        eq(openings.practitionerId, practitionerId),
        isActive(openings),
        overlapsRange(openings, within),
      ),
    )
}
