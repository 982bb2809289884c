import postgres from 'postgres'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { emptyDatabase, type FreshDatabase } from '@/local/testing/database'
import { applyMigrations, knownMigrations, migrate } from './migrate'

// What was told from explanations and from what happened close to one another, before there were
// columns for it (migrations 0030_facts_of_offers and 0031_origins_of_openings).

let database: FreshDatabase
let inside: postgres.Sql

beforeAll(async () => {
  database = await emptyDatabase()
  const owner = postgres(database.urls.migrate, { max: 1, onnotice: () => {} })
  const all = knownMigrations()
  const at = all.findIndex(({ sql }) => sql.some((part) => part.includes('last_offered_before')))
  expect(at).toBeGreaterThan(0)
  await owner.begin((tx) => applyMigrations(tx, all.slice(0, at)))
  await owner.end()
  inside = postgres(database.superuserUrl, { max: 1, onnotice: () => {} })
  await clinicOfBefore()
  await migrate(database.urls.migrate)
})

afterAll(async () => {
  await inside?.end()
  await database?.drop()
})

test('an offer knows whether it reached its patient, and when they had been asked before', async () => {
  const rows = await inside`
    select turn, reached, last_offered_before::text as before, why from offers order by turn`
  const whom = { reasons: ['own-practitioner'] }
  expect(rows.map((row) => ({ ...row }))).toEqual([
    { turn: 1, reached: true, before: null, why: whom },
    { turn: 2, reached: false, before: '2026-03-01 09:00:00+00', why: whom },
    { turn: 3, reached: false, before: null, why: whom },
    { turn: 4, reached: true, before: '2026-03-01 09:00:00+00', why: whom },
  ])
})

test('an opening knows what it came from', async () => {
  const nameOf = new Map([...ids].map(([name, id]) => [id, name]))
  const rows = await inside`
    select id, parent_id as parent, made_of as made, left_by_version as version from openings`
  const found = rows.map(({ id, parent, made, version }) => [
    nameOf.get(id),
    {
      parent: nameOf.get(parent) ?? null,
      madeOf: made.map((one: string) => nameOf.get(one)),
      version,
    },
  ])
  expect(Object.fromEntries(found)).toEqual({
    first: { parent: null, madeOf: [], version: 2 },
    left: { parent: 'first', madeOf: [], version: 1 },
    rest: { parent: 'first', madeOf: [], version: 2 },
    beside: { parent: null, madeOf: [], version: 1 },
    'long ago': { parent: null, madeOf: [], version: 1 },
    'at the same time, elsewhere': { parent: null, madeOf: [], version: 1 },
    made: { parent: 'first', madeOf: ['left', 'beside'], version: 1 },
    'of added hours': { parent: null, madeOf: [], version: null },
  })
})

const ids = new Map<string, string>()
const idOf = (name: string) => ids.get(name) ?? ''

/**
 * A visit was moved, cancelled, given to another patient, reinstated elsewhere and cancelled again.
 * What the other patient left was laid out anew together with what was free beside it.
 */
async function clinicOfBefore(): Promise<void> {
  const [clinic] = await inside`
    insert into clinics (name, time_zone) values ('Testpraxis', 'UTC') returning id`
  const clinicId: string = clinic?.id
  const [practitioner] = await inside`
    insert into practitioners (clinic_id, name) values (${clinicId}, 'Dr. Test') returning id`
  const [type] = await inside`
    insert into appointment_types (clinic_id, name, duration_minutes) values (${clinicId}, 'Visit', 30) returning id`
  const [patient] = await inside`
    insert into patients (clinic_id, given_name, family_name, email)
    values (${clinicId}, 'Pat', 'Test', 'pat@mail.test') returning id`
  const shared = { clinic_id: clinicId, practitioner_id: practitioner?.id, type_id: type?.id }
  const visit = async (version: number) => {
    const at = { starts_at: '2026-05-01 09:00Z', ends_at: '2026-05-01 09:30Z' }
    const row = {
      ...shared,
      ...at,
      first_starts_at: at.starts_at,
      patient_id: patient?.id,
      version,
    }
    const [made] = await inside`insert into appointments ${inside(row)} returning id`
    return made?.id as string
  }
  const happened = (appointmentId: string, action: string, at: string) => inside`
    insert into audit (clinic_id, at, actor_kind, actor_name, action, appointment_id)
    values (${clinicId}, ${at}, 'system', 'Medcal', ${action}, ${appointmentId})`
  const opening = async (name: string, time: string, more: Record<string, unknown>) => {
    const id = crypto.randomUUID()
    ids.set(name, id)
    const ends = `${time.slice(0, 3)}${Number(time.slice(3)) + 29}`
    const at = { starts_at: `2026-04-01 ${time}Z`, ends_at: `2026-04-01 ${ends}Z` }
    const row = { id, ...shared, ...at, chain_id: id, source: 'cancellation', ...more }
    await inside`insert into openings ${inside(row)}`
  }
  const closed = (closed_why: string, closed_at: string, more = {}) => ({
    ...{ state: closed_why === 'accepted' ? 'filled' : 'withdrawn', closed_why, closed_at },
    ...more,
  })

  const cancelled = await visit(3)
  await happened(cancelled, 'appointment.moved', '2026-03-01 09:00Z')
  await happened(cancelled, 'appointment.cancelled', '2026-03-02 09:00Z')
  await happened(cancelled, 'appointment.reinstated', '2026-03-05 09:00Z')
  await happened(cancelled, 'appointment.cancelled', '2026-03-06 09:00Z')
  const earlier = await visit(2)
  await happened(earlier, 'offer.accepted', '2026-03-02 10:00Z')
  const other = await visit(1)

  await opening('first', '08:00', {
    ...{ created_at: '2026-03-02 09:00Z', left_by: cancelled },
    ...closed('accepted', '2026-03-02 10:00:00.1Z', { filled_by: earlier }),
  })
  const onward = { chain_id: idOf('first'), depth: 1, created_at: '2026-03-02 10:00Z' }
  const reshaped = (seconds: string) => closed('reshaped', `2026-03-03 09:00:${seconds}Z`)
  const ofAccepted = { ...onward, source: 'accepted', left_by: earlier }
  await opening('left', '10:00', { ...ofAccepted, ...reshaped('00.2') })
  await opening('rest', '08:30', { ...onward, source: 'remainder', left_by: cancelled })
  const ofOther = { created_at: '2026-03-01 09:00Z', left_by: other }
  await opening('beside', '10:30', { ...ofOther, ...reshaped('00.1') })
  await opening('at the same time, elsewhere', '15:00', { ...ofOther, ...reshaped('30') })
  await opening('long ago', '10:00', { ...ofOther, ...closed('reshaped', '2026-03-02 09:00Z') })
  const made = { ...ofAccepted, created_at: '2026-03-03 09:00Z', reshaped: true }
  await opening('made', '10:00', { ...made, ends_at: '2026-04-01 11:00Z' })
  await opening('of added hours', '16:00', { source: 'added-hours' })

  const lastOfferedAt = '2026-03-01T09:00:00.000Z'
  const offer = async (turn: number, state: string, why: string, explanation: object) => {
    const row = {
      ...{ clinic_id: clinicId, opening_id: idOf('first'), appointment_id: await visit(1), turn },
      ...{ patient_id: patient?.id, appointment_version: 1, from_starts_at: '2026-05-01 09:00Z' },
      ...{
        state,
        closed_why: why,
        offered_at: '2026-03-02 09:01Z',
        expires_at: '2026-03-02 11:00Z',
      },
      ...{ closed_at: '2026-03-02 10:00Z' },
      why: inside.json({ reasons: ['own-practitioner'], ...explanation }),
    }
    await inside`insert into offers ${inside(row)}`
  }
  await offer(1, 'expired', 'no-answer', { lastOfferedAt: null })
  await offer(2, 'withdrawn', 'undeliverable', { lastOfferedAt })
  await offer(3, 'withdrawn', 'by-staff', { unreached: true })
  await offer(4, 'withdrawn', 'by-staff', { lastOfferedAt })
}
