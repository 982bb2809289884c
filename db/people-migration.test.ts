import postgres from 'postgres'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { emptyDatabase, type FreshDatabase } from '@/local/testing/database'
import { applyMigrations, knownMigrations, migrate } from './migrate'

// What patients agreed to before there was a column for it (migration 0026_people).

let database: FreshDatabase
let inside: postgres.Sql

beforeAll(async () => {
  database = await emptyDatabase()
  const owner = postgres(database.urls.migrate, { max: 1, onnotice: () => {} })
  const all = knownMigrations()
  const at = all.findIndex(({ sql }) => sql.some((part) => part.includes('offers_agreed_at')))
  expect(at).toBeGreaterThan(0)
  await owner.begin((tx) => applyMigrations(tx, all.slice(0, at)))
  await owner.end()
  inside = postgres(database.superuserUrl, { max: 1, onnotice: () => {} })
  await someoneOfEachKind()
  await migrate(database.urls.migrate)
})

afterAll(async () => {
  await inside?.end()
  await database?.drop()
})

test('who may be emailed goes on waiting, with their agreement of the day they were put on the list', async () => {
  const rows = await inside`
    select family_name as who, offers_agreed_at::text as agreed, offers_agreed_by as by,
      offers_stopped_by as stopped,
      (select count(*)::int from waitlist_entries e where e.patient_id = p.id and e.until is null) as waits
    from patients p where p.erased_at is null order by 1`
  expect(rows.map((row) => ({ ...row }))).toEqual([
    {
      who: 'asked by page',
      agreed: '2026-03-02 09:00:00+00',
      by: 'patient',
      stopped: null,
      waits: 1,
    },
    {
      who: 'asked by staff',
      agreed: '2026-03-01 09:00:00+00',
      by: 'staff',
      stopped: null,
      waits: 1,
    },
    { who: 'not asked', agreed: null, by: null, stopped: null, waits: 0 },
    { who: 'wants none', agreed: null, by: null, stopped: 'staff', waits: 0 },
    { who: 'wants none, waits', agreed: null, by: null, stopped: 'staff', waits: 0 },
  ])
})

test('every name has its key', async () => {
  const rows = await inside`select name_key as key from patients where erased_at is null order by 1`
  expect(rows.map(({ key }) => key)).toEqual([
    'pat asked by page',
    'pat asked by staff',
    'pat not asked',
    'pat wants none',
    'pat wants none, waits',
  ])
})

async function someoneOfEachKind(): Promise<void> {
  const [clinic] = await inside`
    insert into clinics (name, time_zone) values ('Testpraxis', 'UTC') returning id`
  const clinicId = clinic?.id as string
  const [practitioner] = await inside`
    insert into practitioners (clinic_id, name) values (${clinicId}, 'Dr. Test') returning id`
  const [type] = await inside`
    insert into appointment_types (clinic_id, name, duration_minutes) values (${clinicId}, 'Visit', 30) returning id`
  const patient = async (who: string, allowed: boolean, since: string | null) => {
    const [row] = await inside`
      insert into patients (clinic_id, given_name, family_name, email, offers_allowed)
      values (${clinicId}, 'Pat', ${who}, ${`${who}@mail.test`}, ${allowed}) returning id`
    const [visit] = await inside`
      insert into appointments (clinic_id, patient_id, practitioner_id, type_id, starts_at, ends_at, first_starts_at, waitlisted_at)
      values (${clinicId}, ${row?.id}, ${practitioner?.id}, ${type?.id}, '2026-04-01 09:00Z',
        '2026-04-01 09:30Z', '2026-04-01 09:00Z', ${since}) returning id`
    return visit?.id as string
  }
  await patient('asked by staff', true, '2026-03-01 09:00Z')
  const visit = await patient('asked by page', true, '2026-03-02 09:00Z')
  await patient('not asked', true, null)
  await patient('wants none', false, null)
  await patient('wants none, waits', false, '2026-03-03 09:00Z')
  await patient('erased', false, '2026-03-03 09:00Z')
  await inside`
    update patients set given_name = '', family_name = '', email = '', erased_at = now()
    where family_name = 'erased'`
  await inside`
    insert into audit (clinic_id, actor_kind, actor_name, action, appointment_id)
    values (${clinicId}, 'patient', 'Pat', 'waitlist.joined', ${visit})`
}
