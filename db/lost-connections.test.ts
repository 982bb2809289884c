import { sql } from 'drizzle-orm'
import postgres from 'postgres'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { makeClinic, type World } from '@/local/testing/factories'
import { ownDatabase } from '@/local/testing/world'
import { inClinic } from './client'
import { isConnectionLost } from './database-error'

// Without patches/postgres a transaction whose connection is gone waits for ever, its later
// statements may run in somebody else's, and the connection does not come back
// (docs/decisions/driver-patch.md).

const database = ownDatabase()
let superuser: postgres.Sql
let world: World

beforeAll(async () => {
  superuser = postgres(database.superuserUrl, { max: 1, onnotice: () => {} })
  world = await makeClinic()
})
afterAll(() => superuser?.end())

test('while connections are killed transactions are tried again and do their own work, and then all go on', async () => {
  let killing = true
  const outcomes = { tries: 0, done: 0, lost: 0, mixed: 0 }
  const work = async (own: number) => {
    while (killing) {
      const mine = inClinic(world.clinicId, async (tx) => {
        outcomes.tries++
        await tx.execute(sql`select set_config('test.own', ${own}::text, true)`)
        for (const length of [10, 1500, 10]) {
          const [row] = await tx.execute<{ of: string }>(
            sql`select current_setting('test.own', true) as of, ${'x'.repeat(length)}::text`,
          )
          if (row?.of !== String(own)) outcomes.mixed++
        }
      })
      await mine.then(
        () => outcomes.done++,
        () => outcomes.lost++,
      )
    }
  }
  const workers = Array.from({ length: 30 }, (_, own) => work(own))
  for (let round = 0; round < 15; round++) {
    await new Promise((resolve) => setTimeout(resolve, 100))
    await superuser`
      select pg_terminate_backend(pid) from pg_stat_activity
      where datname = current_database() and pid <> pg_backend_pid()`
  }
  killing = false
  await Promise.all(workers)
  expect(outcomes).toMatchObject({ lost: 0, mixed: 0 })
  expect(outcomes.tries).toBeGreaterThan(outcomes.done)
  const next = Array.from({ length: 40 }, () =>
    inClinic(world.clinicId, (tx) => tx.execute(sql`select 1`)),
  )
  await expect(Promise.all(next)).resolves.toHaveLength(40)
})

test('what a lost transaction still wants to do is done in no other', async () => {
  let goOn = () => {}
  const held = new Promise<void>((resolve) => {
    goOn = resolve
  })
  let late: Promise<unknown> | undefined
  const again = inClinic(world.clinicId, async (tx) => {
    if (late) return 'tried again'
    late = held.then(() => tx.execute(sql`update clinics set name = 'Written by the lost one'`))
    const [row] = await tx.execute<{ pid: number }>(sql`select pg_backend_pid() as pid`)
    await superuser`select pg_terminate_backend(${Number(row?.pid)})`
    return late
  })
  await expect(again).resolves.toBe('tried again')
  // Every connection of the pool is in use, the one that was lost among them.
  const begun: Promise<void>[] = []
  const others = Array.from({ length: 20 }, () => {
    let hasBegun = () => {}
    begun.push(
      new Promise((resolve) => {
        hasBegun = resolve
      }),
    )
    return inClinic(world.clinicId, async (tx) => {
      hasBegun()
      await tx.execute(sql`select pg_sleep(0.5)`)
      return tx.execute(sql`select 1`)
    })
  })
  await Promise.all(begun)
  goOn()
  await expect(Promise.all(others)).resolves.toHaveLength(20)
  await expect(late).rejects.toThrow()
  const [clinic] = await superuser`select name from clinics where id = ${world.clinicId}`
  expect(clinic?.name).not.toBe('Written by the lost one')
})

test('of all statements that a killed transaction has under way none waits for ever', async () => {
  const endings: Promise<string>[] = []
  for (let round = 0; round < 15; round++) {
    let tries = 0
    const again = inClinic(world.clinicId, async (tx) => {
      if (tries++ > 0) return 'tried again'
      const [row] = await tx.execute<{ pid: number }>(sql`select pg_backend_pid() as pid`)
      // The driver sends the first, and keeps the others until it is answered.
      const underWay = Array.from({ length: 10 }, (_, nth) =>
        tx.execute(sql`select pg_sleep(0.5), ${`${round}-${nth}`}::text`),
      )
      endings.push(...underWay.map(ending))
      await superuser`select pg_terminate_backend(${Number(row?.pid)})`
      return Promise.all(underWay)
    })
    await expect(again).resolves.toBe('tried again')
  }
  const ended = await Promise.all(endings)
  expect(ended).toHaveLength(150)
  expect(ended.filter((how) => how !== 'lost')).toEqual([])
})

/** How a statement ended, or that it had not after some seconds. */
function ending(statement: Promise<unknown>): Promise<string> {
  return Promise.race([
    statement.then(
      () => 'done',
      (error) => (isConnectionLost(error) ? 'lost' : String(error)),
    ),
    new Promise<string>((resolve) => setTimeout(resolve, 5000, 'waits for ever')),
  ])
}
