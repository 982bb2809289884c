import { and, eq, gt, sql } from 'drizzle-orm'
import type { Tx } from '@/db/client'
import {
  appointments,
  appointmentTypes,
  audit,
  offers,
  openings,
  patients,
  practitioners,
} from '@/db/schema'
import {
  firstToEnd,
  type Hold,
  holdColumns,
  pendingOffer,
  withHolds,
} from '../opening/pending-offer'
import { isActive, isToCome } from '../predicates'
import { isChange } from './activity'

/** A time held for patients, for the navigation: who must answer first comes first. */
export type HeldTime = {
  id: string
  practitionerName: string
  startsAt: Date
  holds: Hold[]
}

/** What every staff page shows around itself: what is in play, and what can be booked with whom. */
export async function frameOf(tx: Tx, clinicId: string) {
  const [inPlay, held, types, people, seen] = await Promise.all([
    openingTimes(tx, clinicId),
    heldTimes(tx, clinicId),
    activeTypes(tx, clinicId),
    activePractitioners(tx, clinicId),
    settledVersion(tx, clinicId),
  ])
  return { openings: inPlay, held, types, practitioners: people, version: seen }
}

/**
 * A number that changes with every change at the clinic, by which open pages learn that they are out
 * of date: the sum of its latest audit ids, but for who looked at whom. So a command that writes no
 * audit row refreshes no page. A sum, since the latest id alone would miss a change that took its id
 * early and committed late. It says only that something is different, never what, and means nothing
 * as a number.
 */
export async function changesVersion(tx: Tx, clinicId: string): Promise<number> {
  return versionWhere(tx, clinicId)
}

/**
 * The version without the last seconds. A page and its frame read at slightly different instants:
 * what is so fresh that only one of them may show it counts as not shown yet.
 */
async function settledVersion(tx: Tx, clinicId: string): Promise<number> {
  return versionWhere(tx, clinicId, sql`and ${audit.at} < now() - interval '2 seconds'`)
}

async function versionWhere(tx: Tx, clinicId: string, also = sql``): Promise<number> {
  const [row] = await tx.execute<{ version: string }>(
    sql`select coalesce(sum(id), 0) as version from (
      select id from ${audit} where ${audit.clinicId} = ${clinicId} and ${isChange} ${also}
      order by id desc limit 20) latest`,
  )
  return Number(row?.version)
}

async function openingTimes(tx: Tx, clinicId: string): Promise<Date[]> {
  const rows = await tx
    .select({ startsAt: openings.startsAt })
    .from(openings)
    .where(and(eq(openings.clinicId, clinicId), isActive(openings), isToCome(openings)))
  return rows.map((row) => row.startsAt)
}

/** Each held time once, the soonest to end first. */
async function heldTimes(tx: Tx, clinicId: string): Promise<HeldTime[]> {
  const rows = await tx
    .select({
      id: openings.id,
      practitionerName: practitioners.name,
      startsAt: openings.startsAt,
      hold: holdColumns,
    })
    .from(offers)
    .innerJoin(openings, pendingOffer)
    .innerJoin(practitioners, eq(practitioners.id, openings.practitionerId))
    .innerJoin(appointments, eq(appointments.id, offers.appointmentId))
    .innerJoin(patients, eq(patients.id, appointments.patientId))
    .where(and(eq(offers.clinicId, clinicId), gt(offers.expiresAt, sql`now()`)))
    .orderBy(...firstToEnd)
  return withHolds(rows)
}

async function activeTypes(tx: Tx, clinicId: string) {
  return tx
    .select({
      id: appointmentTypes.id,
      name: appointmentTypes.name,
      durationMinutes: appointmentTypes.durationMinutes,
    })
    .from(appointmentTypes)
    .where(and(eq(appointmentTypes.clinicId, clinicId), eq(appointmentTypes.active, true)))
    .orderBy(appointmentTypes.position, appointmentTypes.name)
}

async function activePractitioners(tx: Tx, clinicId: string) {
  return tx
    .select({ id: practitioners.id, name: practitioners.name })
    .from(practitioners)
    .where(and(eq(practitioners.clinicId, clinicId), eq(practitioners.active, true)))
    .orderBy(practitioners.position, practitioners.name)
}
