import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { busyClinic, pass, setting } from '@/local/testing/busy-clinic'
import { never, neverNew, neverTended, witness } from '@/local/testing/invariants'
import {
  type Busy,
  type Kind,
  kinds,
  rowsOf,
  run,
  type Step,
  stepOf,
} from '@/local/testing/sequence'
import { ownDatabase } from '@/local/testing/world'
import { tendOpenings } from './opening/tend'

// Whatever staff, patients, mails, sweeps and the clock do, in whatever order and two at once: what
// always holds, after every step, and that every opening ends.

const database = ownDatabase()
let seen: ReturnType<typeof witness>
beforeAll(() => {
  seen = witness(database.superuserUrl)
})
afterAll(() => seen.close())

// Enough to notice a guard that is gone; RUNS=200 looks for more.
const numRuns = Number(process.env.RUNS ?? 30)

test('in any order', async () => {
  const changed = new Map<Kind, number>()
  const many = fc.array(stepOf(), { minLength: 30, maxLength: 40, size: 'max' })
  await fc.assert(
    fc.asyncProperty(setting, many, async (how, steps) => {
      const world = await begun(how)
      for (const one of steps) {
        if (await takeSteps(world, [one])) changed.set(one.kind, (changed.get(one.kind) ?? 0) + 1)
      }
      await expectAllEnd(world)
    }),
    { numRuns, endOnFailure: true },
  )
  // Otherwise it would show nothing of them.
  expect(kinds.filter((kind) => !changed.has(kind))).toEqual([])
})

test('two at once', async () => {
  // Mostly about the same: only then can they get in each other's way.
  const pair = fc
    .tuple(stepOf(), stepOf(), fc.integer({ min: 0, max: 3 }))
    // Time goes by for all at once.
    .map(([one, { kind }, apart]): Step[] =>
      one.kind === 'pass' || kind === 'pass'
        ? [{ ...one, kind: 'pass' }]
        : [one, { ...one, kind, pick: one.pick + (apart > 2 ? 1 : 0) }],
    )
  const many = fc.array(pair, { minLength: 12, maxLength: 18, size: 'max' })
  await fc.assert(
    fc.asyncProperty(setting, many, async (how, pairs) => {
      const world = await begun(how)
      for (const steps of pairs) await takeSteps(world, steps)
      await expectAllEnd(world)
    }),
    { numRuns, endOnFailure: true },
  )
})

async function begun(how: Parameters<typeof busyClinic>[0]): Promise<Busy> {
  const world = await busyClinic(how)
  return Object.assign(world, { rows: await rowsOf(world) })
}

/**
 * Takes steps at once, after which all holds that must; each that changed something has left an
 * audit row, refusals none. Whether any did.
 */
async function takeSteps(world: Busy, steps: Step[]): Promise<boolean> {
  const before = world.rows
  const alone = steps.length === 1
  const changes = await Promise.all(steps.map((one) => run(world, one, { alone })))
  world.rows = await rowsOf(world)
  const written = world.rows.audit - before.audit
  if (changes.every((changed) => changed === false)) expect(written, say(steps)).toBe(0)
  else if (changes.includes(true)) expect(written, say(steps)).toBeGreaterThan(0)
  const passed = steps.some(({ kind }) => kind === 'pass')
  const tended = steps.every(({ kind }) => kind === 'tend')
  if (written > 0 || passed || tended) {
    const all = { ...never, ...(alone && neverNew(before)), ...(tended && neverTended) }
    expect(await seen.broken(world, all), say(steps)).toEqual({})
  }
  return JSON.stringify(world.rows) !== JSON.stringify(before)
}

const say = (steps: Step[]) => steps.map(({ kind }) => kind).join(' with ')

/** Time goes by: every hold and every opening comes to its end by the safety net alone. */
async function expectAllEnd(world: Busy) {
  for (const days of [4, 400]) {
    await pass(world, days * 24 * 60)
    await tendOpenings()
    expect(await seen.broken(world, { ...never, ...neverTended }), `${days} days later`).toEqual({})
  }
  const { openings, offers } = await rowsOf(world)
  expect(openings.filter(({ state }) => state === 'open' || state === 'offering')).toEqual([])
  expect(offers.filter(({ state }) => state === 'pending')).toEqual([])
}
