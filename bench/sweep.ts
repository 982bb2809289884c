import { setTimeout as wait } from 'node:timers/promises'
import type postgres from 'postgres'
import { runSweep } from '@/lib/commands/sweep/run'
import { type BenchClinic, fillClinic, patientId, practitionerId } from './clinic'
import { withDatabase } from './database'
import { withEventServer } from './event-server'
import { type Figure, quantile } from './figure'

const all = 1_000_000
const due = 10_000
const rounds = 5
const settings = { fsync: 'off', synchronous_commit: 'off', shared_buffers: '512MB' }

/**
 * The sweep that asks patients whether they are coming, in a clinic with a million visits of which
 * 10,000 are due, until the last message is queued and its event in the outbox; beside one
 * statement that finds the same visits by its index.
 */
export function measure(): Promise<Figure> {
  return withDatabase(settings, ({ superuser: sql }) =>
    withEventServer(async () => {
      const clinic = await fillClinic(sql, { practitioners: 100, patients: 10_000 })
      await fillVisits(sql, clinic)
      const sweep: number[] = []
      const sent: number[] = []
      const select: number[] = []
      for (let round = 0; round < rounds; round++) {
        select.push(await timed(() => selectDue(sql)))
        const { queued, whole } = await swept(sql, clinic)
        sweep.push(queued)
        sent.push(whole)
        await sql`truncate messages, outbox, sweep_runs`
      }
      const slower = quantile(sweep) / quantile(select)
      return {
        id: 'P10',
        title: `The sweep over ${all} visits, ${due} of them due`,
        unit: 'ms',
        rows: [
          { what: 'to the last message queued', samples: sweep },
          { what: 'to the last event sent', samples: sent },
          { what: 'one statement that finds them', samples: select },
        ],
        reached: [
          {
            what: 'to the last message queued, beside the statement',
            asked: '≤ 3×',
            got: `${slower.toFixed(1)}×`,
            holds: slower <= 3,
          },
        ],
      }
    }),
  )
}

/** A million visits: those of the next 30 hours are due, the others are over or far ahead. */
async function fillVisits(
  sql: postgres.Sql,
  { context: { clinicId }, typeId, practitioners, patients }: BenchClinic,
): Promise<void> {
  await sql.begin(async (tx) => {
    await tx`set local session_replication_role = replica`
    await tx`
      insert into appointments (clinic_id, patient_id, practitioner_id, type_id, starts_at, ends_at, first_starts_at)
      select ${clinicId},
        (${patientId(0).slice(0, -12)} || 100000000000 + n * 7919::bigint % ${patients})::uuid,
        (${practitionerId(0).slice(0, -12)} || 100000000000 + n % ${practitioners})::uuid,
        ${typeId}, at, at + interval '30 minutes', at
      from generate_series(0, ${all - 1}::int) n, lateral (
        select case when n % ${all / due} = 0
          then now() + interval '1 hour' + n * interval '30 hours' / ${all}
          else now() + interval '5 days' + n * interval '2 years' / ${all} end as at) times`
  })
  await sql`vacuum analyze`
}

/** How long a sweep by hand took, in ms: until the last message was queued, and until the last event was out. */
async function swept(sql: postgres.Sql, { context: { clinicId } }: BenchClinic) {
  const began = Date.now()
  const result = await runSweep(clinicId, 'confirm-upcoming', { byHand: true })
  if (!result.ok || result.value.count !== due) throw new Error('The sweep asked others')
  const [run] = await sql`select finished_at from sweep_runs`
  for (;;) {
    const [row] = await sql`
      select count(*)::int as count, count(sent_at)::int as sent, max(sent_at) as last from outbox`
    if (row?.count !== due) throw new Error('There are other events')
    if (row.sent === due) return { queued: run?.finished_at - began, whole: row.last - began }
    await wait(20)
  }
}

/** The visits that the sweep asks about, by one statement of its condition. */
async function selectDue(sql: postgres.Sql): Promise<void> {
  const rows = await sql`
    select id, version from appointments
    where clinic_id = (select id from clinics) and status = 'booked'
      and starts_at > now() and starts_at < date_trunc('day', now()) + interval '3 days'`
  if (rows.length !== due) throw new Error(`${rows.length} are due`)
}

async function timed(work: () => Promise<void>): Promise<number> {
  const began = performance.now()
  await work()
  return performance.now() - began
}
