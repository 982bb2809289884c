import { sql } from 'drizzle-orm'
import { expect, test, vi } from 'vitest'
import { withoutClinic } from '@/db/client'
import { readHeartbeat } from '@/db/queries/clinic/heartbeat'
import { inngest } from '@/inngest/client'
import { granted, makeClinic } from '@/local/testing/factories'
import { ownDatabase } from '@/local/testing/world'
import { doWhatIsDue } from './do-what-is-due'
import { requestSweep } from './request'
import { runSweep } from './run'

const database = ownDatabase()
const quiet = { confirmOn: false, rescheduleOn: false }

test('a tick is noted by the database’s clock with the address that it came to', async () => {
  const beat = () => withoutClinic(readHeartbeat)
  expect(await beat()).toMatchObject({ tickedMsAgo: null, appUrl: null, eventWaitsMs: 0 })
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 3_600_000 })
  for (let i = 0; i < 2; i++) await doWhatIsDue()
  const { tickedMsAgo, appUrl } = await beat()
  expect(tickedMsAgo).toBeGreaterThanOrEqual(0)
  expect(tickedMsAgo).toBeLessThan(10_000)
  expect(appUrl).toBe('http://medcal.test')
})

test('the trouble of one duty keeps no other from its own, and is told by name', async () => {
  const world = await makeClinic({ clinic: quiet })
  const openingId = await world.opened({ inHours: 30 })
  await world.execute(sql`
    update openings set starts_at = now() - interval '1 minute', ends_at = now() where id = ${openingId}`)
  await world.execute(sql`update messages set due_at = now() - interval '1 hour'`)
  vi.mocked(inngest.send).mockRejectedValue(new Error('no server'))
  await expect(doWhatIsDue()).rejects.toThrow('The tick could not do: resumeMessages')
  expect((await world.opening(openingId)).state).toBe('lapsed')
})

test('every clinic whose time has come is asked for, each sweep in an event of its own', async () => {
  const world = await makeClinic({ clinic: { confirmAt: '00:00', rescheduleAt: '00:00' } })
  const off = await makeClinic({ clinic: quiet })
  const asked = async () => {
    database.sent.length = 0
    await doWhatIsDue()
    const events = database.sent.filter(({ name }) => name === 'sweep/requested')
    expect(events.some(({ data }) => data.clinicId === off.clinicId)).toBe(false)
    return events.filter(({ data }) => data.clinicId === world.clinicId)
  }
  const both = await asked()
  expect(both.map(({ data }) => data.sweep).sort()).toEqual([
    'confirm-upcoming',
    'reschedule-cancelled',
  ])
  expect(new Set(both.map(({ id }) => id)).size).toBe(2)
  granted(await runSweep(world.clinicId, 'confirm-upcoming', { byHand: false }))
  expect((await asked()).map(({ data }) => data.sweep)).toEqual(['reschedule-cancelled'])
})

test('a run by hand whose event is lost is asked for until it is done, and is done once', async () => {
  const world = await makeClinic({ clinic: quiet })
  granted(await requestSweep(world.context, { sweep: 'confirm-upcoming' }))
  const event = database.sent.find(({ name }) => name === 'sweep/requested')
  const runId = String(event?.data.runId)
  const asked = async () => {
    database.sent.length = 0
    await doWhatIsDue()
    return database.sent.filter(({ data }) => data.runId === runId).length
  }
  expect(await asked()).toBe(0)
  await world.execute(sql`update sweep_runs set started_at = now() - interval '25 seconds'`)
  expect(await asked()).toBe(1)
  const run = () => runSweep(world.clinicId, 'confirm-upcoming', { byHand: true, runId })
  await world.book({ inHours: 20 })
  const counts = (await Promise.all([run(), run()])).map((result) => granted(result).count)
  expect(counts.sort()).toEqual([0, 1])
  expect(
    await world.execute(sql`select count, finished_at is not null as done from sweep_runs`),
  ).toEqual([{ count: 1, done: true }])
  expect(await asked()).toBe(0)
})
