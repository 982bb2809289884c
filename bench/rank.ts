import type postgres from 'postgres'
import { inClinic, type Tx } from '@/db/client'
import { matchContext, openingToFill, waitlistFor } from '@/db/queries/opening/candidates'
import { clinics } from '@/db/schema'
import { rank } from '@/lib/domain/matching'
import { withDatabase } from './database'
import { type Figure, quantile } from './figure'

const sizes = [10_000, 100_000, 1_000_000]
const typesPerClinic = 4
/** As `offerOpening` reads: the first page. */
const page = 20
/** The first ones fill the caches, the plans among them. */
const warming = 50
const settings = { fsync: 'off', synchronous_commit: 'off', shared_buffers: '512MB' }

/**
 * Who is asked about an opening, among many who wait, beside the same question without its index:
 * the reading of the first page and the verdict on it, in a transaction that has begun.
 */
export function measure(): Promise<Figure> {
  return withDatabase(settings, async ({ superuser: sql }) => {
    const filled: { size: number; clinicId: string }[] = []
    for (const size of sizes) filled.push({ size, clinicId: await fill(sql, size) })
    await sql`analyze`

    const rows: Figure['rows'] = []
    for (const { size, clinicId } of filled)
      rows.push(await asked(`${size} waiting`, clinicId, 300))
    const middle = filled[1]
    if (!middle) throw new Error('No middle size')
    await sql`drop index waitlist_entries_rank`
    rows.push(await asked(`${middle.size} waiting, no index`, middle.clinicId, 15))

    const [least = 0, medium = 0, most = 0, bare = 0] = rows.map((row) => quantile(row.samples))
    const [faster, slower] = [bare / medium, most / least]
    return {
      id: 'P5',
      title: 'Who is asked about an opening, among those who wait',
      unit: 'ms',
      rows,
      reached: [
        {
          what: `faster than without the index, among ${middle.size}`,
          asked: '≥ 30×',
          got: `${faster.toFixed(1)}×`,
          holds: faster >= 30,
        },
        {
          what: `${sizes.at(-1)} beside ${sizes[0]}`,
          asked: '≤ 2×',
          got: `${slower.toFixed(2)}×`,
          holds: slower <= 2,
        },
      ],
    }
  })
}

/** A clinic of its own with so many visits that wait for an earlier time; its id. */
async function fill(sql: postgres.Sql, size: number): Promise<string> {
  const clinicId = crypto.randomUUID()
  const practitionerId = crypto.randomUUID()
  await sql.begin(async (tx) => {
    await tx`set local session_replication_role = replica`
    await tx`insert into clinics (id, name, time_zone) values (${clinicId}, 'Bench', 'Europe/Berlin')`
    await tx`insert into practitioners (id, clinic_id, name) values (${practitionerId}, ${clinicId}, 'Dr. Bench')`
    await tx`
      insert into appointment_types (clinic_id, name, duration_minutes, position)
      select ${clinicId}, 'Type ' || n, 30, n from generate_series(1, ${typesPerClinic}) n`
    await tx`
      insert into patients (clinic_id, given_name, family_name, email)
      select ${clinicId}, 'Pat', 'Patient ' || n, n || '@bench.test' from generate_series(1, ${size / 10}) n`
    await tx`create temporary table people on commit drop as
      select id, row_number() over () - 1 as n from patients where clinic_id = ${clinicId}`
    await tx`create index on people (n)`
    await tx`
      create temporary table visits on commit drop as
      select gen_random_uuid() as id, people.id as patient_id, types.id as type_id, at, since
      from generate_series(1, ${size}) i
      join people on people.n = i % ${size / 10}
      join appointment_types types on types.clinic_id = ${clinicId} and types.position = i % ${typesPerClinic} + 1,
      lateral (select now() + make_interval(mins => 4320 + (i * 7919::bigint % 500000)::int) as at,
        now() - make_interval(mins => (i * 104729::bigint % 200000)::int) as since) times`
    await tx`
      insert into appointments (id, clinic_id, patient_id, practitioner_id, type_id, starts_at, ends_at, first_starts_at)
      select id, ${clinicId}, patient_id, ${practitionerId}, type_id, at, at + interval '30 minutes', at from visits`
    await tx`
      insert into waitlist_entries (clinic_id, patient_id, type_id, appointment_id, earlier_than, since, rank_key,
        priority, wish_weekdays, wish_times, wish_practitioner_ids)
      select ${clinicId}, patient_id, type_id, id, at, since, -2 * extract(epoch from since) / 86400,
        case when random() < 0.005 then 1 else 0 end,
        case when random() < 0.33 then '{1,3}'::smallint[] else '{}' end,
        case when random() < 0.25 then '{evening}'::time_of_day[] else '{}' end,
        case when random() < 0.2 then array[gen_random_uuid()] else '{}' end
      from visits`
  })
  return clinicId
}

/** Asks for the first page of those who suit an opening in two days, so many times. */
async function asked(what: string, clinicId: string, times: number) {
  const samples: number[] = []
  for (let i = 0; i < times + warming; i++) {
    const took = await inClinic(clinicId, (tx, now) => ask(tx, now, clinicId, what))
    if (i >= warming) samples.push(took)
  }
  return { what, samples }
}

/** How long the ranking took: the question, and the verdict on who was found. */
async function ask(tx: Tx, now: Date, clinicId: string, what: string): Promise<number> {
  const [clinic] = await tx.select().from(clinics)
  const type = await tx.query.appointmentTypes.findFirst()
  if (!clinic || !type) throw new Error('No clinic')
  const startsAt = new Date(+now + 2 * 86_400_000)
  const visit = { startsAt, endsAt: new Date(+startsAt + 30 * 60_000), typeId: type.id }
  const row = {
    id: crypto.randomUUID(),
    practitionerId: crypto.randomUUID(),
    leftBy: null,
    ...visit,
  }
  const opening = await openingToFill(tx, clinicId, row)
  const began = performance.now()
  const { candidates } = await waitlistFor(tx, clinic, opening, { limit: page, wishing: true, now })
  const { chosen } = rank(opening, candidates, matchContext(clinic, now))
  const took = performance.now() - began
  if (chosen.length === 0) throw new Error(`Nobody suits: ${what}`)
  return took
}
