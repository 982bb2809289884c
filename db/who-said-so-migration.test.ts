import postgres from 'postgres'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { emptyDatabase, type FreshDatabase } from '@/local/testing/database'
import { applyMigrations, knownMigrations, migrate } from './migrate'

// Who confirmed, cancelled and moved a visit, from when only the trail said so (migration 0029_who_said_so).

let database: FreshDatabase
let inside: postgres.Sql
const practitionerId = crypto.randomUUID()

type Step = { by?: 'staff' | 'patient'; action: string; details?: Record<string, unknown> }
type Row = { status?: string; confirmed?: boolean; version?: number; erased?: boolean }

const day = '2026-04-01T09:00:00.000Z'
const left = { practitionerId, start: day, status: 'confirmed', confirmedAt: day }

/** What befell each visit; by staff where nothing else is said. */
const visits: Record<string, Row & { trail: Step[] }> = {
  'booked only': { trail: [] },
  'cancelled by its patient': {
    status: 'cancelled',
    trail: [{ by: 'patient', action: 'cancelled' }],
  },
  'cancelled by staff': { status: 'cancelled', trail: [{ action: 'cancelled' }] },
  'cancelled twice, last by staff': {
    ...{ status: 'cancelled', version: 2 },
    trail: [
      { by: 'patient', action: 'cancelled' },
      { action: 'reinstated' },
      { action: 'cancelled' },
    ],
  },
  'cancelled by an erased patient': {
    ...{ status: 'cancelled', erased: true },
    trail: [{ by: 'patient', action: 'cancelled' }],
  },
  'cancelled without a trace': { status: 'cancelled', trail: [] },
  'kept after all': {
    ...{ version: 2, confirmed: true },
    trail: [
      { by: 'patient', action: 'confirmed' },
      { action: 'cancelled' },
      { action: 'reinstated' },
    ],
  },
  'confirmed by link, after staff had': {
    confirmed: true,
    trail: [
      { action: 'confirmed' },
      { action: 'unconfirmed' },
      { by: 'patient', action: 'confirmed' },
    ],
  },
  'confirmed at the desk': { confirmed: true, trail: [{ action: 'confirmed' }] },
  'confirmed by a move of their own': {
    ...{ confirmed: true, version: 2 },
    trail: [{ by: 'patient', action: 'moved', details: { confirmed: true } }],
  },
  'confirmed without a trace': { confirmed: true, trail: [] },
  'moved, then kept after all, twice': {
    version: 4,
    trail: [
      { action: 'moved', details: { left: { ...left, version: 1 } } },
      ...['cancelled', 'reinstated', 'cancelled', 'reinstated'].map((action) => ({ action })),
    ],
  },
  'kept after all, then moved': {
    version: 3,
    trail: [{ action: 'cancelled' }, { action: 'reinstated' }, { by: 'patient', action: 'moved' }],
  },
  'moved by staff, confirmed before': {
    version: 2,
    trail: [
      { by: 'patient', action: 'confirmed' },
      { action: 'moved', details: { left: { ...left, version: 1 } } },
    ],
  },
  'moved by staff, only booked before': {
    version: 2,
    trail: [
      {
        action: 'moved',
        details: { left: { ...left, version: 1, status: 'booked', confirmedAt: null } },
      },
    ],
  },
  'moved back': {
    ...{ confirmed: true, version: 3 },
    trail: [
      { action: 'confirmed' },
      { action: 'moved', details: { left: { ...left, version: 1 } } },
      { action: 'moved', details: { confirmed: true, back: true } },
    ],
  },
}

beforeAll(async () => {
  database = await emptyDatabase()
  const owner = postgres(database.urls.migrate, { max: 1, onnotice: () => {} })
  const all = knownMigrations()
  const at = all.findIndex(({ sql }) => sql.some((part) => part.includes('"cancelled_for"')))
  expect(at).toBeGreaterThan(0)
  await owner.begin((tx) => applyMigrations(tx, all.slice(0, at)))
  await owner.end()
  inside = postgres(database.superuserUrl, { max: 1, onnotice: () => {} })
  await asBefore()
  await migrate(database.urls.migrate)
})

afterAll(async () => {
  await inside?.end()
  await database?.drop()
})

test('each visit knows who confirmed and who cancelled it, also that of an erased patient', async () => {
  const rows = await inside`
    select note, concat_ws(' ', confirmed_by, confirmed_how, cancelled_by, cancelled_for) as said
    from appointments`
  expect(Object.fromEntries(rows.map(({ note, said }) => [note, said]))).toEqual({
    'booked only': '',
    'cancelled by its patient': 'patient patient',
    'cancelled by staff': 'staff clinic',
    'cancelled twice, last by staff': 'staff clinic',
    'cancelled by an erased patient': 'patient patient',
    'cancelled without a trace': 'staff clinic',
    'kept after all': 'patient link',
    'confirmed by link, after staff had': 'patient link',
    'confirmed at the desk': 'staff desk',
    'confirmed by a move of their own': 'patient move',
    'confirmed without a trace': 'patient link',
    'moved, then kept after all, twice': '',
    'kept after all, then moved': '',
    'moved by staff, confirmed before': '',
    'moved by staff, only booked before': '',
    'moved back': 'staff desk',
  })
})

test('and since which version it has its time, and what a move by staff changed', async () => {
  const rows = await inside`
    select note, time_since_version as since, before_move as before from appointments where version > 1`
  const before = { version: 1, practitionerId, startsAt: day }
  expect(
    Object.fromEntries(rows.map(({ note, since, before }) => [note, [since, before]])),
  ).toEqual({
    'cancelled twice, last by staff': [1, null],
    'kept after all': [1, null],
    'confirmed by a move of their own': [2, null],
    'moved, then kept after all, twice': [2, null],
    'kept after all, then moved': [3, null],
    'moved by staff, confirmed before': [
      2,
      { ...before, confirmed: { at: day, by: 'patient', how: 'link' } },
    ],
    'moved by staff, only booked before': [2, { ...before, confirmed: null }],
    'moved back': [3, null],
  })
})

async function asBefore(): Promise<void> {
  const [clinic] = await inside`
    insert into clinics (name, time_zone) values ('Testpraxis', 'UTC') returning id`
  const clinicId = clinic?.id as string
  await inside`
    insert into practitioners (id, clinic_id, name) values (${practitionerId}, ${clinicId}, 'Dr. Test')`
  const [type] = await inside`
    insert into appointment_types (clinic_id, name, duration_minutes) values (${clinicId}, 'Visit', 30) returning id`
  for (const [name, visit] of Object.entries(visits)) {
    const { status = 'booked', version = 1, confirmed, erased, trail } = visit
    const [patient] = await inside`
      insert into patients (clinic_id, given_name, family_name, email)
      values (${clinicId}, 'Pat', ${name}, 'pat@mail.test') returning id`
    const patientId = patient?.id as string
    const [row] = await inside`
      insert into appointments (clinic_id, patient_id, practitioner_id, type_id, starts_at, ends_at,
        first_starts_at, note, status, version, confirmed_at, cancelled_at)
      values (${clinicId}, ${patientId}, ${practitionerId}, ${type?.id}, '2026-04-01 09:00Z',
        '2026-04-01 09:30Z', '2026-04-01 09:00Z', ${name},
        ${confirmed && status === 'booked' ? 'confirmed' : status}, ${version},
        ${confirmed ? day : null}, ${status === 'cancelled' ? day : null}) returning id`
    for (const { by = 'staff', action, details = {} } of trail) {
      await inside`
        insert into audit (clinic_id, actor_kind, actor_name, action, appointment_id, details)
        values (${clinicId}, ${by}, 'Pat', ${`appointment.${action}`}, ${row?.id},
          ${inside.json(details as never)})`
    }
    if (erased) {
      await inside`
        update patients set given_name = '', family_name = '', email = '', erased_at = now()
        where id = ${patientId}`
    }
  }
}
