import { and, asc, eq, gt, inArray } from 'drizzle-orm'
import type { Tx } from '@/db/client'
import { appointments, type clinics, openings, practitioners } from '@/db/schema'
import { type OpeningToFill, rank, rankKey, type Weights } from '@/lib/domain/matching'
import { matchContext, openingToFill, waitlistFor, weightsOf } from './candidates'
import { namesOf } from './opening-details'

/** How many times are shown, and how far into the waitlist one looks for each. */
const shown = 5
const looked = 1_000

/** A time, and who would be asked about it first: as things are, and with other weights. */
export type FirstAsked = {
  startsAt: Date
  practitionerName: string
  before: string | null
  after: string | null
}

/**
 * What other weights would change: for the next openings that wait or are held, or, where there
 * are none, for the next visits to come as if each fell free, who would be asked first.
 */
export async function firstAsked(
  tx: Tx,
  clinic: typeof clinics.$inferSelect,
  now: Date,
  weights: Weights,
): Promise<{ fromOpenings: boolean; rows: FirstAsked[] }> {
  const open = await nextOpenings(tx, clinic.id, now)
  const times = open.length > 0 ? open : await nextVisits(tx, clinic.id, now)
  const found = []
  for (const { practitionerName, ...time } of times) {
    const opening = await openingToFill(tx, clinic.id, time)
    const first = await firstOf(tx, clinic, now, opening, [weightsOf(clinic), weights])
    found.push({ startsAt: time.startsAt, practitionerName, first })
  }
  const names = await namesOf(tx, clinic.id, [...new Set(found.flatMap(({ first }) => ids(first)))])
  const nameOf = (id: string | undefined) => names.get(id ?? '') ?? null
  const rows = found.map(({ first: [before, after], ...time }) => ({
    ...time,
    before: nameOf(before),
    after: nameOf(after),
  }))
  return { fromOpenings: open.length > 0, rows }
}

const ids = (some: (string | undefined)[]) => some.filter((id) => id !== undefined)

/** The appointments that would be asked first under each of some weights. */
async function firstOf(
  tx: Tx,
  clinic: typeof clinics.$inferSelect,
  now: Date,
  opening: OpeningToFill,
  all: Weights[],
): Promise<(string | undefined)[]> {
  const { candidates } = await waitlistFor(tx, clinic, opening, {
    limit: looked,
    wishing: true,
    now,
  })
  const context = matchContext(clinic, now)
  return all.map((weights) => {
    const weighed = candidates.map((one) => ({ ...one, rankKey: rankKey(one, weights) }))
    return rank(opening, weighed, context).chosen[0]?.candidate.appointmentId
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
    .where(
      and(
        eq(openings.clinicId, clinicId),
        inArray(openings.state, ['open', 'offering']),
        gt(openings.startsAt, now),
      ),
    )
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
        inArray(appointments.status, ['booked', 'confirmed']),
        gt(appointments.startsAt, now),
      ),
    )
    .orderBy(asc(appointments.startsAt), asc(appointments.id))
    .limit(shown)
  return visits.map((visit) => ({ ...visit, leftBy: visit.id }))
}
