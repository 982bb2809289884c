import { sql } from 'drizzle-orm'
import type postgres from 'postgres'
import { functions } from '@/inngest/functions'
import { tick } from '@/inngest/functions/tick'
import { acceptOffer } from '@/lib/commands/offer/accept'
import { declineOffer } from '@/lib/commands/offer/end'
import { env } from '@/lib/env'
import { mailServer } from '@/lib/mail/post'
import { fakeClock } from '@/local/inngest/clock'
import { type Durable, startDurable } from '@/local/testing/durable'
import { granted, hour, makeClinic, type World } from '@/local/testing/factories'
import { withDatabase } from './database'
import type { Figure } from './figure'

const settings = { fsync: 'off', synchronous_commit: 'off' }
const longestMonth = 31

/**
 * What a hosted engine counts, from the executor's own records: each run is an execution, and so is
 * each of its steps, sleeps and waits. A day in which nothing happens at one clinic but its daily
 * runs, with the clock moved from tick to tick; and one opening that is filled after three asks.
 */
export function measure(): Promise<Figure> {
  return withDatabase(settings, async ({ executorUrl, superuser }) => {
    Object.assign(mailServer(), { sendMail: async () => ({}) })
    const counted = async (
      served: typeof functions,
      prepare: (durable: Durable) => Promise<() => Promise<void>>,
    ): Promise<number> => {
      const durable = await startDurable(executorUrl, served, { clock: fakeClock() })
      try {
        const work = await prepare(durable)
        const before = await executions(superuser)
        await work()
        return (await executions(superuser)) - before
      } finally {
        await durable.stop()
      }
    }
    // A tick belongs to no opening, and could only come at the instant at which a hold ends.
    const ofOpenings = functions.filter((one) => one !== tick)
    const filled = await counted(ofOpenings, filledOpening)
    const day = await counted(functions, idleDay)
    const month = day * longestMonth
    return {
      id: 'P11',
      title: `Executions on the durable engine, with a tick every ${env().TICK_MINUTES} minutes`,
      unit: 'executions',
      rows: [
        { what: 'a day in which nothing happens', samples: [day] },
        { what: `a month of ${longestMonth} such days`, samples: [month] },
        { what: 'an opening filled after three asks', samples: [filled] },
      ],
      reached: [
        {
          what: 'a month in which nothing happens',
          asked: '≤ 9000',
          got: String(month),
          holds: month <= 9000,
        },
        {
          what: 'an opening filled after three asks',
          asked: '≤ 20',
          got: String(filled),
          holds: filled <= 20,
        },
      ],
    }
  })
}

async function idleDay(durable: Durable): Promise<() => Promise<void>> {
  await makeClinic({ clinic: { confirmAt: '00:00', rescheduleAt: '00:00' } })
  const pause = env().TICK_MINUTES
  return async () => {
    for (let minutes = 0; minutes < 24 * 60; minutes += pause) await durable.advance(pause * 60_000)
  }
}

/** Cancelled, declined, left unanswered, accepted: with every email that this sets off, and a look at the time that is left. */
async function filledOpening(durable: Durable): Promise<() => Promise<void>> {
  const world = await makeClinic({ clinic: { confirmOn: false, rescheduleOn: false } })
  const visit = await world.book({ inHours: 48 })
  for (const inHours of [96, 97, 98]) await world.book({ inHours, openToEarlier: true })
  await durable.settled()
  return () => fill(durable, world, visit)
}

async function fill(durable: Durable, world: World, visit: string): Promise<void> {
  await world.cancel(visit)
  await durable.settled()
  granted(await declineOffer(world.patientContext, { offerId: await pending(world) }))
  await durable.settled()
  await world.execute(sql`
    update offers set offered_at = now() - interval '2 hours', expires_at = now() where state = 'pending'`)
  await durable.advance(2 * hour + 5000)
  const third = await pending(world)
  await world.execute(sql`
    update waitlist_entries set until = greatest(since, now()), ended_why = 'left'
    where until is null and id <> (select entry_id from offers where id = ${third})`)
  granted(await acceptOffer(world.patientContext, { offerId: third }))
  await durable.settled()
}

async function pending(world: World): Promise<string> {
  const [offer] = (await world.offers()).filter(({ state }) => state === 'pending')
  if (!offer) throw new Error('Nobody is asked')
  return offer.id
}

async function executions(superuser: postgres.Sql): Promise<number> {
  const [row] = await superuser`
    select (count(distinct r.id) + count(s.id))::int as count
    from inngest.runs r left join inngest.steps s on s.run_id = r.id`
  return row?.count
}
