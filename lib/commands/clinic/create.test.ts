import { expect, test } from 'vitest'
import { inClinic } from '@/db/client'
import { appointmentTypesOf, practitionersWithHours, staffOf } from '@/db/queries/clinic/settings'
import { membershipOf } from '@/db/queries/staff/memberships'
import { clinics } from '@/db/schema'
import { hoursWords } from '@/lib/domain/hours-words'
import { ownDatabase } from '@/local/testing/world'
import { bookAppointment } from '../appointment/book'
import { changeStaff } from '../staff/change'
import { createClinic } from './create'

ownDatabase()

const input = {
  name: 'Hafenpraxis',
  timeZone: 'Europe/Berlin',
  address: 'Elbchaussee 14',
  phone: '+49 40 5557 0100',
  language: 'de' as const,
  opensAt: '08:00',
  closesAt: '00:00',
  practitioner: 'Dr. Köhler',
}
const founder = () => {
  const subject = `test|${crypto.randomUUID()}`
  const email = `${crypto.randomUUID()}@clinic.test`
  return { subject, email, emailVerified: true, name: 'Ana Admin' }
}

test('a clinic asks at any hour unless it says when it wants quiet', async () => {
  const hours = async (quiet?: { from: string; until: string } | null) => {
    const made = await createClinic(founder(), { ...input, quiet })
    if (!made.ok) throw new Error(made.reason)
    const { clinicId } = made.value
    const [row] = await inClinic(clinicId, (tx) => tx.select().from(clinics))
    return [row?.quietFrom, row?.quietUntil]
  }
  expect(await hours()).toEqual([null, null])
  expect(await hours(null)).toEqual([null, null])
  expect(await hours({ from: '21:30', until: '06:00' })).toEqual(['21:30:00', '06:00:00'])
})

test('a clinic comes whole: admin, practitioner with hours, types to book', async () => {
  const who = founder()
  const made = await createClinic(who, input)
  if (!made.ok) throw new Error(made.reason)
  const { clinicId } = made.value
  const { people, types, staff, rows } = await inClinic(clinicId, async (tx, now) => ({
    people: await practitionersWithHours(tx, clinicId, now),
    types: await appointmentTypesOf(tx, clinicId),
    staff: await staffOf(tx, clinicId),
    rows: await tx.select().from(clinics),
  }))
  expect(rows).toMatchObject([{ id: clinicId, name: 'Hafenpraxis', timeZone: 'Europe/Berlin' }])
  expect(staff).toMatchObject([{ name: 'Ana Admin', role: 'admin', active: true }])
  expect(people).toMatchObject([{ name: 'Dr. Köhler', active: true }])
  expect(hoursWords(people[0]?.hours ?? [])).toBe('Mon–Fri 08:00–24:00')
  expect(types.map((type) => type.name)).toEqual(['Sprechstunde', 'Kontrolle', 'Erstbesuch'])
  expect(await membershipOf(who.subject)).toEqual({
    clinicId,
    clinicName: 'Hafenpraxis',
    active: true,
  })
})

test('one account makes one clinic, however often and fast it asks', async () => {
  const who = founder()
  const answers = await Promise.all([1, 2, 3].map(() => createClinic(who, input)))
  expect(answers.map((answer) => (answer.ok ? 'ok' : answer.reason)).sort()).toEqual([
    'already-member',
    'already-member',
    'ok',
  ])
  expect(await createClinic(who, input)).toEqual({ ok: false, reason: 'already-member' })
})

test('a refused clinic leaves nothing behind: of an unknown zone, of an address that is not verified', async () => {
  const who = founder()
  const stranger = { ...who, emailVerified: false }
  expect(await createClinic(stranger, input)).toEqual({ ok: false, reason: 'address-not-verified' })
  const refused = await createClinic(who, { ...input, timeZone: 'Europe/Nowhere' })
  expect(refused).toEqual({ ok: false, reason: 'invalid' })
  expect(await membershipOf(who.subject)).toBeNull()
})

test('a clinic never sees or touches another', async () => {
  const [one, two] = await Promise.all([
    createClinic(founder(), input),
    createClinic(founder(), input),
  ])
  if (!one.ok || !two.ok) throw new Error('refused')
  const [mine, theirs] = [one.value.clinicId, two.value.clinicId]
  const read = await inClinic(mine, async (tx, now) => ({
    // Asking for the other clinic's rows by its id is stopped by row-level security alone.
    staff: await staffOf(tx, theirs),
    people: await practitionersWithHours(tx, theirs, now),
    types: await appointmentTypesOf(tx, theirs),
    clinics: await tx.select({ id: clinics.id }).from(clinics),
  }))
  expect(read).toEqual({ staff: [], people: [], types: [], clinics: [{ id: mine }] })

  const [admin] = await inClinic(theirs, (tx) => staffOf(tx, theirs))
  const context = { clinicId: mine, actor: { kind: 'system', name: 'test' } } as const
  const staffId = admin?.id ?? ''
  expect(await changeStaff(context, { staffId, active: false })).toEqual({
    ok: false,
    reason: 'not-found',
  })
  const [type] = await inClinic(theirs, (tx) => appointmentTypesOf(tx, theirs))
  const booked = await bookAppointment(context, {
    patientId: crypto.randomUUID(),
    typeId: type?.id ?? '',
    practitionerId: crypto.randomUUID(),
    start: new Date(),
    openToEarlier: null,
    note: '',
    overHold: false,
  })
  expect(booked).toEqual({ ok: false, reason: 'not-found' })
})
