import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as wait } from 'node:timers/promises'
import getPort from 'get-port'
import { serve } from 'inngest/node'
import type postgres from 'postgres'
import { inngest } from '@/inngest/client'
import { fillOpening } from '@/inngest/functions/fill-opening'
import { tick } from '@/inngest/functions/tick'
import { startScript } from '@/local/processes'
import { type BenchClinic, fillClinic, numbered, patientId, practitionerId } from './clinic'
import { withDatabase } from './database'
import type { Figure } from './figure'
import { graphileRate } from './graphile'

const count = 10_000
/** As the executor does by itself. */
const atOnce = 20
/** In s. What is not done by then is counted as it stands. */
const patience = 60

const openingId = (number: number) => numbered('c', number)
const appointmentId = (number: number) => numbered('d', number)
const offerId = (number: number) => numbered('e', number)
const eventId = (number: number) => numbered('f', number)

/**
 * 10,000 offers that run out at one instant, each with a run of `fill-opening` that waits for its
 * answer, beside as many jobs that do nothing in graphile-worker. The executor is a process of its
 * own and the functions are in this one; nobody else is asked afterwards, and the mails are queued
 * and not sent. On disk, as in earnest.
 */
export function measure(): Promise<Figure> {
  return withDatabase({}, async ({ executorUrl, superuser: sql, superuserUrl }) => {
    const clinic = await fillClinic(sql, { practitioners: 100, patients: count })
    await sql`update clinics set offers_on = false`
    const executor = await startExecutor(executorUrl)
    const closed = await closedRate(sql, clinic).finally(executor.stop)
    const graphile = await graphileRate(superuserUrl, { jobs: count, atOnce })
    const ratio = closed / graphile
    return {
      id: 'P7',
      title: `${count} offers run out at once`,
      unit: '/s',
      rows: [
        { what: 'offers closed', samples: [closed] },
        { what: 'jobs of graphile-worker that do nothing', samples: [graphile] },
      ],
      reached: [
        {
          what: 'offers closed, beside graphile-worker',
          asked: '≥ 0.5×',
          got: `${ratio.toFixed(2)}×`,
          holds: ratio >= 0.5,
        },
      ],
    }
  })
}

/** The executor on its own, and the app's side of it here. */
async function startExecutor(url: string) {
  const port = await getPort({ host: '127.0.0.1' })
  // Before it serves, when the SDK takes the executor's address.
  inngest.setEnvVars({ INNGEST_DEV: '1', INNGEST_BASE_URL: `http://127.0.0.1:${port}` })
  const app = createServer(serve({ client: inngest, functions: [fillOpening, tick] }))
  await new Promise<void>((resolve) => app.listen(0, '127.0.0.1', resolve))
  const appPort = (app.address() as AddressInfo).port
  const appUrl = `http://127.0.0.1:${appPort}/api/inngest`
  const executor = startScript(new URL('../local/inngest/main.ts', import.meta.url), {
    cwd: process.cwd(),
    env: {
      ...process.env,
      DATABASE_URL: url,
      INNGEST_APP_URL: appUrl,
      INNGEST_EXECUTOR_PORT: String(port),
    },
  })
  await until(async () => (await fetch(appUrl, { method: 'PUT' })).ok)
  return {
    async stop() {
      await executor.stop()
      app.closeAllConnections()
      app.close()
    },
  }
}

/** Offers that end at one instant: how many were closed per second. */
async function closedRate(sql: postgres.Sql, clinic: BenchClinic): Promise<number> {
  await fillOffers(sql, clinic)
  const { clinicId } = clinic.context
  const data = { clinicId, openingId: openingId(0) }
  await inngest.send({ id: eventId(0), name: 'opening/opened', data })
  await multiplyRun(sql)
  // Late enough for the executor to have looked again, which it does every 5 s.
  const at = new Date(Date.now() + 8000)
  await sql.begin(async (tx) => {
    await tx`update offers set expires_at = ${at}`
    await tx`update inngest.steps set due_at = ${at} where state = 'waiting'`
  })
  await sql`vacuum analyze`
  const left = async () => {
    const [row] = await sql`select count(*)::int from offers where state = 'pending'`
    return row?.count
  }
  return rateFrom(at, left)
}

/** So many openings, each held for a patient with a later visit, who was mailed. */
async function fillOffers(
  sql: postgres.Sql,
  { context: { clinicId }, typeId, practitioners }: BenchClinic,
): Promise<void> {
  const id = (of: (number: number) => string) => sql`(${of(0).slice(0, -12)} || number)::uuid`
  const lasting = sql`interval '30 minutes'`
  await sql.begin(async (tx) => {
    await tx`set local session_replication_role = replica`
    await tx`
      create temporary table numbers on commit drop as
      select 100000000000 + n as number,
        (${practitionerId(0).slice(0, -12)} || 100000000000 + n % ${practitioners})::uuid as practitioner_id,
        date_trunc('hour', now()) + interval '10 days' + n / ${practitioners} * ${lasting} as at
      from generate_series(0, ${count - 1}::int) n`
    await tx`
      insert into appointments (id, clinic_id, patient_id, practitioner_id, type_id, starts_at, ends_at, first_starts_at)
      select ${id(appointmentId)}, ${clinicId}, ${id(patientId)}, practitioner_id, ${typeId},
        at + interval '60 days', at + interval '60 days' + ${lasting}, at + interval '60 days'
      from numbers`
    // Each visit's one wait has the visit's id.
    await tx`
      insert into waitlist_entries (id, clinic_id, patient_id, type_id, appointment_id, earlier_than, since)
      select ${id(appointmentId)}, ${clinicId}, ${id(patientId)}, ${typeId}, ${id(appointmentId)}, at + interval '60 days', now()
      from numbers`
    await tx`
      insert into openings (id, clinic_id, practitioner_id, type_id, starts_at, ends_at, state, source, chain_id)
      select ${id(openingId)}, ${clinicId}, practitioner_id, ${typeId}, at, at + ${lasting}, 'offering', 'cancellation', ${id(openingId)}
      from numbers`
    await tx`
      insert into slots (clinic_id, practitioner_id, during, kind, opening_id)
      select ${clinicId}, practitioner_id, tstzrange(at, at + ${lasting}), 'busy-tentative', ${id(openingId)}
      from numbers`
    await tx`
      insert into offers (id, clinic_id, opening_id, entry_id, appointment_id, patient_id, appointment_version, turn, why, from_starts_at, offered_at, expires_at)
      select ${id(offerId)}, ${clinicId}, ${id(openingId)}, ${id(appointmentId)}, ${id(appointmentId)}, ${id(patientId)}, 1, 1, '{}', at + interval '60 days', now() - interval '2 hours', now() + interval '1 hour'
      from numbers`
    await tx`
      insert into messages (clinic_id, kind, appointment_id, appointment_version, stage, offer_id, state, sent_at)
      select ${clinicId}, 'offer', ${id(appointmentId)}, 1, ${id(offerId)}::text, ${id(offerId)}, 'sent', now() - interval '2 hours'
      from numbers`
  })
}

/**
 * Has the run of an event wait, and makes it into 10,000 that wait: its rows as they are, with the
 * ids of the next ones. Sent one by one, the first would have run out before the last is there.
 */
async function multiplyRun(sql: postgres.Sql): Promise<void> {
  const run = await until(async () => {
    const [row] = await sql`
      select r.id from inngest.runs r join inngest.steps s on s.run_id = r.id
      where r.event_id = ${eventId(0)} and s.state = 'waiting'`
    return row?.id as string | undefined
  })
  await sql.begin(async (tx) => {
    for (const [table, column, key] of [
      ['events', 'id', eventId(0)],
      ['runs', 'id', run],
      ['steps', 'run_id', run],
      ['watches', 'run_id', run],
    ] as const) {
      let text = tx`replace(to_jsonb(row)::text, ${run}, ${`${run}-`} || n)`
      for (const one of [eventId(0), openingId(0), offerId(0)]) {
        text = tx`replace(${text}, ${one}, ${one.slice(0, -12)} || 100000000000 + n)`
      }
      await tx`
        insert into ${tx(`inngest.${table}`)}
        select (jsonb_populate_record(null::${tx(`inngest.${table}`)}, (${text})::jsonb)).*
        from ${tx(`inngest.${table}`)} row, generate_series(1, ${count - 1}::int) n
        where row.${tx(column)} = ${key}`
    }
  })
}

/** How many were done per second from `at` on; `left` says how many are not. */
async function rateFrom(at: Date, left: () => Promise<number>): Promise<number> {
  if ((await left()) !== count) throw new Error('Something began too early')
  await wait(+at - Date.now())
  for (;;) {
    await wait(200)
    const rest = await left()
    const took = (Date.now() - +at) / 1000
    if (rest === 0 || took >= patience) return (count - rest) / took
  }
}

async function until<T>(there: () => Promise<T | undefined | false>): Promise<T> {
  for (const deadline = Date.now() + 30_000; Date.now() < deadline; await wait(50)) {
    const found = await there()
    if (found) return found
  }
  throw new Error('It did not come about in half a minute')
}
