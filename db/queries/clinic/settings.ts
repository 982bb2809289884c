import { and, asc, desc, eq, inArray, isNull } from 'drizzle-orm'
import type { Tx } from '@/db/client'
import {
  absences,
  appointmentTypes,
  invitations,
  messages,
  practitioners,
  staff,
  workingHours,
} from '@/db/schema'
import { isNotOver } from '../predicates'

/** The clinic's practitioners with their week and the absence that is next or on, those who work first. */
export async function practitionersWithHours(tx: Tx, clinicId: string, now: Date) {
  const people = await tx
    .select()
    .from(practitioners)
    .where(eq(practitioners.clinicId, clinicId))
    .orderBy(desc(practitioners.active), asc(practitioners.position), asc(practitioners.name))
  const hours = await tx.select().from(workingHours).where(eq(workingHours.clinicId, clinicId))
  const away = await tx
    .select()
    .from(absences)
    .where(and(eq(absences.clinicId, clinicId), isNotOver(absences, now)))
    .orderBy(asc(absences.startsAt))
  return people.map((person) => ({
    ...person,
    hours: hours.filter((row) => row.practitionerId === person.id),
    nextAbsence: away.find((row) => row.practitionerId === person.id) ?? null,
  }))
}

/** One practitioner with the working week, or null. */
export async function practitionerWithHours(tx: Tx, clinicId: string, practitionerId: string) {
  const [person] = await tx
    .select()
    .from(practitioners)
    .where(and(eq(practitioners.clinicId, clinicId), eq(practitioners.id, practitionerId)))
  if (!person) return null
  const hours = await tx
    .select()
    .from(workingHours)
    .where(
      and(eq(workingHours.clinicId, clinicId), eq(workingHours.practitionerId, practitionerId)),
    )
  return { ...person, hours }
}

/** The clinic's appointment types that are booked, the longest first. */
export async function bookedTypes(tx: Tx, clinicId: string) {
  const { id, name, durationMinutes } = appointmentTypes
  return tx
    .select({ id, name, durationMinutes })
    .from(appointmentTypes)
    .where(and(eq(appointmentTypes.clinicId, clinicId), eq(appointmentTypes.active, true)))
    .orderBy(desc(durationMinutes), asc(name))
}

/** The clinic's appointment types, those in use first. */
export async function appointmentTypesOf(tx: Tx, clinicId: string) {
  return tx
    .select()
    .from(appointmentTypes)
    .where(eq(appointmentTypes.clinicId, clinicId))
    .orderBy(
      desc(appointmentTypes.active),
      asc(appointmentTypes.position),
      asc(appointmentTypes.name),
    )
}

/** One appointment type, or null. */
export async function appointmentTypeOf(tx: Tx, clinicId: string, typeId: string) {
  const [type] = await tx
    .select()
    .from(appointmentTypes)
    .where(and(eq(appointmentTypes.clinicId, clinicId), eq(appointmentTypes.id, typeId)))
  return type ?? null
}

/** Everybody who works at the clinic or did, those with access first. */
export async function staffOf(tx: Tx, clinicId: string) {
  return tx
    .select({
      id: staff.id,
      name: staff.name,
      email: staff.email,
      role: staff.role,
      active: staff.active,
    })
    .from(staff)
    .where(eq(staff.clinicId, clinicId))
    .orderBy(desc(staff.active), asc(staff.name))
}

/** Invitations that nobody has answered or taken back, the newest first, each with its newest mail. */
export async function openInvitations(tx: Tx, clinicId: string) {
  const open = await tx
    .select({
      id: invitations.id,
      email: invitations.email,
      role: invitations.role,
      expiresAt: invitations.expiresAt,
    })
    .from(invitations)
    .where(
      and(
        eq(invitations.clinicId, clinicId),
        isNull(invitations.acceptedAt),
        isNull(invitations.revokedAt),
      ),
    )
    .orderBy(desc(invitations.createdAt))
  const ids = open.map((invitation) => invitation.id)
  const mails = ids.length
    ? await tx
        .select({
          invitationId: messages.invitationId,
          state: messages.state,
          sentAt: messages.sentAt,
        })
        .from(messages)
        .where(and(eq(messages.clinicId, clinicId), inArray(messages.invitationId, ids)))
        .orderBy(desc(messages.createdAt))
    : []
  return open.map((invitation) => ({
    ...invitation,
    mail: mails.find((mail) => mail.invitationId === invitation.id) ?? null,
  }))
}
