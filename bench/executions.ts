import { sql } from 'drizzle-orm'
import type postgres from 'postgres'
import { functions } from '@/inngest/functions'
import { acceptOffer } from '@/lib/commands/accept-offer'
import { declineOffer } from '@/lib/commands/end-offer'
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
  return withDatabase(settings, async ({ url, superuser }) => {
    Object.assign(mailServer(), { sendMail: async () => ({}) })
    const durable = await startDurable(url, functions, { clock: fakeClock() })
    try {
      const filled = await filledOpening(durable, superuser)
      const day = await idleDay(durable, superuser)
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
    } finally {
      await durable.stop()
    }
  })
}

async function idleDay(durable: Durable, superuser: postgres.Sql): Promise<number> {
  await makeClinic({ clinic: { confirmAt: '00:00', rescheduleAt: '00:00' } })
  const before = await executions(superuser)
  const pause = env().TICK_MINUTES
  for (let minutes = 0; minutes < 24 * 60; minutes += pause) await durable.advance(pause * 60_000)
  return (await executions(superuser)) - before
}

/** Cancelled, declined, left unanswered, accepted: with every mail that this sets off, and a look at the time that is left. */
async function filledOpening(durable: Durable, superuser: postgres.Sql): Promise<number> {
  const world = await makeClinic({ clinic: { confirmOn: false, rescheduleOn: false } })
  const visit = await world.book({ inHours: 48 })
  for (const inHours of [96, 97, 98]) await world.book({ inHours, openToEarlier: true })
  await durable.settled()
  const before = await executions(superuser, ofTick)
  await world.cancel(visit)
  await durable.settled()
  granted(await declineOffer(world.patientContext, { offerId: await pending(world) }))
  await durable.settled()
  await world.execute(sql`
    update offers set offered_at = now() - interval '2 hours', expires_at = now() where state = 'pending'`)
  await durable.advance(2 * hour + 5000)
  const third = await pending(world)
  await world.execute(sql`
    update appointments set waitlisted_at = null
    where id <> (select appointment_id from offers where id = ${third})`)
  granted(await acceptOffer(world.patientContext, { offerId: third }))
  await durable.settled()
  return (await executions(superuser, ofTick)) - before
}

/** A tick belongs to no opening. */
const ofTick = 'medcal-tick'

async function pending(world: World): Promise<string> {
  const [offer] = (await world.offers()).filter(({ state }) => state === 'pending')
  if (!offer) throw new Error('Nobody is asked')
  return offer.id
}

/** Of all functions, or of all but one. */
async function executions(superuser: postgres.Sql, but = ''): Promise<number> {
  const [row] = await superuser`
    select (count(distinct r.id) + count(s.id))::int as count
    from inngest.runs r left join inngest.steps s on s.run_id = r.id where r.function_id <> ${but}`
  return row?.count
}
