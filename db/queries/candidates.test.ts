import { sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { clinics } from '@/db/schema'
import { type Candidate, compare, judge, rankKey } from '@/lib/domain/matching'
import { makeClinic, type World } from '@/local/testing/factories'
import { ownDatabase } from '@/local/testing/world'
import { matchContext, openingToFill, type Place, waitlistFor } from './candidates'

ownDatabase()

/** Sixty waiting visits with many kinds of wishes, and an opening before most of them. */
async function busyClinic() {
  const world = await makeClinic({ clinic: { weightWaiting: 3, weightContact: 2, weightGain: 1 } })
  const brief = await world.type({ durationMinutes: 10 })
  await world.execute(sql`update appointment_types set also_fits_type_ids = array[${brief}::uuid]
    where id = ${world.typeId}`)
  const openingId = await world.opened({ inHours: 48 })
  for (let i = 0; i < 60; i++) {
    await world.book({
      inHours: 40 + i * 2,
      typeId: i % 4 === 0 ? brief : world.typeId,
      openToEarlier: {
        practitionerIds: i % 5 === 0 ? [crypto.randomUUID()] : i % 3 ? [] : [world.practitionerId],
        weekdays: i % 7 === 0 ? [1, 3, 5, 7] : [],
        times: i % 6 === 0 ? ['morning', 'evening'] : [],
        noticeMinutes: i % 11 === 0 ? 3 * 1440 : 60,
        notBefore: i % 13 === 0 ? '2999-01-01' : null,
        minGainDays: i % 8 === 0 ? 2 : null,
      },
    })
  }
  await world.execute(sql`
    update appointments set priority = (extract(minute from created_at)::int + version) % 2,
      waitlisted_at = now() - make_interval(hours => (('x' || left(id::text, 4))::bit(16)::int % 9) * 24),
      last_offered_at = case when right(id::text, 1) < '8'
        then now() - make_interval(hours => ('x' || right(id::text, 3))::bit(12)::int) end
    where waitlisted_at is not null`)
  return { world, openingId }
}

const ask = (
  world: World,
  openingId: string,
  options: { limit: number; wishing: boolean; after?: Place | null },
) =>
  world.run(async (tx) => {
    const now = new Date()
    const [clinic] = await tx.select().from(clinics)
    if (!clinic) throw new Error('No clinic')
    const opening = await openingToFill(tx, clinic.id, await world.opening(openingId))
    const { candidates, next } = await waitlistFor(tx, clinic, opening, { ...options, now })
    return { candidates, next, opening, context: matchContext(clinic, now) }
  })

test('the waitlist is read in the order of rank, and the trigger weighs as the rule does', async () => {
  const { world, openingId } = await busyClinic()
  const { candidates } = await ask(world, openingId, { limit: 100, wishing: false })
  expect(candidates.length).toBeGreaterThan(40)
  expect([...candidates].sort(compare)).toEqual(candidates)
  expect(new Set(candidates.map(({ lastOfferedAt }) => lastOfferedAt === null)).size).toBe(2)
  for (const candidate of candidates) {
    const weighed = rankKey(candidate, { waiting: 3, contact: 2, gain: 1 })
    expect(candidate.rankKey).toBeCloseTo(weighed, 6)
  }
})

test('read page by page nobody is missed or read twice', async () => {
  const { world, openingId } = await busyClinic()
  const { candidates: all } = await ask(world, openingId, { limit: 100, wishing: false })
  const paged: Candidate[] = []
  let after: Place | null = null
  do {
    const { candidates, next } = await ask(world, openingId, { limit: 7, wishing: false, after })
    paged.push(...candidates)
    after = next
  } while (after)
  expect(paged).toEqual(all)
})

test('leaving out whose wishes cannot allow it leaves out nobody who suits', async () => {
  const { world, openingId } = await busyClinic()
  const all = await ask(world, openingId, { limit: 100, wishing: false })
  const wishing = await ask(world, openingId, { limit: 100, wishing: true })
  const suits = (candidate: Candidate) => judge(all.opening, candidate, all.context).suits
  const ids = (some: Candidate[]) => some.map(({ appointmentId }) => appointmentId)
  expect(ids(wishing.candidates.filter(suits))).toEqual(ids(all.candidates.filter(suits)))
  const wishes = [
    'other-practitioner',
    'other-weekday',
    'other-time-of-day',
    'too-short-notice',
    'not-before',
  ]
  for (const candidate of wishing.candidates) {
    const verdict = judge(all.opening, candidate, all.context)
    const against = verdict.suits ? [] : verdict.misfits
    expect(against.filter((misfit) => wishes.includes(misfit))).toEqual([])
  }
  expect(wishing.candidates.length).toBeLessThan(all.candidates.length)
})
