import { readFileSync } from 'node:fs'
import { sql } from 'drizzle-orm'
import postgres from 'postgres'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { sqlState } from '@/db/database-error'
import { offerInsights, openingInsights } from '@/db/queries/insights/insights'
import { visitInsights, waitingInsights } from '@/db/queries/insights/visits'
import { pageOfPatients, searchPatients } from '@/db/queries/patient/patients'
import { findToken, tokenFor } from '@/lib/tokens'
import { granted, makeClinic, type World } from '@/local/testing/factories'
import { tracesOf } from '@/local/testing/traces'
import { ownDatabase } from '@/local/testing/world'
import { cancelAppointment } from '../appointment/cancel'
import { editAppointmentNote } from '../appointment/edit-note'
import { reinstateAppointment } from '../appointment/reinstate'
import type { Context } from '../change'
import { setAutomation } from '../clinic/set-automation'
import { recordBounce } from '../mail/record-bounce'
import { sendMessage } from '../mail/send'
import { acceptOffer } from '../offer/accept'
import { saveView } from '../staff/save-view'
import { editPatient } from './edit'
import { erasePatient } from './erase'
import { noteView } from './note-look'

const database = ownDatabase()
let superuser: postgres.Sql
beforeAll(() => {
  superuser = postgres(database.superuserUrl, { max: 2, onnotice: () => {} })
})
afterAll(() => superuser.end())

/** A patient of whom every text and date occurs nowhere else. */
function somebody() {
  const tag = crypto.randomUUID().slice(0, 8)
  const letters = tag.replace(/\d/g, (digit) => 'ghijklmnop'[Number(digit)] ?? '')
  const digits = String(1_000_000 + Math.floor(Math.random() * 8_000_000))
  return {
    givenName: `Zuzana${letters}`,
    familyName: `Wróbel${letters}`,
    email: `zuzana.${tag}@patients.test`,
    phone: `+49 40 ${digits}`,
    birthDate: `19${digits.slice(0, 2)}-0${1 + (Number(digits[2]) % 9)}-1${Number(digits[3])}`,
  }
}

/** What of a person may stand nowhere any more. */
function textsOf(person: ReturnType<typeof somebody>, ...more: string[]): string[] {
  return [...Object.values(person), ...more]
}

const name = ({ givenName, familyName }: { givenName: string; familyName: string }) =>
  `${givenName} ${familyName}`

/** A patient with a past: mails, a bounce that quotes the address, an offer taken, a visit cancelled in their own words. */
async function withAPast(world: World) {
  const person = somebody()
  const patientId = await world.patient({ ...person, language: 'de' })
  const themselves: Context = {
    clinicId: world.clinicId,
    actor: { kind: 'patient', id: patientId, name: name(person) },
  }
  const note = `Note ${crypto.randomUUID()}`
  const reason = `Reason ${crypto.randomUUID()}`
  const { openingId, appointmentId, offer } = await world.pending({ patientId, note })
  const post = async () => ({ sentTo: person.email })
  for (const message of await world.messages(appointmentId)) {
    await sendMessage(world.clinicId, message.id, post)
  }
  granted(await acceptOffer(themselves, { offerId: offer.id }))
  const [moved] = await world.messages(appointmentId, 'accepted')
  granted(await sendMessage(world.clinicId, moved?.id ?? '', post))
  const bounce = { messageId: moved?.id ?? '', permanent: true }
  granted(await recordBounce({ ...bounce, reason: `550 <${person.email}> unknown` }))
  const { version } = await world.appointment(appointmentId)
  const cancel = { appointmentId, version, reason, offerOnward: true }
  granted(await cancelAppointment(themselves, cancel))
  return {
    person,
    patientId,
    appointmentId,
    openingId,
    offer,
    texts: textsOf(person, note, reason),
  }
}

const erase = (world: World, patientId: string, typed: string) =>
  erasePatient(world.context, { patientId, name: typed })

test('nothing of an erased patient stands in any table any more, the trail included', async () => {
  const world = await makeClinic()
  const { person, patientId, texts } = await withAPast(world)
  const staffId = crypto.randomUUID()
  await world.execute(sql`
    insert into staff (id, clinic_id, auth_subject, email, name, role)
    values (${staffId}, ${world.clinicId}, ${staffId}, 'a@b.test', 'A', 'admin')`)
  const desk = { ...world.context, actor: { kind: 'staff', id: staffId, name: 'A' } } as const
  granted(await saveView(desk, { name: 'Mine', query: `q=${encodeURIComponent(person.phone)}` }))
  granted(await saveView(desk, { name: name(person), query: 'sort=day' }))
  granted(await saveView(desk, { name: 'Today', query: 'q=Somebody+else' }))
  await noteView(desk, { patientId })
  await superuser`analyze`
  const traces = await tracesOf(superuser, texts)
  for (const table of ['patients', 'appointments', 'messages', 'audit', 'saved_views']) {
    expect(traces.join(), table).toContain(`public.${table}: `)
  }
  expect(granted(await erase(world, patientId, name(person)))).toBeNull()
  expect(await tracesOf(superuser, texts)).toEqual([])
  await superuser`analyze`
  expect(await tracesOf(superuser, texts)).toEqual([])
  expect(await world.execute(sql`select name from saved_views`)).toEqual([{ name: 'Today' }])
  const [noted] = await world.audit('patient.erased')
  expect(noted?.details).toEqual({ patientId, why: 'asked' })
})

test('the planner’s statistics hold no values of people', async () => {
  const world = await makeClinic()
  const people = await Promise.all(
    Array.from({ length: 40 }, async () => {
      const person = somebody()
      await world
        .book({ patientId: await world.patient(person), inHours: 48 + Math.random() * 900 })
        .catch(() => {})
      return person
    }),
  )
  await superuser`analyze`
  const gathered = await superuser`
    select 1 from pg_stats where tablename = 'patients' and attname = 'created_at'`
  expect(gathered).toHaveLength(1)
  expect(await tracesOfStatistics(people.flatMap((person) => textsOf(person)))).toEqual([])
})

async function tracesOfStatistics(texts: string[]): Promise<string[]> {
  const rows = await superuser<{ place: string; all: string }[]>`
    select tablename || '.' || attname as place, lower(s::text) as all from pg_stats s
    where schemaname = 'public'`
  return rows
    .filter(({ all }) => texts.some((text) => all.includes(text.toLowerCase())))
    .map(({ place }) => place)
}

test('each column that can hold a person’s words is known, and erased where it is a patient’s', async () => {
  const columns = await superuser<{ column: string }[]>`
    select table_name || '.' || column_name as column from information_schema.columns
    where table_schema = 'public'
      and data_type in ('text', 'jsonb', 'character varying', 'date', 'ARRAY', 'json', 'bytea')
    order by 1`
  // A new one: erase it (erasure.ts, `erase_audit_of`) if it is of a patient, and tell docs/data-protection.md.
  const told = readFileSync('docs/data-protection.md', 'utf8')
  expect(
    columns.map((row) => row.column).filter((column) => !told.includes(`\`${column}\``)),
  ).toEqual([])
})

test('the figures stay as they were', async () => {
  const world = await makeClinic({ type: { priceCents: 5000 } })
  const { person, patientId, openingId } = await withAPast(world)
  await withAPast(world)
  const before = await figures(world, openingId)
  granted(await erase(world, patientId, name(person)))
  expect(await figures(world, openingId)).toEqual(before)
  expect(JSON.stringify(before)).toContain('"cancelled')
})

async function figures(world: World, openingId: string) {
  const times = { beforeStart: world.at(-2000), start: world.at(-1000), end: world.at(1000) }
  const scope = { ...times, days: 42, unit: 'week' as const, zone: 'UTC', practitionerId: null }
  return world.run(async (tx) => ({
    openings: await openingInsights(tx, world.clinicId, scope),
    offers: await offerInsights(tx, world.clinicId, scope, world.at(1)),
    visits: await visitInsights(tx, world.clinicId, scope, world.at(1)),
    waiting: await waitingInsights(tx, world.clinicId, scope),
    chain: (await world.opening(openingId)).chainId,
    trail: (await world.audit())
      .filter(({ action }) => action !== 'patient.erased')
      .map(({ id, at, action, appointmentId, actorId }) => ({
        id,
        at,
        action,
        appointmentId,
        actorId,
      })),
  }))
}

test('who is expected, has another name, or is erased already is not erased', async () => {
  const world = await makeClinic()
  const other = await makeClinic()
  const person = somebody()
  const patientId = await world.patient(person)
  const appointmentId = await world.book({ patientId })
  const refused = (reason: string) => expect.objectContaining({ ok: false, reason })
  expect(await erase(world, patientId, 'Somebody Else')).toEqual(refused('name-differs'))
  expect(await erase(world, patientId, name(person))).toEqual({
    ...{ ok: false, reason: 'still-expected', detail: { visits: 1 } },
  })
  expect(await erase(other, patientId, name(person))).toEqual(refused('not-found'))
  expect((await world.messages(appointmentId)).map(({ state }) => state)).toEqual(['queued'])
  await world.cancel(appointmentId)
  expect(await erase(world, patientId, ` ${name(person).toUpperCase()}  `)).toEqual({
    ok: true,
    value: null,
  })
  expect(await erase(world, patientId, name(person))).toEqual(refused('patient-erased'))
  expect(await world.audit('patient.erased')).toHaveLength(1)
})

test('nothing can be written of an erased patient any more, whatever the command', async () => {
  const world = await makeClinic()
  const { person, patientId, appointmentId, offer } = await withAPast(world)
  const link = tokenFor('offer', offer.id, 1)
  expect(await findToken(link, 'offer')).not.toBeNull()
  granted(await erase(world, patientId, name(person)))
  const refused = { ok: false, reason: 'patient-erased' }
  expect(await world.tryBook({ patientId, inHours: 300 })).toEqual(refused)
  expect(await reinstateAppointment(world.context, { appointmentId })).toEqual(refused)
  const note = { appointmentId, note: 'Once more' }
  expect(await editAppointmentNote(world.context, note)).toEqual(refused)
  const details = { ...person, language: 'en', patientId } as const
  expect(await editPatient(world.context, details)).toEqual(refused)
  expect(await findToken(link, 'offer')).toBeNull()
  const found = await world.run(async (tx) => [
    ...(await searchPatients(tx, world.clinicId, '', 50)),
    ...(await pageOfPatients(tx, world.clinicId, { text: '', limit: 50, offset: 0 })).rows,
  ])
  expect(found.map(({ id }) => id)).not.toContain(patientId)
  expect(found.length).toBeGreaterThan(0)
})

test('a mail that waits is not sent, and one that comes back late brings no address back', async () => {
  const world = await makeClinic()
  const person = somebody()
  const patientId = await world.patient(person)
  const appointmentId = await world.book({ patientId })
  const [booked] = await world.messages(appointmentId, 'booked')
  const messageId = booked?.id ?? ''
  granted(await sendMessage(world.clinicId, messageId, async () => ({ sentTo: person.email })))
  await world.cancel(appointmentId)
  granted(await erase(world, patientId, name(person)))
  const [cancelled] = await world.messages(appointmentId, 'cancelled')
  const post = () => Promise.reject(new Error('Nothing is to be sent'))
  expect(granted(await sendMessage(world.clinicId, cancelled?.id ?? '', post)).state).toBe(
    'skipped',
  )
  const bounce = { messageId, permanent: true, reason: `550 <${person.email}> unknown` }
  expect(granted(await recordBounce(bounce)).recorded).toBe(true)
  expect(await tracesOf(superuser, textsOf(person))).toEqual([])
})

test('a mail under way is waited for, and is told as sent', async () => {
  const world = await makeClinic()
  const person = somebody()
  const patientId = await world.patient({ ...person, bouncedAt: new Date(), bouncedWhy: 'refused' })
  const appointmentId = await world.book({ patientId })
  await world.cancel(appointmentId)
  const [cancelled] = await world.messages(appointmentId, 'cancelled')
  const [taken, take] = later<{ sentTo: string }>()
  const [begun, begin] = later<void>()
  const sending = sendMessage(world.clinicId, cancelled?.id ?? '', () => {
    begin()
    return taken
  })
  await begun
  const erasing = erase(world, patientId, name(person))
  await expect.poll(waiting).toBe(1)
  // Until then nobody else is held up, least of all the sender, who may have to write of the patient.
  await world.execute(sql`select from patients where id = ${patientId} for update nowait`)
  take({ sentTo: person.email })
  expect(granted(await sending).state).toBe('sent')
  expect(await erasing).toEqual({ ok: true, value: null })
  expect(await tracesOf(superuser, textsOf(person))).toEqual([])
})

test('of a booking and an erasure at the same moment one is refused', async () => {
  const world = await makeClinic()
  const outcomes = new Set<string>()
  for (let round = 0; round < 12; round++) {
    const person = somebody()
    const patientId = await world.patient(person)
    const [erased, booked] = await Promise.all([
      erase(world, patientId, name(person)),
      world.tryBook({ patientId, inHours: 48 + round }),
    ])
    expect([erased.ok, booked.ok].sort()).toEqual([false, true])
    outcomes.add(erased.ok ? 'erased' : erased.reason)
  }
  expect([...outcomes].every((one) => ['erased', 'still-expected'].includes(one))).toBe(true)
})

test('a booking waits for an erasure that has begun', async () => {
  const world = await makeClinic()
  const person = somebody()
  const patientId = await world.patient(person)
  const [held, letGo] = later<void>()
  const [begun, begin] = later<void>()
  const erasing = world.run(async (tx) => {
    await tx.execute(sql`select from patients where id = ${patientId} for update`)
    begin()
    await held
    await tx.execute(sql`
      update patients set given_name = '', family_name = '', email = '', phone = '', birth_date = null,
        erased_at = now() where id = ${patientId}`)
  })
  await begun
  const booking = world.tryBook({ patientId })
  await expect.poll(waiting).toBe(1)
  letGo()
  await erasing
  expect(await booking).toEqual({ ok: false, reason: 'patient-erased' })
})

/** A promise, and what keeps it. */
function later<T>(): [Promise<T>, (value: T) => void] {
  let keep: (value: T) => void = () => {}
  const promise = new Promise<T>((resolve) => {
    keep = resolve
  })
  return [promise, keep]
}

/** How many statements wait for a lock now. */
async function waiting(): Promise<number> {
  const [row] = await superuser<{ count: number }[]>`
    select count(*)::int as count from pg_stat_activity
    where datname = current_database() and wait_event_type = 'Lock'`
  return row?.count ?? 0
}

test('the trail gives up words of the erased alone, and nothing else of itself', async () => {
  const world = await makeClinic()
  const { patientId } = await withAPast(world)
  const before = await world.audit()
  // Not erased: the function finds nobody.
  const [none] = await world.execute<{ rows: number }>(
    sql`select erase_audit_of(array[${patientId}]::uuid[]) as rows`,
  )
  expect(none).toEqual({ rows: 0 })
  expect(await world.audit()).toEqual(before)
  const asEraser = async (statement: string) =>
    superuser
      .begin(async (tx) => {
        await tx`set local role medcal_eraser`
        await tx`select set_config('app.clinic_id', ${world.clinicId}, true)`
        const rows = await tx.unsafe(statement)
        return rows.count
      })
      .catch(sqlState)
  for (const statement of [
    `update audit set action = 'x'`,
    `update audit set actor_name = 'Somebody'`,
    `update audit set actor_name = '' where actor_kind = 'staff'`,
    `update audit set details = details || '{"reason": "another"}'`,
    `update audit set details = '{}' where patient_id is not null`,
    `update audit set at = now()`,
    `delete from audit`,
    `truncate audit`,
  ]) {
    expect(await asEraser(statement), statement).toBe('42501')
  }
  expect(
    await asEraser(`update audit set details = '{}' where action = 'appointment.cancelled'`),
  ).toBe(2)
})

test('an erased patient whose visit to come waited stands in the way of no new weights', async () => {
  const world = await makeClinic()
  const person = somebody()
  const patientId = await world.patient(person)
  await world.cancel(await world.book({ patientId, inHours: 96, openToEarlier: true }))
  granted(
    await erasePatient(world.context, {
      patientId,
      name: `${person.givenName} ${person.familyName}`,
    }),
  )
  const weights = { part: 'weights', waiting: 1, contact: 2, gain: 3 } as const
  granted(await setAutomation(world.context, weights))
})
