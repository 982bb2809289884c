import { sql } from 'drizzle-orm'
import postgres from 'postgres'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { letterMail } from '@/lib/mail/letter-mail'
import { hashToken } from '@/lib/tokens'
import { begin, granted, makeClinic, type World } from '@/local/testing/factories'
import { ownDatabase } from '@/local/testing/world'
import { confirmAppointment } from '../appointment/confirm'
import { moveAppointment } from '../appointment/move'
import { recordAttendance } from '../appointment/record-attendance'
import { reinstateAppointment } from '../appointment/reinstate'
import { acceptOffer } from '../offer/accept'
import { declineOffer, expireOffer, withdrawOffer } from '../offer/end'
import { inviteStaff } from '../staff/invite'
import { revokeInvitation } from '../staff/revoke-invitation'
import { runSweep } from '../sweep/run'
import {
  AddressDeferred,
  AddressRefused,
  type Letter,
  NotTaken,
  type Post,
  sendMessage,
} from './send'

const database = ownDatabase()
let superuser: postgres.Sql
beforeAll(() => {
  superuser = postgres(database.superuserUrl, { max: 1 })
})
afterAll(() => superuser.end())

type Kind = Letter['message']['kind']

/** A mail server that takes every letter and keeps it. */
function mailServer() {
  const letters: Letter[] = []
  const post: Post = async (letter) => {
    letters.push(letter)
    return { sentTo: letter.patient?.email ?? letter.invitation?.email ?? '' }
  }
  return { letters, post }
}

const silent: Post = () => Promise.reject(new NotTaken('ETIMEDOUT'))

/** The last attempt of an offer's mail, to a mailbox that took nothing for hours. */
async function givenUp(world: World, appointmentId: string) {
  await world.execute(sql`update messages set tried_since = now() - interval '4 hours'`)
  const { id } = await messageOf(world, appointmentId, 'offer')
  const deferred: Post = () => Promise.reject(new AddressDeferred('452'))
  expect(granted(await sendMessage(world.clinicId, id, deferred)).state).toBe('failed')
}

async function messageOf(world: World, appointmentId: string, kind: Kind) {
  const message = (await world.messages(appointmentId, kind)).at(-1)
  if (!message) throw new Error(`No ${kind} message`)
  return message
}

async function stateAfterSending(world: World, appointmentId: string, kind: Kind) {
  await world.due()
  const { id } = await messageOf(world, appointmentId, kind)
  const { letters, post } = mailServer()
  const { state } = granted(await sendMessage(world.clinicId, id, post))
  expect(letters).toHaveLength(state === 'sent' ? 1 : 0)
  expect((await messageOf(world, appointmentId, kind)).state).toBe(state)
  return state
}

test('a letter goes out with its facts and links, and is recorded', async () => {
  const world = await makeClinic()
  const id = await world.book()
  const message = await messageOf(world, id, 'booked')
  const { letters, post } = mailServer()
  expect(granted(await sendMessage(world.clinicId, message.id, post)).state).toBe('sent')
  const [letter] = letters
  expect(letter).toMatchObject({
    appointment: { id, startsAt: world.at(48) },
    clinic: { id: world.clinicId },
    paths: { visit: expect.stringMatching(/^\/visit\/[\w-]{43}$/), offer: null, invitation: null },
  })
  const after = await messageOf(world, id, 'booked')
  expect(after).toMatchObject({
    state: 'sent',
    attempts: 1,
    sentTo: letter?.patient?.email,
    why: null,
  })
  expect(after.sentAt).not.toBeNull()
})

test('sent in parallel and again, a message goes out once', async () => {
  const world = await makeClinic()
  const { id } = await messageOf(world, await world.book(), 'booked')
  let posted = 0
  let others: ReturnType<typeof send>[] = []
  const send = () =>
    sendMessage(world.clinicId, id, async () => {
      // While the first is under way, two more begin: they wait for it, or post as well.
      if (++posted === 1) {
        others = [send(), send()]
        while (posted === 1 && (await waitingForLocks()) < 2);
      }
      return { sentTo: 'somebody' }
    })
  expect(granted(await send()).state).toBe('sent')
  for (const answer of await Promise.all([...others, send()])) {
    expect(granted(answer).state).toBe('sent')
  }
  expect(posted).toBe(1)
})

test('a message whose transaction has to be run again is not posted again', async () => {
  const world = await makeClinic()
  const id = await world.book()
  const message = await messageOf(world, id, 'booked')
  // A sequence counts on through a rollback: the first update fails, as in a deadlock.
  await superuser.unsafe(`
    create sequence updates;
    grant usage on sequence updates to public;
    create function fail_once() returns trigger language plpgsql as $$ begin
      if nextval('updates') = 1 then raise 'once' using errcode = '40P01'; end if;
      return new;
    end $$;
    create trigger fail_once before update on messages for each row execute function fail_once()`)
  const { letters, post } = mailServer()
  try {
    expect(granted(await sendMessage(world.clinicId, message.id, post)).state).toBe('sent')
  } finally {
    await superuser.unsafe(`
      drop trigger fail_once on messages; drop function fail_once; drop sequence updates`)
  }
  expect(letters).toHaveLength(1)
  expect(await messageOf(world, id, 'booked')).toMatchObject({ state: 'sent', attempts: 1 })
})

test('two at once whose attempts fail lock the message before the clinic, and are one attempt', async () => {
  const world = await makeClinic()
  const id = await world.book()
  const message = await messageOf(world, id, 'booked')
  let second: ReturnType<typeof sendMessage> | undefined
  const first = await sendMessage(world.clinicId, message.id, async () => {
    second = sendMessage(world.clinicId, message.id, silent)
    while ((await waitingForLocks()) < 1);
    const free = await superuser`
      select id from clinics where id = ${world.clinicId} for no key update skip locked`
    expect(free).toHaveLength(1)
    throw new NotTaken('ETIMEDOUT')
  })
  for (const answer of [first, await second]) {
    expect(answer).toMatchObject({ value: { state: 'queued', waitMs: expect.any(Number) } })
  }
  expect(await messageOf(world, id, 'booked')).toMatchObject({ state: 'queued', attempts: 1 })
})

test('when the mail server does not answer, the message waits, and has the same links at its next try', async () => {
  const world = await makeClinic()
  const { appointmentId } = await world.pending()
  const { id } = await messageOf(world, appointmentId, 'offer')
  const tried: Letter[] = []
  const failing: Post = async (letter) => {
    tried.push(letter)
    throw new NotTaken('ETIMEDOUT')
  }
  for (const pause of [15, 30]) {
    const { waitMs = 0 } = granted(await sendMessage(world.clinicId, id, failing))
    expect(Math.ceil(waitMs / 1000)).toBe(pause)
    // Whoever comes before its time is told how long it is to wait, and nothing is tried.
    const early = granted(await sendMessage(world.clinicId, id, failing))
    expect(early).toEqual({ state: 'queued', waitMs: expect.any(Number) })
    expect(early.waitMs).toBeLessThanOrEqual(waitMs)
    await world.due()
  }
  expect(tried).toHaveLength(2)
  expect(await messageOf(world, appointmentId, 'offer')).toMatchObject({
    state: 'queued',
    attempts: 2,
  })
  const { letters, post } = mailServer()
  await sendMessage(world.clinicId, id, post)
  expect(new Set([...tried, ...letters].map(({ paths }) => JSON.stringify(paths))).size).toBe(1)
  const token = letters[0]?.paths.offer?.split('/')[2] ?? ''
  const hash = hashToken(token).toString('hex')
  expect(
    await world.execute(sql`select purpose from tokens where hash = decode(${hash}, 'hex')`),
  ).toEqual([{ purpose: 'offer' }])
})

test('a failure of our own is not put down to the mail server, and is tried again', async () => {
  const world = await makeClinic()
  const id = await world.book()
  const message = await messageOf(world, id, 'booked')
  const broken: Post = () => Promise.reject(new Error('no such template'))
  const { waitMs = 0 } = granted(await sendMessage(world.clinicId, message.id, broken))
  expect(waitMs).toBeGreaterThan(0)
  expect(await messageOf(world, id, 'booked')).toMatchObject({
    attempts: 1,
    why: 'stopped-with-error',
  })
  expect(await world.execute(sql`select mail_fails_since as since from clinics`)).toEqual([
    { since: null },
  ])
})

test('an attempt whose connection is lost is recorded all the same, and made once', async () => {
  const world = await makeClinic()
  const id = await world.book()
  const { id: messageId } = await messageOf(world, id, 'booked')
  let posts = 0
  const post: Post = async () => {
    posts++
    await superuser`
      select pg_terminate_backend(pid) from pg_stat_activity
      where datname = current_database() and state = 'idle in transaction'`
    throw new NotTaken('ETIMEDOUT')
  }
  expect(granted(await sendMessage(world.clinicId, messageId, post)).state).toBe('queued')
  expect(posts).toBe(1)
  expect(await messageOf(world, id, 'booked')).toMatchObject({ state: 'queued', attempts: 1 })
  await world.due()
  expect(await stateAfterSending(world, id, 'booked')).toBe('sent')
})

test('a message is tried for four hours, and stays failed once it is given up', async () => {
  const world = await makeClinic()
  const id = await world.book()
  const message = await messageOf(world, id, 'booked')
  const trying = async (since: string) => {
    await world.execute(
      sql`update messages set tried_since = now() - ${since}::interval, attempts = 40`,
    )
    await world.due()
    return granted(await sendMessage(world.clinicId, message.id, silent))
  }
  const { state, waitMs = 0 } = await trying('3 hours 59 minutes')
  expect([state, Math.ceil(waitMs / 60_000)]).toEqual(['queued', 10])
  expect(await trying('4 hours')).toEqual({ state: 'failed' })
  expect(await messageOf(world, id, 'booked')).toMatchObject({ state: 'failed', attempts: 41 })
  expect(await stateAfterSending(world, id, 'booked')).toBe('failed')
})

test('an offer that cannot be delivered ends at once, and its time is open for the next', async () => {
  const refused = await makeClinic()
  const first = await refused.pending()
  await sendMessage(
    refused.clinicId,
    (await messageOf(refused, first.appointmentId, 'offer')).id,
    () => Promise.reject(new AddressRefused('550')),
  )
  const full = await makeClinic()
  const second = await full.pending()
  await givenUp(full, second.appointmentId)
  for (const [world, { offer }, closedWhy] of [
    [refused, first, 'undeliverable'],
    [full, second, 'not-taken'],
  ] as const) {
    expect(await world.offer(offer.id)).toMatchObject({ state: 'withdrawn', closedWhy })
    const told = database.sent.filter(({ data }) => data.offerId === offer.id)
    expect(told.map(({ name }) => name)).toEqual(['offer/closed'])
  }
})

test('an address that is refused marks its patient, who is asked no more', async () => {
  const world = await makeClinic()
  const openingId = await world.opened()
  const id = await world.book({ inHours: 96, openToEarlier: true })
  const message = await messageOf(world, id, 'booked')
  const refusing: Post = async () => {
    throw new AddressRefused('550')
  }
  expect(granted(await sendMessage(world.clinicId, message.id, refusing)).state).toBe('failed')
  expect(await messageOf(world, id, 'booked')).toMatchObject({ state: 'failed', attempts: 1 })
  const bounced = await world.execute(sql`select id from patients where bounced_at is not null`)
  expect(bounced).toEqual([{ id: (await world.appointment(id)).patientId }])
  await expect(world.offered(openingId)).rejects.toThrow('exhausted')
})

test.each(['booked', 'confirm'] as const)(
  '"%s" is skipped once the visit is cancelled, moved or begun',
  async (kind) => {
    const world = await makeClinic()
    const visits = [20, 22, 24, 26].map((inHours) => world.book({ inHours }))
    const [cancelled = '', moved = '', begun = '', fine = ''] = await Promise.all(visits)
    await runSweep(world.clinicId, 'confirm-upcoming', { byHand: true })
    await world.cancel(cancelled)
    await move(world, moved)
    await world.execute(sql`
    update appointments set starts_at = now() - interval '1 minute' where id = ${begun}`)
    for (const id of [cancelled, begun])
      expect(await stateAfterSending(world, id, kind)).toBe('skipped')
    const [first] = await world.messages(moved, kind)
    const { post } = mailServer()
    expect(granted(await sendMessage(world.clinicId, first?.id ?? '', post)).state).toBe('skipped')
    expect(await stateAfterSending(world, fine, kind)).toBe('sent')
  },
)

test('who has confirmed, or is here, is not asked whether they come', async () => {
  const world = await makeClinic()
  const [confirmed, here] = [await world.book({ inHours: 20 }), await world.book({ inHours: 22 })]
  await runSweep(world.clinicId, 'confirm-upcoming', { byHand: true })
  granted(await confirmAppointment(world.context, { appointmentId: confirmed, version: 1 }))
  const { startsAt, endsAt } = await world.appointment(here)
  await begin(world, here)
  granted(await recordAttendance(world.context, { appointmentId: here, attendance: 'arrived' }))
  await world.execute(sql`
    update appointments set starts_at = ${startsAt.toISOString()}, ends_at = ${endsAt.toISOString()}
    where id = ${here}`)
  for (const id of [confirmed, here])
    expect(await stateAfterSending(world, id, 'confirm')).toBe('skipped')
})

test('after a cancellation only its own word goes out, and none once it is taken back', async () => {
  const world = await makeClinic()
  const { appointmentId } = await world.pending()
  await world.cancel(appointmentId)
  expect(await stateAfterSending(world, appointmentId, 'offer')).toBe('skipped')
  expect(await stateAfterSending(world, appointmentId, 'cancelled')).toBe('sent')
  const id = await world.book()
  await world.cancel(id)
  granted(await reinstateAppointment(world.context, { appointmentId: id }))
  expect(await stateAfterSending(world, id, 'cancelled')).toBe('skipped')
  expect(await stateAfterSending(world, id, 'booked')).toBe('sent')
})

test.each([
  ['declined', declineOffer],
  ['withdrawn', withdrawOffer],
  ['past its time', null],
] as const)('an offer that is %s is not mailed any more', async (_, end) => {
  const world = await makeClinic()
  const { appointmentId, offer } = await world.pending()
  if (end) granted(await end(world.context, { offerId: offer.id }))
  else await endOffers(world)
  expect(await stateAfterSending(world, appointmentId, 'offer')).toBe('skipped')
})

test('the letters of an offer, its answer and a move tell of both times', async () => {
  const world = await makeClinic()
  const other = await world.practitioner({ name: 'Dr. Other' })
  const { appointmentId, offer } = await world.pending({ practitionerId: other })
  const sent = async (kind: Kind) => {
    await world.due()
    const { letters, post } = mailServer()
    await sendMessage(world.clinicId, (await messageOf(world, appointmentId, kind)).id, post)
    return letters[0]
  }
  expect(await sent('offer')).toMatchObject({
    offer: { id: offer.id },
    opening: { startsAt: world.at(48) },
    openingPractitioner: { name: 'Dr. Test' },
    practitioner: { name: 'Dr. Other' },
    paths: { offer: expect.any(String), visit: expect.any(String) },
  })
  granted(await acceptOffer(world.patientContext, { offerId: offer.id }))
  expect(await sent('accepted')).toMatchObject({
    previousPractitioner: 'Dr. Other',
    practitioner: { name: 'Dr. Test' },
    message: { facts: { from: world.at(96).toISOString() } },
    paths: { offer: null, visit: expect.any(String) },
  })
  await move(world, appointmentId, 2)
  expect(await sent('moved')).toMatchObject({ previousPractitioner: 'Dr. Test' })
})

test('that an offer is over is told, but not to who has moved or cancelled meanwhile', async () => {
  const world = await makeClinic()
  const told = await world.pending()
  expect(await stateAfterSending(world, told.appointmentId, 'offer')).toBe('sent')
  granted(await withdrawOffer(world.context, { offerId: told.offer.id }))
  expect(await stateAfterSending(world, told.appointmentId, 'offer-closed')).toBe('sent')
  const second = await makeClinic()
  const { appointmentId, offer } = await second.pending()
  expect(await stateAfterSending(second, appointmentId, 'offer')).toBe('sent')
  await endOffers(second)
  granted(await expireOffer(second.context, { offerId: offer.id, reopen: false }))
  await second.cancel(appointmentId)
  expect(await stateAfterSending(second, appointmentId, 'offer-closed')).toBe('skipped')
})

test('who never got the offer is not told that it is over', async () => {
  const world = await makeClinic()
  const { appointmentId, offer } = await world.pending()
  granted(await withdrawOffer(world.context, { offerId: offer.id }))
  expect(await stateAfterSending(world, appointmentId, 'offer-closed')).toBe('skipped')
})

test('an offer that ends while its mail is on the way is told to be over', async () => {
  const world = await makeClinic()
  const { appointmentId, offer } = await world.pending()
  const closing: Promise<string>[] = []
  const { id } = await messageOf(world, appointmentId, 'offer')
  await sendMessage(world.clinicId, id, async () => {
    granted(await withdrawOffer(world.context, { offerId: offer.id }))
    let done = false
    const end = () => {
      done = true
    }
    closing.push(stateAfterSending(world, appointmentId, 'offer-closed').finally(end))
    while (!done && (await waitingForLocks()) < 1);
    return { sentTo: 'somebody' }
  })
  expect(await Promise.all(closing)).toEqual(['sent'])
})

test('an invitation is mailed while it is open, and a message of another clinic is gone', async () => {
  const world = await makeClinic()
  const actor = { kind: 'staff' as const, id: crypto.randomUUID(), name: 'Ines' }
  const { clinicId } = world
  await world.execute(sql`
    insert into staff (id, clinic_id, auth_subject, email, name, role)
    values (${actor.id}, ${clinicId}, ${actor.id}, 'ines@test', 'Ines', 'admin')`)
  const invite = async (email: string) =>
    granted(await inviteStaff({ clinicId, actor }, { email, role: 'scheduler' })).invitationId
  const messageTo = async (invitationId: string) => {
    const rows = await world.execute<{ id: string }>(
      sql`select id from messages where invitation_id = ${invitationId}`,
    )
    return rows[0]?.id ?? ''
  }
  const { letters, post } = mailServer()
  const open = await messageTo(await invite('new@test'))
  const revoked = await invite('old@test')
  granted(await revokeInvitation({ clinicId, actor }, { invitationId: revoked }))
  const { state } = granted(await sendMessage(clinicId, await messageTo(revoked), post))
  expect(state).toBe('skipped')
  const other = await makeClinic()
  expect(await sendMessage(other.clinicId, open, post)).toMatchObject({ reason: 'not-found' })
  expect(granted(await sendMessage(clinicId, open, post)).state).toBe('sent')
  expect(letters).toMatchObject([{ invitation: { email: 'new@test' }, inviter: { name: 'Ines' } }])
})

/** Lets the time of every offer be over. */
const endOffers = (world: World) =>
  world.execute(sql`update offers set offered_at = now() - interval '2 hours', expires_at = now()`)

async function move(world: World, appointmentId: string, version = 1) {
  const { practitionerId } = world
  const start = world.at(150)
  granted(
    await moveAppointment(world.context, {
      appointmentId,
      version,
      practitionerId,
      start,
      overHold: false,
    }),
  )
}

async function waitingForLocks(): Promise<number> {
  const [row] = await superuser`
    select count(*)::int as waiting from pg_stat_activity
    where datname = current_database() and wait_event_type = 'Lock'`
  return row?.waiting
}

test('who was asked at once with others is mailed so, and that somebody else was quicker', async () => {
  const world = await makeClinic({ clinic: { batchSize: 2, batchWithinHours: 72 } })
  const openingId = await world.opened()
  const slower = await world.book({ inHours: 90, openToEarlier: true })
  const quicker = await world.book({ inHours: 91, openToEarlier: true })
  await world.offered(openingId)
  const mailed = async (kind: Kind) => {
    const { letters, post } = mailServer()
    await sendMessage(world.clinicId, (await messageOf(world, slower, kind)).id, post)
    return letters.map((letter) => letterMail(letter, 'http://medcal.test').mail)
  }
  expect(await mailed('offer')).toMatchObject([{ kind: 'offer', askedAtOnce: 2 }])
  const offers = await world.offers()
  const theirs = offers.find(({ appointmentId }) => appointmentId === quicker)
  granted(await acceptOffer(world.patientContext, { offerId: theirs?.id ?? '' }))
  expect(await mailed('offer-closed')).toMatchObject([{ why: 'quicker' }])
})

test('an address that is corrected while its letter waits for the row gets the letter, with its own links', async () => {
  const world = await makeClinic()
  const patientId = await world.patient({ email: 'mistyped@patients.test' })
  const { id } = await messageOf(world, await world.book({ patientId }), 'booked')
  await world.execute(sql`update messages set due_at = now() where id = ${id}`)
  const { letters, post } = mailServer()
  let sending: ReturnType<typeof sendMessage> | undefined
  await superuser.begin(async (tx) => {
    await tx`update patients set email = 'right@patients.test', links_epoch = links_epoch + 1 where id = ${patientId}`
    await tx`select from messages where id = ${id} for update`
    sending = sendMessage(world.clinicId, id, post)
    // Until it stands before the lock.
    for (let waits = 0; waits === 0; ) {
      const [row] = await tx<{ waits: number }[]>`
        select count(*)::int as waits from pg_locks where not granted and locktype = 'transactionid'`
      waits = row?.waits ?? 0
    }
  })
  granted(await (sending ?? Promise.reject(new Error('not begun'))))
  expect(letters.map(({ patient }) => patient?.email)).toEqual(['right@patients.test'])
})
