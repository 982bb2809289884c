import { and, asc, eq, inArray } from 'drizzle-orm'
import type { Tx } from '@/db/client'
import { appointments, type clinics, offers, openings, practitioners } from '@/db/schema'
import { sharesOf } from '@/lib/domain/assignment'
import {
  type Candidate,
  type OpeningToFill,
  type Ranked,
  rank,
  rankKey,
  type Weights,
} from '@/lib/domain/matching'
import { isActive, isExpected, isToCome } from '../predicates'
import { matchContext, openingToFill, rivalsOf, waitlistFor, weightsOf } from './candidates'
import { namesOf } from './details'

/** How many times are shown, how many patients for each, and how many are looked at whose wishes allow it. */
const shown = 5
const named = 3
const looked = 500

type Clinic = typeof clinics.$inferSelect

/** A time, for whom it is held, and who would be asked next: as things are, and with other weights. */
export type FirstAsked = {
  startsAt: Date
  practitionerName: string
  heldFor: string[]
  before: AskedPatient[]
  after: AskedPatient[]
}

/** A patient, and the visit with which they would come earlier. */
export type AskedPatient = Asked & { name: string }

type Asked = { appointmentId: string; patientId: string }

/**
 * What other weights would change: for the next openings that wait or are held, or, where there
 * are none, for the next visits to come as if each fell free, who would be asked first. Openings
 * are shared out together, as `offerOpening` does; the held ones as if their answer were no.
 */
export async function firstAsked(
  tx: Tx,
  clinic: Clinic,
  now: Date,
  weights: Weights,
): Promise<{ fromOpenings: boolean; rows: FirstAsked[] }> {
  const open = await nextOpenings(tx, clinic.id, now)
  const times = open.length > 0 ? open : await nextVisits(tx, clinic.id, now)
  const toFill: OpeningToFill[] = []
  for (const time of times) toFill.push(await openingToFill(tx, clinic.id, time))
  const holders = await holdersOf(tx, clinic.id, toFill)
  const together =
    open.length > 0 ? [await withRivals(tx, clinic, now, toFill)] : toFill.map((one) => [one])
  const orders = [new Map<string, Asked[]>(), new Map<string, Asked[]>()] as const
  for (const group of together) {
    const waiting = await waitingFor(tx, clinic, now, group)
    for (const [i, some] of [weightsOf(clinic), weights].entries()) {
      for (const [id, asked] of orderOf(waiting, some, matchContext(clinic, now))) {
        orders[i]?.set(id, asked)
      }
    }
  }
  const asked = orders.flatMap((order) => toFill.flatMap(({ id }) => order.get(id) ?? []))
  const ids = [...asked.map(({ appointmentId }) => appointmentId), ...[...holders.values()].flat()]
  const names = await namesOf(tx, clinic.id, [...new Set(ids)])
  const nameOf = (id: string) => names.get(id) ?? ''
  const patients = (of: Asked[] = []) =>
    of.map((one) => ({ ...one, name: nameOf(one.appointmentId) }))
  const rows = times.map(({ id, startsAt, practitionerName }) => ({
    startsAt,
    practitionerName,
    heldFor: (holders.get(id) ?? []).map(nameOf),
    before: patients(orders[0].get(id)),
    after: patients(orders[1].get(id)),
  }))
  return { fromOpenings: open.length > 0, rows }
}

/** For whom openings are held, by opening: the appointments of their pending offers. */
async function holdersOf(tx: Tx, clinicId: string, some: OpeningToFill[]) {
  const rows = await tx
    .select({ openingId: offers.openingId, appointmentId: offers.appointmentId })
    .from(offers)
    .where(
      and(
        eq(offers.clinicId, clinicId),
        eq(offers.state, 'pending'),
        inArray(
          offers.openingId,
          some.map(({ id }) => id),
        ),
      ),
    )
    .orderBy(asc(offers.seat))
  const holders = new Map<string, string[]>()
  for (const { openingId, appointmentId } of rows) {
    holders.set(openingId, [...(holders.get(openingId) ?? []), appointmentId])
  }
  return holders
}

/** Some openings with all others that wait for a patient. */
async function withRivals(tx: Tx, clinic: Clinic, now: Date, some: OpeningToFill[]) {
  const [first] = some
  const rivals = first ? await rivalsOf(tx, clinic.id, first, now) : []
  const own = new Set(some.map(({ id }) => id))
  return [...some, ...rivals.filter(({ id }) => !own.has(id))]
}

type Waiting = { opening: OpeningToFill; candidates: Candidate[] }

async function waitingFor(tx: Tx, clinic: Clinic, now: Date, some: OpeningToFill[]) {
  const waiting: Waiting[] = []
  for (const opening of some) {
    const read = { limit: looked, wishing: true, now }
    const { candidates } = await waitlistFor(tx, clinic, opening, read)
    waiting.push({ opening, candidates })
  }
  return waiting
}

/** Who would be asked first about each opening under some weights. */
function orderOf(
  waiting: Waiting[],
  weights: Weights,
  context: ReturnType<typeof matchContext>,
): Map<string, Asked[]> {
  const wanted = waiting.map(({ opening, candidates }) => {
    const weighed = candidates.map((one) => ({ ...one, rankKey: rankKey(one, weights) }))
    return { ...opening, suited: rank(opening, weighed, context).chosen }
  })
  const shares = [...sharesOf(wanted, ({ candidate }) => candidate.patientId)]
  return new Map(
    shares.map(([id, asked]) => [
      id,
      oncePerPatient(asked)
        .slice(0, named)
        .map(({ candidate: { appointmentId, patientId } }) => ({ appointmentId, patientId })),
    ]),
  )
}

/** Whoever waits with several visits has the place of the first of them. */
function oncePerPatient(asked: Ranked[]): Ranked[] {
  const patients = new Set<string>()
  return asked.filter(({ candidate: { patientId } }) => {
    const first = !patients.has(patientId)
    patients.add(patientId)
    return first
  })
}

async function nextOpenings(tx: Tx, clinicId: string, now: Date) {
  return tx
    .select({
      id: openings.id,
      practitionerId: openings.practitionerId,
      practitionerName: practitioners.name,
      typeId: openings.typeId,
      startsAt: openings.startsAt,
      endsAt: openings.endsAt,
      leftBy: openings.leftBy,
    })
    .from(openings)
    .innerJoin(practitioners, eq(practitioners.id, openings.practitionerId))
    .where(and(eq(openings.clinicId, clinicId), isActive(openings), isToCome(openings, now)))
    .orderBy(asc(openings.startsAt), asc(openings.id))
    .limit(shown)
}

async function nextVisits(tx: Tx, clinicId: string, now: Date) {
  const visits = await tx
    .select({
      id: appointments.id,
      practitionerId: appointments.practitionerId,
      practitionerName: practitioners.name,
      typeId: appointments.typeId,
      startsAt: appointments.startsAt,
      endsAt: appointments.endsAt,
    })
    .from(appointments)
    .innerJoin(practitioners, eq(practitioners.id, appointments.practitionerId))
    .where(
      and(
        eq(appointments.clinicId, clinicId),
        isExpected(appointments),
        isToCome(appointments, now),
      ),
    )
    .orderBy(asc(appointments.startsAt), asc(appointments.id))
    .limit(shown)
  return visits.map((visit) => ({ ...visit, leftBy: visit.id }))
}
