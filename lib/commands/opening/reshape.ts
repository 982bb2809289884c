import { sql } from 'drizzle-orm'
import { offeredOrHadBefore } from '@/db/queries/opening/offered-before'
import { slotRange } from '@/lib/domain/availability'
import type { Range } from '@/lib/domain/time'
import { lengthOf } from '../appointment/visit-length'
import type { Change } from '../change'
import { timesToOpen } from './open-ranges'
import { activeOpenings, closeOpening, createOpening, type Opening } from './openings'

/** No opening that touches another begins farther from it than a visit with its buffers is long. */
const around = 24 * 3_600_000

/**
 * Makes an opening for which nobody is left, together with others like it that touch it, into
 * openings for visits of other lengths that people wait for. Nothing when nobody waits for any
 * that fits. Who was offered one of them, or had it before, is not asked about it again, and what
 * comes of it is not reshaped again, so that this ends. The practitioner is locked already.
 */
export async function reshapeOpening(c: Change, opening: Opening): Promise<void> {
  if (opening.madeOf.length > 0) return
  const { range, members } = await togetherWith(c, opening)
  const known = await c.tx.execute<{ patientId: string }>(sql`
    select patient_id as "patientId" from openings o cross join lateral ${offeredOrHadBefore(sql`o`)} known
    where o.clinic_id = ${c.clinic.id} and o.id in ${members.map(({ id }) => id)}`)
  const without = new Set(known.map(({ patientId }) => patientId))
  const times = await timesToOpen(c, opening.practitionerId, range, without)
  if (times.length === 0) return
  for (const member of members) {
    await closeOpening(c, member, { state: 'withdrawn', why: 'reshaped' })
  }
  for (const time of times) {
    await createOpening(c, { ...opening, ...time }, opening.source, undefined, { madeOf: members })
  }
}

/** The opening, first, and those that touch it, buffers included, directly or by others: free, and without candidates. */
async function togetherWith(
  c: Change,
  opening: Opening,
): Promise<{ range: Range; members: Opening[] }> {
  const range = slotRange(opening.startsAt, await lengthOf(c, opening))
  const near = await activeOpenings(c, opening.practitionerId, {
    start: new Date(+range.start - around),
    end: new Date(+range.end + around),
  })
  const others: { other: Opening; slot: Range }[] = []
  for (const other of near) {
    const isSpent = other.state === 'open' && other.exhaustedAt !== null
    if (!isSpent || other.madeOf.length > 0 || other.id === opening.id || other.startsAt <= c.now)
      continue
    others.push({ other, slot: slotRange(other.startsAt, await lengthOf(c, other)) })
  }
  const members = [opening]
  for (let next = true; next; ) {
    const at = others.findIndex(({ slot }) => slot.start <= range.end && slot.end >= range.start)
    const [found] = at < 0 ? [] : others.splice(at, 1)
    next = found !== undefined
    if (!found) break
    members.push(found.other)
    range.start = new Date(Math.min(+range.start, +found.slot.start))
    range.end = new Date(Math.max(+range.end, +found.slot.end))
  }
  return { range, members }
}
