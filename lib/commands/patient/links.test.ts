import { sql } from 'drizzle-orm'
import { beforeEach, expect, test, vi } from 'vitest'
import { env } from '@/lib/env'
import { clinicOfEnded, findToken, hashToken, pathOut, tokenFor } from '@/lib/tokens'
import { granted, makeClinic, type World } from '@/local/testing/factories'
import { ownDatabase } from '@/local/testing/world'
import { askAgain } from '../appointment/ask-again'
import { confirmAppointment } from '../appointment/confirm'
import { moveAppointment } from '../appointment/move'
import { type Letter, sendMessage } from '../mail/send'
import { expireOffer } from '../offer/end'
import { inviteStaff } from '../staff/invite'
import type { PatientDetails } from './add'
import { editPatient } from './edit'
import { endLinks } from './end-links'

ownDatabase()

vi.mock('@/lib/env', async (original) => {
  const { parseEnv } = await original<typeof import('@/lib/env')>()
  return { env: vi.fn(() => parseEnv(process.env)) }
})

const [first, second] = ['the first secret of these tests, long enough', 'the second, long enough']

/** As if the server had been started with these. */
function secrets(TOKEN_SECRET: string, TOKEN_SECRET_PREVIOUS?: string) {
  vi.mocked(env).mockImplementation(
    () => ({ TOKEN_SECRET, TOKEN_SECRET_PREVIOUS }) as ReturnType<typeof env>,
  )
}

beforeEach(() => secrets(first))

const mara: PatientDetails = {
  ...{ givenName: 'Mara', familyName: 'Lindqvist', email: 'old@p.test', phone: '' },
  ...{ birthDate: null, language: 'en' },
}

/** Sends everything that waits, as if its time had come; the letters, each with the address that it went to. */
async function mailed(world: World): Promise<Letter[]> {
  const letters: Letter[] = []
  // As if staff could no longer take back what they did.
  await world.due()
  const waiting = await world.execute<{ id: string }>(
    sql`select id from messages where state = 'queued' order by created_at, id`,
  )
  for (const { id } of waiting) {
    granted(
      await sendMessage(world.clinicId, id, async (letter) => {
        letters.push(letter)
        return { sentTo: letter.patient?.email ?? letter.invitation?.email ?? '' }
      }),
    )
  }
  return letters
}

/** A moment that others wait for. */
function signal() {
  let give = () => {}
  const given = new Promise<void>((resolve) => {
    give = resolve
  })
  return { given, give }
}

const tokenIn = (path: string | null | undefined) => path?.split('/')[2] ?? ''
const lives = async (path: string | null | undefined, purpose: 'visit' | 'offer' = 'visit') =>
  (await findToken(tokenIn(path), purpose)) !== null

/** A patient with a visit that they were emailed about. */
async function visited(world: World, details = mara) {
  const patientId = await world.patient(details)
  const appointmentId = await world.book({ patientId })
  const [letter] = await mailed(world)
  if (!letter) throw new Error('Nothing was sent')
  return { patientId, appointmentId, letter, path: letter.paths.visit }
}

test('another secret ends every link, the one before it keeps them, and new ones are made with the new', async () => {
  const world = await makeClinic()
  const { path, appointmentId } = await visited(world)
  expect(await lives(path)).toBe(true)

  secrets(second)
  expect(await lives(path)).toBe(false)
  expect(await clinicOfEnded(tokenIn(path), 'visit')).toBe(world.clinicId)

  secrets(second, first)
  expect(await lives(path)).toBe(true)
  granted(await askAgain(world.context, { appointmentId, version: 1 }))
  const [asked] = await mailed(world)
  expect(asked?.paths.visit).not.toBe(path)
  secrets(second)
  expect(await lives(asked?.paths.visit)).toBe(true)
  expect(await lives(path)).toBe(false)
})

test('a page leads to a link that is out, made with the secret before', async () => {
  const world = await makeClinic()
  const { path, appointmentId } = await visited(world)
  secrets(second, first)
  const link = { purpose: 'visit', rowId: appointmentId, version: 1, epoch: 0 } as const
  expect(await world.run((tx) => pathOut(tx, link))).toBe(path)
  expect(await world.run((tx) => pathOut(tx, { ...link, epoch: 1 }))).toBeNull()
  expect(await world.run((tx) => pathOut(tx, { ...link, version: 2 }))).toBeNull()
})

test('an invitation’s link ends with its secret, too', async () => {
  const world = await makeClinic()
  const id = crypto.randomUUID()
  await world.execute(sql`
    insert into staff (id, clinic_id, auth_subject, email, name, role)
    values (${id}, ${world.clinicId}, ${id}, 'a@c.test', 'A', 'admin')`)
  const context = { ...world.context, actor: { kind: 'staff' as const, id, name: 'A' } }
  granted(await inviteStaff(context, { email: 'n@c.test', role: 'scheduler' }))
  const token = tokenIn((await mailed(world))[0]?.paths.invitation)
  secrets(second, first)
  expect(await findToken(token, 'invitation')).not.toBeNull()
  secrets(second)
  expect(await findToken(token, 'invitation')).toBeNull()
})

test('a hash in the database alone makes no link: a token is one that we would make', async () => {
  const world = await makeClinic()
  const { appointmentId } = await visited(world)
  const forged = 'x'.repeat(43)
  await world.execute(sql`
    insert into tokens (hash, clinic_id, purpose, appointment_id, appointment_version)
    values (decode(${hashToken(forged).toString('hex')}, 'hex'), ${world.clinicId}, 'visit', ${appointmentId}, 1)`)
  expect(await findToken(forged, 'visit')).toBeNull()
})

test('a move that is taken back keeps the link of before', async () => {
  const world = await makeClinic()
  const { appointmentId, path } = await visited(world)
  const { practitionerId, context } = world
  const move = (version: number, inHours: number) =>
    moveAppointment(context, {
      ...{ appointmentId, version, practitionerId, start: world.at(inHours), overHold: false },
    })
  granted(await move(1, 60))
  granted(await move(2, 48))
  expect(await findToken(tokenIn(path), 'visit')).toMatchObject({ appointmentVersion: 3 })
})

test('another address: what went to the old one is dead, and the new one has what holds', async () => {
  const world = await makeClinic()
  const { patientId, appointmentId, path } = await visited(world)
  const edited = { patientId, ...mara, email: 'new@p.test' }
  expect(await editPatient(world.context, edited)).toEqual({ ok: true, value: { sent: 1 } })
  expect(await lives(path)).toBe(false)
  expect(await clinicOfEnded(tokenIn(path), 'visit')).toBe(world.clinicId)
  const [letter, ...more] = await mailed(world)
  expect(more).toEqual([])
  expect(letter?.patient?.email).toBe('new@p.test')
  expect(letter?.message).toMatchObject({ kind: 'booked', appointmentId })
  expect(await lives(letter?.paths.visit)).toBe(true)
  const [row] = await world.audit('patient.edited')
  expect(row?.details).toEqual({ patientId, fields: ['email'], sent: 1 })
})

test('no other change ends a link, nor the same address in capitals; the trail names fields, no values', async () => {
  const world = await makeClinic()
  const { patientId, path } = await visited(world)
  const edited = { ...mara, email: 'OLD@p.test', phone: '+49 40 1', familyName: 'Berg' }
  granted(await editPatient(world.context, { patientId, ...edited }))
  expect(await lives(path)).toBe(true)
  expect(await mailed(world)).toEqual([])
  granted(await editPatient(world.context, { patientId, ...edited }))
  const trail = await world.audit('patient.edited')
  expect(trail.map(({ details }) => details)).toEqual([
    { patientId, fields: ['familyName', 'email', 'phone'] },
  ])
})

test('sent is what holds now: the last about each coming visit that got out, and the offer', async () => {
  const world = await makeClinic()
  const { offer, appointmentId } = await world.pending({ inHours: 96 })
  const { patientId } = await world.appointment(appointmentId)
  await world.execute(sql`update patients set email = 'old@p.test' where id = ${patientId}`)
  const offered = (await mailed(world)).find(({ message }) => message.kind === 'offer')
  // Asked, and confirmed since: the question holds no more.
  const confirmed = await world.book({ patientId, inHours: 120 })
  await mailed(world)
  granted(await askAgain(world.context, { appointmentId: confirmed, version: 1 }))
  await mailed(world)
  granted(await confirmAppointment(world.patientContext, { appointmentId: confirmed, version: 1 }))
  const asked = await world.book({ patientId, inHours: 144 })
  await mailed(world)
  granted(await askAgain(world.context, { appointmentId: asked, version: 1 }))
  await mailed(world)
  // The email of this one came back, of the next is still to go; the last is over.
  const failed = await world.book({ patientId, inHours: 168 })
  await world.execute(sql`update messages set state = 'failed' where appointment_id = ${failed}`)
  await world.cancel(await world.book({ patientId, inHours: 200 }))
  await mailed(world)
  const waits = await world.book({ patientId, inHours: 192 })

  granted(await editPatient(world.context, { patientId, ...mara, email: 'new@p.test' }))
  const letters = await mailed(world)
  expect(
    letters.map(({ message }) => `${message.kind} ${message.appointmentId}`).toSorted(),
  ).toEqual(
    [
      ...[`booked ${waits}`, `booked ${appointmentId}`, `offer ${appointmentId}`],
      ...[`booked ${confirmed}`, `confirm ${asked}`, `booked ${failed}`],
    ].toSorted(),
  )
  const again = letters.find(({ message }) => message.kind === 'offer')
  expect(await lives(offered?.paths.offer, 'offer')).toBe(false)
  expect(await lives(again?.paths.offer, 'offer')).toBe(true)
  for (const { paths, patient } of letters) {
    expect(await lives(paths.visit)).toBe(true)
    expect(patient?.email).toBe('new@p.test')
  }
  expect((await world.offer(offer.id)).state).toBe('pending')
})

test('taken back before it goes out, the wrong address gets nothing; corrected again it has fresh links', async () => {
  const world = await makeClinic()
  const { patientId, path } = await visited(world)
  granted(await editPatient(world.context, { patientId, ...mara, email: 'wrong@p.test' }))
  const waits = await world.execute(
    sql`select 1 from messages where state = 'queued' and due_at > now() + interval '10 seconds'`,
  )
  expect(waits).toHaveLength(1)
  granted(await editPatient(world.context, { patientId, ...mara }))
  expect(
    await world.execute(sql`select due_at > now() as waits from messages where state = 'queued'`),
  ).toContainEqual({ waits: true })
  const [letter, ...more] = await mailed(world)
  expect(more).toEqual([])
  expect(letter?.patient?.email).toBe('old@p.test')
  expect(await lives(letter?.paths.visit)).toBe(true)
  expect(await lives(path)).toBe(false)
})

test('what is being sent to the old address in that moment is sent to the new one, too', async () => {
  const world = await makeClinic()
  const patientId = await world.patient(mara)
  const appointmentId = await world.book({ patientId })
  const [message] = await world.messages(appointmentId)
  const [begun, posted] = [signal(), signal()]
  const sending = sendMessage(world.clinicId, message?.id ?? '', async () => {
    begun.give()
    await posted.given
    return { sentTo: 'old@p.test' }
  })
  await begun.given
  const editing = editPatient(world.context, { patientId, ...mara, email: 'new@p.test' })
  // Time to overtake the email, if nothing held it.
  await Promise.race([editing, new Promise((resolve) => setTimeout(resolve, 300))])
  posted.give()
  granted(await sending)
  expect(granted(await editing)).toEqual({ sent: 1 })
  expect((await mailed(world)).map(({ patient }) => patient?.email)).toEqual(['new@p.test'])
})

test('a sibling at the same address keeps their links', async () => {
  const world = await makeClinic()
  const mine = await visited(world)
  const patientId = await world.patient({ ...mara, givenName: 'Nils' })
  await world.book({ patientId, inHours: 60 })
  const [theirs] = await mailed(world)
  granted(
    await editPatient(world.context, { ...mara, patientId: mine.patientId, email: 'n@p.test' }),
  )
  expect(await lives(theirs?.paths.visit)).toBe(true)
  granted(await endLinks(world.context, { patientId: mine.patientId, anew: false }))
  expect(await lives(theirs?.paths.visit)).toBe(true)
})

test('staff end a patient’s links: visits and offers stay, the next email has one that works', async () => {
  const world = await makeClinic()
  const { offer, appointmentId } = await world.pending()
  const { patientId } = await world.appointment(appointmentId)
  const before = await mailed(world)
  expect(await endLinks(world.context, { patientId, anew: false })).toEqual({
    ok: true,
    value: { sent: 0 },
  })
  for (const { paths, patient } of before.filter(({ patient }) => patient?.id === patientId)) {
    expect(patient?.id).toBe(patientId)
    expect(await lives(paths.visit)).toBe(false)
    if (paths.offer) expect(await lives(paths.offer, 'offer')).toBe(false)
  }
  expect(await mailed(world)).toEqual([])
  expect((await world.offer(offer.id)).state).toBe('pending')
  granted(await askAgain(world.context, { appointmentId, version: 1 }))
  const [asked] = await mailed(world)
  expect(await lives(asked?.paths.visit)).toBe(true)
  const [row] = await world.audit('patient.links-ended')
  expect(row).toMatchObject({ actorKind: 'staff', details: { patientId, sent: 0 } })
})

test('or has what holds sent anew at once, half of the offer’s time over or not', async () => {
  const world = await makeClinic()
  const { offer, appointmentId } = await world.pending()
  const { patientId } = await world.appointment(appointmentId)
  await mailed(world)
  await world.execute(sql`
    update offers set offered_at = offered_at - interval '100 minutes', expires_at = expires_at - interval '100 minutes'`)
  expect(granted(await endLinks(world.context, { patientId, anew: true }))).toEqual({ sent: 2 })
  const letters = await mailed(world)
  expect(letters.map(({ message }) => message.kind).toSorted()).toEqual(['booked', 'offer'])
  const again = letters.find(({ message }) => message.kind === 'offer')
  expect(await lives(again?.paths.offer, 'offer')).toBe(true)
  expect(await world.offer(offer.id)).toMatchObject({ state: 'pending' })
  // It was told: without an answer it ends as one that got there.
  await world.execute(sql`update offers set expires_at = now() - interval '1 second'`)
  granted(await expireOffer(world.context, { offerId: offer.id, reopen: false }))
  expect(await world.offer(offer.id)).toMatchObject({ state: 'expired', closedWhy: 'no-answer' })
})

test('another clinic’s patient keeps their links', async () => {
  const [world, other] = [await makeClinic(), await makeClinic()]
  const { patientId, path } = await visited(other)
  expect(await endLinks(world.context, { patientId, anew: true })).toEqual({
    ok: false,
    reason: 'not-found',
  })
  expect(await lives(path)).toBe(true)
})

test('a link of before there were epochs still works', () => {
  expect(tokenFor('visit', 'a', 1, 0)).toBe(tokenFor('visit', 'a', 1))
  expect(tokenFor('visit', 'a', 1, 1)).not.toBe(tokenFor('visit', 'a', 1))
  // No number can be taken for another.
  expect(tokenFor('visit', 'a', 1, 1)).not.toBe(tokenFor('visit', 'a', 11))
})
