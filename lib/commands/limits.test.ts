import { sql } from 'drizzle-orm'
import postgres from 'postgres'
import { expect, test, vi } from 'vitest'
import { lookup } from '@/db/client'
import { granted, makeClinic, type World } from '@/local/testing/factories'
import { ownDatabase } from '@/local/testing/world'
import { askAgain } from './appointment/ask-again'
import { confirmAppointment } from './appointment/confirm'
import { moveAppointment } from './appointment/move'
import { createClinic } from './clinic/create'
import { countPress } from './count-press'
import { declineOffer } from './offer/end'
import { editPatient } from './patient/edit'
import { inviteStaff, resendInvitation } from './staff/invite'
import { pruneLimits } from './sweep/prune'
import { requestSweep } from './sweep/request'
import { setWaitlist } from './waitlist/set'

const database = ownDatabase()

const told = vi.hoisted(() => [] as unknown[])
vi.mock('@/lib/security-log', () => ({ securityEvent: (...event: unknown[]) => told.push(event) }))

const role = 'scheduler' as const

/** A clinic with somebody who invites. */
async function inviter(world?: World) {
  const own = world ?? (await makeClinic())
  const id = crypto.randomUUID()
  await own.execute(sql`
    insert into staff (id, clinic_id, auth_subject, email, name, role)
    values (${id}, ${own.clinicId}, ${id}, ${`${id}@clinic.test`}, 'A', 'admin')`)
  return { ...own, staff: { ...own.context, actor: { kind: 'staff' as const, id, name: 'A' } } }
}

const countOf = async (world: World, table: 'messages' | 'outbox' | 'audit') => {
  const [row] = await world.execute<{ n: number }>(
    sql`select count(*)::int as n from ${sql.identifier(table)}`,
  )
  return row?.n
}

/** As if the first of these was done so long ago. */
const later = (world: World, hours: number) =>
  world.execute(sql`update rate_limits set expire = expire - ${hours * 3_600_000}`)

test('sixty invitations to one address: five go, and the sentence’s time is when the next one does', async () => {
  const world = await inviter()
  // Capitals and a plus make no other mailbox.
  const same = ['nora@c.test', 'NORA@c.test', 'nora+1@c.test', 'Nora+2@C.test']
  const answers = []
  for (let i = 0; i < 60; i++) {
    answers.push(await inviteStaff(world.staff, { email: same[i % 4] ?? '', role }))
  }
  expect(answers.filter(({ ok }) => ok)).toHaveLength(5)
  expect(answers[5]).toMatchObject({
    ok: false,
    reason: 'address-invited-enough',
    detail: { times: 5, zone: 'UTC' },
  })
  const sent = await world.execute(sql`select id from messages where kind = 'invitation'`)
  expect(sent).toHaveLength(5)
  expect(await world.audit('invitation.sent')).toHaveLength(5)
  expect(told).toContainEqual([
    'limit-reached',
    { what: 'invite-address', clinicId: world.clinicId },
  ])

  const { detail } = answers[59] as { detail: { until: Date } }
  const day = 86_400_000
  expect(+detail.until - Date.now()).toBeGreaterThan(day - 120_000)
  expect(+detail.until - Date.now()).toBeLessThanOrEqual(day + 60_000)
  await later(world, 24)
  granted(await inviteStaff(world.staff, { email: 'nora@c.test', role }))
})

test('“send again” counts as well, and another clinic or address is none the worse for it', async () => {
  const [world, other] = [await inviter(), await inviter()]
  const invited = { email: 'paul@c.test', role }
  const { invitationId } = granted(await inviteStaff(world.staff, invited))
  for (let i = 0; i < 4; i++) granted(await resendInvitation(world.context, { invitationId }))
  expect(await resendInvitation(world.context, { invitationId })).toMatchObject({
    ok: false,
    reason: 'address-invited-enough',
  })
  granted(await inviteStaff(other.staff, invited))
  granted(await inviteStaff(world.staff, { email: 'rita@c.test', role }))
})

test('of many at once no more go than may', async () => {
  const world = await inviter()
  const email = 'nora@c.test'
  const answers = await Promise.all(
    Array.from({ length: 12 }, () => inviteStaff(world.staff, { email, role })),
  )
  expect(answers.filter(({ ok }) => ok)).toHaveLength(5)
  expect(await countOf(world, 'messages')).toBe(5)
})

test('a clinic invites fifty a day', async () => {
  const world = await inviter()
  let refused: unknown
  for (let i = 0; i <= 50; i++) {
    const answer = await inviteStaff(world.staff, { email: `n${i}@c.test`, role })
    expect(answer.ok).toBe(i < 50)
    refused = answer
  }
  expect(refused).toMatchObject({ reason: 'invited-enough', detail: { times: 50 } })
})

test('what is refused for another reason is not counted', async () => {
  const world = await inviter()
  const email = 'taken@clinic.test'
  await world.execute(sql`update staff set email = ${email}`)
  for (let i = 0; i < 9; i++) {
    expect(await inviteStaff(world.staff, { email, role })).toMatchObject({
      reason: 'email-in-use',
    })
  }
  const appointmentId = await world.book()
  for (let i = 0; i < 9; i++) {
    const stale = { appointmentId, version: 9, practitionerId: world.practitionerId }
    const moved = { ...stale, start: world.at(60 + i), overHold: false }
    expect((await moveAppointment(world.patientContext, moved)).ok).toBe(false)
  }
  expect(await world.execute(sql`select key from rate_limits`)).toEqual([])
})

test('where the count cannot be kept, nothing is sent', async () => {
  const world = await inviter()
  const superuser = postgres(database.superuserUrl, { max: 1 })
  await superuser`revoke insert on rate_limits from medcal_app`
  const invited = inviteStaff(world.staff, { email: 'nora@c.test', role })
  await expect(invited).rejects.toMatchObject({ code: '42501' })
  await superuser`grant insert on rate_limits to medcal_app`
  await superuser.end()
  expect(await countOf(world, 'messages')).toBe(0)
})

const moves = async (world: World, times: number) => {
  const appointmentId = await world.book({ inHours: 72 })
  const answers = []
  for (let i = 0; i < times; i++) {
    const { version } = await world.appointment(appointmentId)
    const start = world.at(73 + i)
    const { practitionerId } = world
    const move = { appointmentId, version, practitionerId, start, overHold: false }
    answers.push(await moveAppointment(world.patientContext, move))
  }
  return { appointmentId, answers }
}

test('of 25 moves by one patient as many are made as the clinic allows, and staff still move it', async () => {
  const world = await makeClinic({ clinic: { selfMovesADay: 4, phone: '+49 40 1' } })
  const { appointmentId, answers } = await moves(world, 25)
  expect(answers.map(({ ok }) => ok)).toEqual(answers.map((_, i) => i < 4))
  expect(answers.at(-1)).toMatchObject({
    reason: 'moved-enough',
    detail: { times: 4, phone: '+49 40 1' },
  })
  expect(await world.messages(appointmentId, 'moved')).toHaveLength(4)
  expect((await world.openings()).filter(({ state }) => state === 'open')).toHaveLength(4)
  const { version } = await world.appointment(appointmentId)
  const { practitionerId } = world
  const move = { appointmentId, version, practitionerId, start: world.at(120), overHold: false }
  granted(await moveAppointment(world.context, move))
  // Each visit has its own.
  expect((await moves(world, 1)).answers[0]?.ok).toBe(true)
})

test('wishes are changed so often a day, and that they are coming counts all the same', async () => {
  const world = await makeClinic({ clinic: { wishChangesADay: 2 } })
  const appointmentId = await world.book()
  const wish = (openToEarlier: boolean) =>
    setWaitlist(world.patientContext, {
      ...{ appointmentId, openToEarlier, wishes: null, priority: null },
    })
  granted(await wish(true))
  granted(await wish(false))
  expect(await wish(true)).toMatchObject({ reason: 'wished-enough', detail: { times: 2 } })
  expect(await world.waits(appointmentId)).toBe(false)
  const coming = { appointmentId, version: 1, openToEarlier: true }
  expect(await confirmAppointment(world.patientContext, coming)).toMatchObject({
    ok: true,
    value: { unsaved: { reason: 'wished-enough' } },
  })
  expect(await world.appointment(appointmentId)).toMatchObject({ status: 'confirmed' })
  expect(await world.waits(appointmentId)).toBe(false)
  granted(
    await setWaitlist(world.context, {
      ...{ appointmentId, openToEarlier: true, wishes: null, priority: null },
    }),
  )
})

test('a patient keeps their time though their wish is refused for the day', async () => {
  const world = await makeClinic({ clinic: { wishChangesADay: 1 } })
  const { offer, appointmentId } = await world.pending()
  await world.mailed()
  const wish = { appointmentId, openToEarlier: true, wishes: null, priority: null }
  granted(await setWaitlist(world.patientContext, wish))
  const declined = await declineOffer(world.patientContext, {
    offerId: offer.id,
    wish: { openToEarlier: false, wishes: null },
  })
  expect(declined).toMatchObject({ ok: true, value: { unsaved: { reason: 'wished-enough' } } })
  expect((await world.offer(offer.id)).state).toBe('declined')
  expect(await world.waits(appointmentId)).toBe(true)
})

test('a visit is asked about by hand three times a day, however often its emails fail', async () => {
  const world = await makeClinic()
  const appointmentId = await world.book()
  const answers = []
  for (let i = 0; i < 5; i++) {
    answers.push(await askAgain(world.context, { appointmentId, version: 1 }))
    await world.execute(sql`update messages set state = 'failed' where kind = 'confirm'`)
  }
  expect(answers.map(({ ok }) => ok)).toEqual([true, true, true, false, false])
  expect(answers[4]).toMatchObject({ reason: 'asked-enough', detail: { times: 3 } })
})

test('an address is corrected ten times a day, its other details without end', async () => {
  const world = await makeClinic()
  const patientId = await world.patient()
  const details = {
    ...{ patientId, givenName: 'Mara', familyName: 'L', phone: '', birthDate: null },
    ...{ language: 'en' as const },
  }
  const correct = (n: number, phone = '') =>
    editPatient(world.context, { ...details, email: `m${n}@p.test`, phone })
  for (let n = 0; n < 10; n++) granted(await correct(n))
  expect(await correct(10)).toMatchObject({ reason: 'links-ended-enough' })
  for (let n = 0; n < 20; n++) granted(await correct(9, String(n)))
})

test('sweeps by hand have an hour’s limit, each its own', async () => {
  const world = await makeClinic()
  for (let i = 0; i < 30; i++) {
    granted(await requestSweep(world.context, { sweep: 'confirm-upcoming' }))
  }
  expect(await requestSweep(world.context, { sweep: 'confirm-upcoming' })).toMatchObject({
    reason: 'swept-enough',
  })
  granted(await requestSweep(world.context, { sweep: 'reschedule-cancelled' }))
  await later(world, 1)
  granted(await requestSweep(world.context, { sweep: 'confirm-upcoming' }))
})

test('of 400 presses by one stranger 200 are looked at, and another’s link notices nothing', async () => {
  const world = await makeClinic()
  const [theirs, others] = ['t'.repeat(43), 'o'.repeat(43)]
  let looked = 0
  for (let i = 0; i < 20; i++) {
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => countPress(world.clinicId, theirs)),
    )
    looked += answers.filter((refused) => refused === null).length
  }
  expect(looked).toBe(200)
  expect(await countPress(world.clinicId, others)).toBeNull()
})

test('one mailbox tries ten times a day to make a clinic, whatever its accounts', async () => {
  const own = { address: '', phone: '', language: 'en' as const, timeZone: 'Europe/Berlin' }
  const found = (n: number) =>
    createClinic(
      {
        subject: `test|${crypto.randomUUID()}`,
        email: `eve+${n}@mail.test`,
        name: 'Eve',
        emailVerified: true,
      },
      { ...own, name: `C${n}`, opensAt: '08:00', closesAt: '17:00', practitioner: 'Dr. E' },
    )
  for (let n = 0; n < 10; n++) granted(await found(n))
  expect(await found(10)).toEqual({ ok: false, reason: 'signed-up-enough' })
})

test('the table names nobody, is its clinic’s alone, and is emptied of what is past', async () => {
  const world = await inviter()
  granted(await inviteStaff(world.staff, { email: 'nora@c.test', role }))
  const rows = await world.execute<{ key: string; clinic_id: string }>(
    sql`select * from rate_limits`,
  )
  expect(rows).toHaveLength(2)
  for (const { key, clinic_id } of rows) {
    expect(key).not.toMatch(/nora|@/)
    expect(clinic_id).toBe(world.clinicId)
  }
  const other = await makeClinic()
  expect(await other.execute(sql`select key from rate_limits`)).toEqual([])
  expect(await lookup(sql`select key from rate_limits where clinic_id is not null`)).toEqual([])
  await expect(world.execute(sql`delete from rate_limits`)).rejects.toMatchObject({ code: '42501' })
  await later(world, 24)
  await pruneLimits()
  expect(await world.execute(sql`select key from rate_limits`)).toHaveLength(2)
  await later(world, 1)
  await pruneLimits()
  expect(await world.execute(sql`select key from rate_limits`)).toEqual([])
})
