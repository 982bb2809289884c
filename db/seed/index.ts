import { getTableColumns, sql } from 'drizzle-orm'
import type { PgTable } from 'drizzle-orm/pg-core'
import { drizzle } from 'drizzle-orm/postgres-js'
import postgres from 'postgres'
import type { Tx } from '@/db/client'
import * as schema from '@/db/schema'
import { addDays, dayOf, instantAtOrAfter, mondayOf, type Range } from '@/lib/domain/time'
import { planHistory } from './history'
import { planOpenings } from './openings'
import { patientNames, practitioners, staff, types } from './people'
import { type Random, randomFrom } from './random'
import { planTrail } from './trail'
import { planVisits, type SeedVisit } from './visits'
import { planWaits } from './waits'

const zone = 'Europe/Berlin'

/**
 * Fills an empty database with the demo clinic, around `now` and the same every time.
 * False, and nothing is done, when there is a clinic already.
 */
export async function seedDemo(databaseUrl: string, now = new Date()): Promise<boolean> {
  const client = postgres(databaseUrl, { max: 1, onnotice: () => {} })
  try {
    return await drizzle(client, { schema }).transaction(async (tx) => {
      const random = randomFrom(2026)
      const clinicId = random.uuid()
      await tx.execute(
        sql`select set_config('role', 'medcal_app', true), set_config('app.clinic_id', ${clinicId}, true), pg_advisory_xact_lock(hashtext('medcal-seed'))`,
      )
      const clinics = await tx.execute(sql`select all_clinic_ids()`)
      if (clinics.length > 0) return false
      await seed(tx, clinicId, random, now)
      return true
    })
  } finally {
    await client.end()
  }
}

async function seed(tx: Tx, clinicId: string, random: Random, now: Date): Promise<void> {
  const [clinic] = await tx
    .insert(schema.clinics)
    .values({
      id: clinicId,
      name: 'Hafenpraxis Altona',
      timeZone: zone,
      address: 'Elbchaussee 14, 22765 Hamburg',
      phone: '+49 40 5557 0100',
      ...notices,
      gridMinutes: 10,
    })
    .returning()
  if (!clinic) throw new Error('the clinic was not stored')
  await tx
    .insert(schema.staff)
    .values(staff.map((person) => ({ ...person, clinicId, id: random.uuid() })))

  const typeRows = Object.entries(types).map(([key, type], position) => ({
    bufferAfterMinutes: 0,
    ...type,
    key,
    id: random.uuid(),
    clinicId,
    position,
  }))
  await tx.insert(schema.appointmentTypes).values(typeRows)

  const practitionerRows = practitioners.map((practitioner, position) => ({
    ...practitioner,
    id: random.uuid(),
    clinicId,
    position,
    types: practitioner.types.flatMap((key) => typeRows.filter((row) => row.key === key)),
    away: awayTimes(practitioner.name, now),
  }))
  await tx.insert(schema.practitioners).values(practitionerRows)
  await tx
    .insert(schema.workingHours)
    .values(
      practitionerRows.flatMap(({ id, hours }) =>
        hours.map((h) => ({ ...h, clinicId, practitionerId: id })),
      ),
    )

  const patientRows = patientNames.map((name, i) => ({
    ...name,
    id: random.uuid(),
    clinicId,
    email: mailAddress(name, i),
    phone: `+49 40 5557 0${String(110 + i).padStart(3, '0')}`,
    birthDate: `${random.between(1936, 2008)}-${two(random.between(1, 12))}-${two(random.between(1, 28))}`,
  }))
  const visits = planVisits({
    random,
    clinicId,
    zone,
    now,
    practitioners: practitionerRows,
    patientIds: patientRows.map((row) => row.id),
  })
  const plan = planOpenings(visits, { random, now, clinic, types: typeRows })
  visits.push(...plan.cancelled)
  // Drawn apart, so that the weeks around today do not depend on it.
  const patientIds = patientRows.map((row) => row.id)
  const history = planHistory({
    ...{ random: randomFrom(1926), clinicId, zone, now },
    ...{ practitioners: practitionerRows, patientIds },
  })
  visits.push(...history.visits)
  plan.openings.push(...history.openings)
  plan.offers.push(...history.offers)
  await insertAll(
    tx,
    schema.patients,
    patientRows.map((row) => ({ ...row, ...agreement(row.id, visits) })),
  )
  await insertAll(tx, schema.appointments, visits.map(withWhoSaidSo))
  await insertAll(tx, schema.openings, plan.openings)
  const patientOf = new Map(visits.map((visit) => [visit.id, visit.patientId]))
  const waits = planWaits(visits, plan.offers, randomFrom(1989))
  await insertAll(tx, schema.waitlistEntries, waits.entries)
  const offers = waits.offers.map((offer) => {
    return { ...offer, patientId: patientOf.get(offer.appointmentId) ?? '' }
  })
  await insertAll(tx, schema.offers, offers)
  await seedSlots(tx, clinicId, visits, plan.openings, practitionerRows)

  const names = new Map(patientRows.map((row) => [row.id, `${row.givenName} ${row.familyName}`]))
  const trail = planTrail(visits, plan, (id) => names.get(id) ?? '', { now, clinic })
  await insertAll(tx, schema.messages, trail.messages)
  await insertAll(tx, schema.audit, trail.audit)
  await insertAll(tx, schema.sweepRuns, trail.runs)
  await queueUnsent(tx)
}

/** What stands below the demo clinic's pages and emails. */
const notices = {
  imprint:
    'Hafenpraxis Altona\nDr. Marlene Köhler, general practitioner\nElbchaussee 14, 22765 Hamburg',
  privacy: 'privacy@hafenpraxis.example',
}

/** In the demo patients confirm and cancel by their links, and each version came of a move. */
function withWhoSaidSo(visit: SeedVisit) {
  const { version = 1, confirmedAt, cancelledAt } = visit
  return {
    ...visit,
    timeSinceVersion: version,
    confirmedBy: confirmedAt ? ('patient' as const) : null,
    confirmedHow: confirmedAt ? ('link' as const) : null,
    cancelledBy: cancelledAt ? ('patient' as const) : null,
    cancelledFor: cancelledAt ? ('patient' as const) : null,
  }
}

/** Whoever waits has agreed to be emailed offers, when their last wait began. */
function agreement(patientId: string, visits: SeedVisit[]) {
  const since = visits.flatMap((visit) =>
    visit.patientId === patientId && visit.wait ? [+visit.wait.since] : [],
  )
  if (since.length === 0) return { offersAgreedAt: null, offersAgreedBy: null }
  return { offersAgreedAt: new Date(Math.max(...since)), offersAgreedBy: 'staff' as const }
}

/** Dr. Vandenberghe's hospital round on this and next week's Thursdays, Samir Haddad's course later on. */
function awayTimes(name: string, now: Date): (Range & { note: string })[] {
  const monday = mondayOf(dayOf(now, zone))
  const between = (day: number, from: string, until: string, note: string) => ({
    start: instantAtOrAfter(addDays(monday, day), from, zone),
    end: instantAtOrAfter(addDays(monday, day), until, zone),
    note,
  })
  if (name.includes('Vandenberghe')) {
    return [3, 10, 17].map((day) => between(day, '14:00', '15:30', 'Hospital round'))
  }
  if (name.includes('Haddad'))
    return [15, 16].map((day) => between(day, '00:00', '24:00', 'Course'))
  return []
}

async function seedSlots(
  tx: Tx,
  clinicId: string,
  visits: ReturnType<typeof planVisits>,
  openings: ReturnType<typeof planOpenings>['openings'],
  practitionerRows: { id: string; away: (Range & { note: string })[] }[],
): Promise<void> {
  const range = (start: Date, end: Date) => `[${start.toISOString()},${end.toISOString()})`
  const slots: (typeof schema.slots.$inferInsert)[] = []
  for (const visit of visits) {
    if (visit.status === 'cancelled') continue
    const { practitionerId, startsAt, slotEnd } = visit
    slots.push({
      clinicId,
      practitionerId,
      kind: 'busy',
      appointmentId: visit.id,
      during: range(startsAt, slotEnd),
    })
  }
  for (const opening of openings) {
    if (opening.state !== 'offering') continue
    const { practitionerId, startsAt } = opening
    const slotEnd = visits.find((v) => v.id === opening.leftBy)?.slotEnd ?? opening.endsAt
    slots.push({
      clinicId,
      practitionerId,
      kind: 'busy-tentative',
      openingId: opening.id,
      during: range(startsAt, slotEnd),
    })
  }
  for (const { id: practitionerId, away } of practitionerRows) {
    for (const { start, end, note } of away) {
      const [absence] = await tx
        .insert(schema.absences)
        .values({ clinicId, practitionerId, startsAt: start, endsAt: end, note })
        .returning({ id: schema.absences.id })
      slots.push({
        clinicId,
        practitionerId,
        kind: 'busy-unavailable',
        absenceId: absence?.id,
        during: range(start, end),
      })
    }
  }
  await insertAll(tx, schema.slots, slots)
}

/** What the product needs to send the mails that wait and to wait for answers, as the changes behind them would have left it. */
async function queueUnsent(tx: Tx): Promise<void> {
  const { messages, openings, outbox } = schema
  await tx.execute(sql`
    insert into ${outbox} (clinic_id, name, data, created_at)
    select clinic_id, 'message/queued', jsonb_build_object('clinicId', clinic_id, 'messageId', id), created_at
    from ${messages} where state = 'queued'
    union all
    select clinic_id, 'opening/opened', jsonb_build_object('clinicId', clinic_id, 'openingId', id), created_at
    from ${openings} where state = 'offering'`)
}

/**
 * Inserts rows as one JSON document a time: several times as fast as values of their own. Rows that
 * name the same columns go together, so that what a row leaves out has its default.
 */
async function insertAll<T extends PgTable>(
  tx: Tx,
  table: T,
  rows: T['$inferInsert'][],
): Promise<void> {
  const columns = getTableColumns(table)
  const alike = new Map<string, T['$inferInsert'][]>()
  for (const row of rows) {
    const keys = Object.keys(row)
      .filter((key) => key in columns && Reflect.get(row, key) !== undefined)
      .sort()
    const group = alike.get(keys.join())
    if (group) group.push(row)
    else alike.set(keys.join(), [row])
  }
  for (const [keys, group] of alike) {
    const names = keys.split(',').map((key) => [key, columns[key]?.name ?? key] as const)
    const list = sql.join(
      names.map(([, name]) => sql.identifier(name)),
      sql`, `,
    )
    for (let from = 0; from < group.length; from += 5000) {
      const some = group
        .slice(from, from + 5000)
        .map((row) => Object.fromEntries(names.map(([key, name]) => [name, Reflect.get(row, key)])))
      await tx.execute(sql`insert into ${table} (${list})
        select ${list} from json_populate_recordset(null::${table}, ${JSON.stringify(some)}::json)`)
    }
  }
}

function mailAddress(
  { givenName, familyName }: { givenName: string; familyName: string },
  i: number,
): string {
  const plain = `${givenName}.${familyName}`
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .replaceAll('ß', 'ss')
    .replaceAll('ø', 'o')
    .replaceAll('ı', 'i')
    .replaceAll('ł', 'l')
  const safe = plain.toLowerCase().replace(/[^a-z.-]/g, '')
  return `${safe}@${['posteo.example', 'mail.example', 'post.example'][i % 3]}`
}

function two(n: number): string {
  return String(n).padStart(2, '0')
}
