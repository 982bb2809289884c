import { and, asc, eq } from 'drizzle-orm'
import { offers, openings, patients } from '@/db/schema'
import { wholeName } from '../patient/person-name'

/** One patient for whom an opening is held; several hold it where the clinic asks several at once. */
export type Hold = {
  offerId: string
  patientName: string
  turn: number
  offeredAt: Date
  expiresAt: Date
  /** The patient's own time when they were asked. */
  fromStartsAt: Date
}

/** Joins `offers` to `openings`: those that hold an opening, a row for each. */
export const pendingOffer = and(eq(offers.openingId, openings.id), eq(offers.state, 'pending'))

/** Who must answer first comes first. */
export const firstToEnd = [asc(offers.expiresAt), asc(offers.seat)]

export const holdColumns = {
  offerId: offers.id,
  patientName: wholeName(patients),
  turn: offers.turn,
  offeredAt: offers.offeredAt,
  expiresAt: offers.expiresAt,
  fromStartsAt: offers.fromStartsAt,
}

type Joined<Row> = Row & { hold: { offerId: string } | null }

/** Each opening once, with all its holds, of rows that come opening by opening. */
export function withHolds<Row extends { id: string }>(
  rows: readonly Joined<Row>[],
): (Omit<Row, 'hold'> & { holds: Hold[] })[] {
  const byId = new Map<string, Omit<Row, 'hold'> & { holds: Hold[] }>()
  for (const { hold, ...row } of rows) {
    const one = byId.get(row.id) ?? { ...row, holds: [] }
    // The joined columns are null together, which the types do not know.
    if (hold?.offerId) one.holds.push(hold as Hold)
    byId.set(row.id, one)
  }
  return [...byId.values()]
}

/** The hold that ends first, in the name of all: 'Amara Diallo and 2 others'. Null where nobody holds. */
export function firstOf([first, ...others]: readonly Hold[]): Hold | null {
  return first ? { ...first, patientName: askedNames(first.patientName, others.length) } : null
}

/** 'Amara Diallo', 'Amara Diallo and 2 others'. */
function askedNames(name: string, others: number): string {
  if (others === 0) return name
  return others === 1 ? `${name} and 1 other` : `${name} and ${others} others`
}
