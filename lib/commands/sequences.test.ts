import { sql } from 'drizzle-orm'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  type Busy,
  batch,
  busyClinic,
  depth,
  rowsOf,
  run,
  type Step,
  step,
} from '@/local/testing/sequence'
import { ownDatabase } from '@/local/testing/world'
import { tendOpenings } from './tend-openings'

// Whatever staff, patients and sweeps do, in whatever order and two at once: what always holds,
// after every step, and that every opening ends.

ownDatabase()

// Enough to notice a guard that is gone; RUNS=200 looks for more.
const numRuns = Number(process.env.RUNS ?? 12)

test('in any order', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 10, maxLength: 25 }), async (steps) => {
      const world = await busyClinic()
      for (const one of steps) {
        await takeSteps(world, [one])
        await expectConsistent(world)
      }
      await expectAllEnd(world)
    }),
    { numRuns, endOnFailure: true },
  )
}, 120_000)

test('two at once', async () => {
  const pairs = fc.array(fc.tuple(step, step), { minLength: 6, maxLength: 12 })
  await fc.assert(
    fc.asyncProperty(pairs, async (steps) => {
      const world = await busyClinic()
      for (const pair of steps) {
        await takeSteps(world, pair)
        await expectConsistent(world)
      }
      await expectAllEnd(world)
    }),
    { numRuns, endOnFailure: true },
  )
}, 120_000)

/** Takes steps at once; each that changed something has left an audit row, refusals none. */
async function takeSteps(world: Busy, steps: Step[]) {
  const before = world.rows.audit
  const changes = await Promise.all(steps.map((one) => run(world, one)))
  world.rows = await rowsOf(world)
  const written = world.rows.audit - before
  const atLeast = changes.filter((changed) => changed === true).length
  if (changes.every((changed) => changed === false)) expect(written, say(steps)).toBe(0)
  else expect(written, say(steps)).toBeGreaterThanOrEqual(atLeast)
}

const say = (steps: Step[]) => steps.map(({ kind }) => kind).join(' with ')

async function expectConsistent(world: Busy) {
  const found = await world.run(async (tx) => {
    const rows: Record<string, unknown> = {}
    for (const [what, query] of Object.entries(never)) rows[what] = [...(await tx.execute(query))]
    return rows
  })
  for (const [what, rows] of Object.entries(found)) expect(rows, what).toEqual([])
}

/** What there must never be any of. */
const never = {
  'overlapping slots': sql`select a.id from slots a join slots b on a.practitioner_id = b.practitioner_id
      and a.id < b.id and a.during && b.during`,
  'active visits without exactly their slot, ended visits with one': sql`select a.id, a.status, s.during from appointments a
      left join appointment_types t on t.id = a.type_id
      left join slots s on s.appointment_id = a.id
      where case when a.status = 'cancelled' then s.id is not null else s.id is null
        or s.practitioner_id <> a.practitioner_id
        or lower(s.during) <> a.starts_at - make_interval(mins => t.buffer_before_minutes)
        or upper(s.during) <> a.ends_at + make_interval(mins => t.buffer_after_minutes) end`,
  'openings whose state, pending offers and hold do not agree': sql`select o.id, o.state, f.pending, s.holds from openings o,
      lateral (select count(*) as pending from offers f where f.opening_id = o.id and f.state = 'pending') f,
      lateral (select count(*) as holds from slots s where s.opening_id = o.id
        and s.practitioner_id = o.practitioner_id and lower(s.during) <= o.starts_at and upper(s.during) >= o.ends_at) s
      where (f.pending > 0) <> (o.state = 'offering') or f.pending > ${batch}
        or s.holds <> (o.state = 'offering')::int`,
  'open openings whose time, with its buffers, is not free': sql`select o.id, s.kind from openings o join appointment_types t on t.id = o.type_id
      join slots s on s.practitioner_id = o.practitioner_id
        and s.during && tstzrange(o.starts_at - make_interval(mins => t.buffer_before_minutes),
          o.ends_at + make_interval(mins => t.buffer_after_minutes))
      where o.state = 'open'`,
  'visits with two pending offers, or with one they cannot accept': sql`select f.id from offers f join appointments a on a.id = f.appointment_id
      join openings o on o.id = f.opening_id
      where f.state = 'pending' and (a.version <> f.appointment_version
        or a.status not in ('booked', 'confirmed') or a.starts_at <= o.starts_at
        or a.waitlisted_at is null
        or (select count(*) from offers g where g.appointment_id = a.id and g.state = 'pending') > 1)`,
  'chains that are too deep, or that lead nowhere': sql`select o.id from openings o where o.depth > ${depth}
      or not exists (select from openings c where c.id = o.chain_id and c.depth = 0)
      or (o.state = 'filled') <> (o.filled_by is not null)`,
  'openings of a chain that are not left for an earlier one of it': sql`select o.id from openings o where o.source = 'accepted' and not exists (
      select from openings p where p.chain_id = o.chain_id and p.depth = o.depth - 1
        and p.filled_by = o.left_by and p.starts_at < o.starts_at)`,
  'accepted offers whose opening was not filled by them': sql`select f.id from offers f join openings o on o.id = f.opening_id
      where f.state = 'accepted' and (o.state <> 'filled' or o.filled_by <> f.appointment_id)`,
  'more than one message of a version, kind and stage': sql`select appointment_id from messages group by appointment_id, appointment_version, kind, stage
      having count(*) > 1`,
  'absences that do not take what is free of them': sql`select a.id from absences a, generate_series(a.starts_at, a.ends_at - interval '1 minute', interval '5 minutes') minute
      where not exists (select from slots s where s.practitioner_id = a.practitioner_id and s.during @> minute)`,
}

/** Time goes by: every hold and every opening comes to its end by the safety net alone. */
async function expectAllEnd(world: Busy) {
  await world.execute(sql`
    update offers set offered_at = now() - interval '2 hours', expires_at = now() where state = 'pending'`)
  await tendOpenings()
  await expectConsistent(world)
  await world.execute(sql`
    update openings set starts_at = now() - interval '1 hour', ends_at = now() - interval '1 minute'
    where state in ('open', 'offering')`)
  await tendOpenings()
  const going = await world.execute(sql`
    select id, state::text from openings where state in ('open', 'offering')
    union all select id, 'pending' from offers where state = 'pending'`)
  expect(going).toEqual([])
}
