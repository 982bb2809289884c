import { getTableColumns, sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { appointments, messages, offers, patients, waitlistEntries } from '@/db/schema'
import type { AuditAction } from '@/lib/domain/audit-actions'
import { granted, makeClinic } from '@/local/testing/factories'
import { ownDatabase } from '@/local/testing/world'
import type { StaffContext } from '../change'
import { sendMessage } from '../mail/send'
import { acceptOffer } from '../offer/accept'
import { erasePatient } from './erase'
import { exportPatient } from './export'
import { noteListSaved, noteView } from './note-look'

ownDatabase()

async function known() {
  const world = await makeClinic()
  const desk = world.context as StaffContext
  const person = {
    ...{ givenName: 'Zofia', familyName: 'Wagner', email: 'zofia@patients.test' },
    ...{ phone: '+49 40 5557 0188', birthDate: '1984-03-12' },
  }
  const patientId = await world.patient(person)
  const { appointmentId, offer } = await world.pending({ patientId, note: 'Brings the X-ray' })
  await world.book({ inHours: 200 })
  for (const { id } of await world.messages(appointmentId)) {
    await sendMessage(world.clinicId, id, async () => ({ sentTo: person.email }))
  }
  const themselves = { kind: 'patient', id: patientId, name: 'Zofia Wagner' } as const
  granted(await acceptOffer({ ...desk, actor: themselves }, { offerId: offer.id }))
  return { world, desk, person, patientId, appointmentId }
}

test('the record has everything of one patient, nothing of another, and no name of staff', async () => {
  const { world, desk, person, patientId, appointmentId } = await known()
  granted(await noteView(desk, { patientId }))
  const record = granted(await exportPatient(desk, { patientId, as: 'file' }))
  expect(record).toMatchObject({ format: 'medcal-patient', version: 2, patient: person })
  expect(record.visits.map(({ id, note, timesMoved }) => [id, note, timesMoved])).toEqual([
    [appointmentId, 'Brings the X-ray', 1],
  ])
  const [visit] = record.visits
  expect(visit?.offers).toMatchObject([{ state: 'accepted', practitioner: 'Dr. Test' }])
  expect(visit?.emails.map(({ kind, state, sentTo }) => [kind, state, sentTo])).toEqual([
    ['booked', 'sent', person.email],
    ['offer', 'sent', person.email],
    ['accepted', 'queued', null],
  ])
  expect(visit?.links.map(({ purpose }) => purpose)).toContain('offer')
  expect(record.trail.map(({ action, by }) => [action, by])).toEqual([
    ['appointment.booked', 'staff'],
    ['offer.made', 'staff'],
    ['offer.accepted', 'patient'],
    ['opening.opened', 'patient'],
    ['patient.viewed', 'staff'],
    ['patient.exported', 'staff'],
  ])
  const text = JSON.stringify(record)
  expect(text).not.toMatch(/Ines Staff|Patient 1|Patient 2/)
  for (const { id } of await world.appointments()) {
    expect(text.includes(id), id).toBe(id === appointmentId)
  }
})

test('each column about a patient is in the record, or has its reason not to be', async () => {
  const { desk, patientId } = await known()
  const { patient, visits } = granted(await exportPatient(desk, { patientId, as: 'file' }))
  const columns = (table: Parameters<typeof getTableColumns>[0]) =>
    Object.keys(getTableColumns(table)).sort()
  // What is not told is the clinic's own bookkeeping: whose row it is, its keys, and orders that follow from what is told.
  expect(
    [
      ...Object.keys(patient),
      ...['clinicId', 'erasedAt', 'ageFromYear', 'linksEpoch', 'mergedInto', 'nameKey'],
    ].sort(),
  ).toEqual(columns(patients))
  const told = new Set([...Object.keys(visits[0] ?? {})])
  const renamed = {
    createdAt: 'bookedAt',
    version: 'timesMoved',
    practitionerId: 'practitioner',
    typeId: 'type',
  } as Record<string, string>
  const own = ['clinicId', 'patientId', 'timeSinceVersion']
  expect(
    columns(appointments).filter((name) => !own.includes(name) && !told.has(renamed[name] ?? name)),
  ).toEqual([])
  const wait = new Set(Object.keys(visits[0]?.waits[0] ?? {}))
  const ofWait = { typeId: 'type' } as Record<string, string>
  const ownOfWait = ['id', 'clinicId', 'patientId', 'appointmentId', 'rankKey']
  const isWish = (name: string) => name.startsWith('wish')
  expect(
    columns(waitlistEntries).filter(
      (name) => !ownOfWait.includes(name) && !isWish(name) && !wait.has(ofWait[name] ?? name),
    ),
  ).toEqual([])
  expect(columns(waitlistEntries).filter(isWish)).toHaveLength(
    Object.keys(visits[0]?.waits[0]?.wishes ?? {}).length,
  )
  const offer = new Set(Object.keys(visits[0]?.offers[0] ?? {}))
  const ofOffer = { fromStartsAt: 'insteadOf', openingId: 'startsAt' } as Record<string, string>
  const ownOfOffer = [
    'id',
    'clinicId',
    'patientId',
    'entryId',
    'appointmentId',
    'appointmentVersion',
    'seat',
  ]
  expect(
    columns(offers).filter(
      (name) => !ownOfOffer.includes(name) && !offer.has(ofOffer[name] ?? name),
    ),
  ).toEqual([])
  const mail = new Set(Object.keys(visits[0]?.emails[0] ?? {}))
  const ofMail = { createdAt: 'queuedAt' } as Record<string, string>
  const ownOfMail = [
    'id',
    'clinicId',
    'appointmentId',
    'appointmentVersion',
    'stage',
    'offerId',
    'invitationId',
    'dueAt',
    'triedSince',
  ]
  expect(
    columns(messages).filter(
      (name) => !ownOfMail.includes(name) && !mail.has(ofMail[name] ?? name),
    ),
  ).toEqual([])
})

test('only one’s own clinic’s patients are given out, and none who is erased', async () => {
  const { world, desk, patientId, appointmentId } = await known()
  const other = (await makeClinic()).context as StaffContext
  const notFound = { ok: false, reason: 'not-found' }
  expect(await exportPatient(other, { patientId, as: 'file' })).toEqual(notFound)
  await world.cancel(appointmentId)
  granted(await erasePatient(desk, { patientId, name: 'Zofia Wagner' }))
  const erased = { ok: false, reason: 'patient-erased' }
  expect(await exportPatient(desk, { patientId, as: 'file' })).toEqual(erased)
  expect(await world.audit('patient.exported')).toEqual([])
})

test('each file is noted, and each look once in a quarter of an hour by each member of staff', async () => {
  const { world, desk, patientId } = await known()
  const colleague: StaffContext = {
    ...desk,
    actor: { kind: 'staff', id: crypto.randomUUID(), name: 'Ole' },
  }
  for (const who of [desk, desk, colleague, desk]) granted(await noteView(who, { patientId }))
  granted(await noteView(desk, { patientId: await world.patient() }))
  for (const as of ['file', 'page', 'page', 'file'] as const) {
    granted(await exportPatient(desk, { patientId, as }))
  }
  const noted = async (action: AuditAction) =>
    (await world.audit(action)).map(({ actorName }) => actorName)
  expect(await noted('patient.viewed')).toEqual(['Ines Staff', 'Ole', 'Ines Staff'])
  expect((await world.audit('patient.exported')).map(({ details }) => details.as)).toEqual([
    'file',
    'page',
    'file',
  ])
})

test('each list of appointments that is saved is noted, without what was searched for', async () => {
  const { world, desk } = await known()
  granted(await noteListSaved(desk))
  granted(await noteListSaved(desk))
  expect((await world.audit('appointments.exported')).map(({ details }) => details)).toEqual([
    {},
    {},
  ])
})

test('what a change answers is kept for a day: a record is not among it', async () => {
  const { world, desk, patientId } = await known()
  const { patient } = granted(await exportPatient(desk, { patientId, as: 'file' }))
  const [kept] = await world.execute(sql`
    select count(*)::int as all,
      count(*) filter (where position(convert_to(${patient.familyName}, 'UTF8') in answer) > 0)::int as naming
    from changes`)
  expect(kept).toMatchObject({ all: expect.any(Number), naming: 0 })
  expect(Number(kept?.all)).toBeGreaterThan(0)
})
