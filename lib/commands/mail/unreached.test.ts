import { eq, sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { offerOfPatient } from '@/db/queries/patient/pages'
import { clinics } from '@/db/schema'
import type { Result } from '@/lib/domain/result'
import { wallTimeOf } from '@/lib/domain/time'
import { granted, hour, makeClinic, type World } from '@/local/testing/factories'
import { ownDatabase } from '@/local/testing/world'
import { moveAppointment } from '../appointment/move'
import { acceptOffer } from '../offer/accept'
import { declineOffer, expireOffer, withdrawOffer } from '../offer/end'
import { offerOpening } from '../offer/offer-opening'
import { withdrawOpening } from '../opening/end'
import { AddressDeferred, NotTaken, type Post, sendMessage } from './send'

const database = ownDatabase()

type Pending = Awaited<ReturnType<World['pending']>>

const down: Post = () => Promise.reject(new NotTaken('ECONNREFUSED'))
const full: Post = () => Promise.reject(new AddressDeferred('452'))
const up: Post = async ({ patient }) => ({ sentTo: patient?.email ?? '' })

async function sendOffer(world: World, { appointmentId }: { appointmentId: string }, post: Post) {
  const message = (await world.messages(appointmentId, 'offer')).at(-1)
  await world.due()
  return sendMessage(world.clinicId, message?.id ?? '', post)
}

/** The end of all holds has come, and is seen. */
async function endHolds(world: World) {
  await world.execute(sql`
    update offers set offered_at = now() - interval '2 hours', expires_at = now() where state = 'pending'`)
  for (const { id } of await world.offers())
    granted(await expireOffer(world.context, { offerId: id, reopen: false }))
}

const turnOf = async (world: World, openingId: string) =>
  granted(await offerOpening(world.context, { openingId })).state

/** Nothing was tried for longer than a pause. */
const later = (world: World) =>
  world.execute(sql`update clinics set mail_tried_at = now() - interval '11 minutes'`)

const clinicOf = (world: World) =>
  world
    .run((tx) => tx.select().from(clinics).where(eq(clinics.id, world.clinicId)))
    .then(([clinic]) => clinic)

test('an offer whose mail never went out is not answered but undeliverable, and its patient was not asked', async () => {
  const world = await makeClinic({ clinic: { capOffers: 1 } })
  const { openingId, appointmentId, offer } = await world.pending()
  await sendOffer(world, offer, down)
  expect((await world.wait(appointmentId)).lastOfferedAt).toEqual(offer.offeredAt)
  await endHolds(world)
  expect(await world.offer(offer.id)).toMatchObject({
    state: 'withdrawn',
    closedWhy: 'undeliverable',
  })
  expect((await world.wait(appointmentId)).lastOfferedAt).toBeNull()
  expect(await world.messages(appointmentId, 'offer-closed')).toEqual([])
  expect(await world.messages(appointmentId, 'offer')).toMatchObject([{ state: 'skipped' }])
  expect((await world.slots()).map(({ kind }) => kind)).toEqual(['busy'])

  await later(world)
  const again = await world.offered(openingId)
  expect(again).toMatchObject({ appointmentId, turn: 1 })
  expect(granted(await sendOffer(world, again, up))).toEqual({ state: 'sent' })
  granted(await declineOffer(world.patientContext, { offerId: again.id }))
  expect((await world.wait(appointmentId)).lastOfferedAt).toEqual(again.offeredAt)
  expect(await turnOf(world, openingId)).toBe('exhausted')
})

test('the link of a mail that arrived after all leads to the same time, offered again', async () => {
  const world = await makeClinic()
  const offeredTwice = async (inHours: number) => {
    const openingId = await world.opened({ inHours })
    await world.book({ inHours: 96 + inHours / 10, openToEarlier: true })
    const first = await world.offered(openingId)
    await sendOffer(world, first, down)
    await endHolds(world)
    await later(world)
    const second = await world.offered(openingId)
    await sendOffer(world, second, up)
    // Clocks may have been set back in between: the one that counts is the one that is not over.
    await world.execute(
      sql`update offers set offered_at = ${first.offeredAt.toISOString()}::timestamptz - interval '1 day' where id = ${second.id}`,
    )
    return { openingId, first, second }
  }
  const waiting = await offeredTwice(40)
  const shown = await world.run((tx) => offerOfPatient(tx, world.clinicId, waiting.first.id))
  expect(shown?.offer.id).toBe(waiting.second.id)
  granted(await declineOffer(world.patientContext, { offerId: waiting.first.id }))
  expect(await world.offer(waiting.second.id)).toMatchObject({ state: 'declined' })
  expect(await acceptOffer(world.patientContext, { offerId: waiting.first.id })).toEqual({
    ok: false,
    reason: 'not-open',
  })

  const unanswered = await offeredTwice(50)
  await endHolds(world)
  granted(await acceptOffer(world.patientContext, { offerId: unanswered.first.id }))
  expect(await world.offer(unanswered.second.id)).toMatchObject({
    state: 'accepted',
    closedWhy: 'late',
  })
  expect(await world.offer(unanswered.first.id)).toMatchObject({ closedWhy: 'undeliverable' })
  expect((await world.opening(unanswered.openingId)).state).toBe('filled')
})

test('who says no to an offer that seemed not to arrive is not offered that time again', async () => {
  const world = await makeClinic()
  const { openingId, appointmentId, offer } = await world.pending()
  await sendOffer(world, offer, down)
  await endHolds(world)
  granted(await declineOffer(world.patientContext, { offerId: offer.id }))
  expect(await world.offer(offer.id)).toMatchObject({ state: 'declined', closedWhy: 'by-patient' })
  expect((await world.wait(appointmentId)).lastOfferedAt).toEqual(
    (await world.offer(offer.id)).offeredAt,
  )
  expect(await world.audit('offer.declined')).toHaveLength(1)
  granted(await declineOffer(world.patientContext, { offerId: offer.id }))
  expect(await world.audit('offer.declined')).toHaveLength(1)
  await later(world)
  expect(await turnOf(world, openingId)).toBe('exhausted')
})

test('the link of an older version of the visit takes nothing, though the time was offered again', async () => {
  const world = await makeClinic()
  const { openingId, appointmentId, offer } = await world.pending()
  await sendOffer(world, offer, down)
  await endHolds(world)
  const place = { practitionerId: world.practitionerId, start: world.at(98), overHold: false }
  granted(await moveAppointment(world.context, { appointmentId, version: 1, ...place }))
  await later(world)
  const again = await world.offered(openingId)
  await sendOffer(world, again, up)
  await endHolds(world)
  expect(await acceptOffer(world.patientContext, { offerId: offer.id })).toEqual({
    ok: false,
    reason: 'offer-withdrawn',
  })
  granted(await acceptOffer(world.patientContext, { offerId: again.id }))
})

test('an earlier time of asking is what it was before an offer that did not get there', async () => {
  const world = await makeClinic()
  const before = world.at(-100)
  const openingId = await world.opened()
  const appointmentId = await world.book({ inHours: 96, openToEarlier: true })
  await world.execute(sql`
    update waitlist_entries set last_offered_at = ${before.toISOString()}::timestamptz where appointment_id = ${appointmentId}`)
  const offer = await world.offered(openingId)
  expect(offer).toMatchObject({ reached: true, lastOfferedBefore: before })
  // The explanation is for people: nothing is read from it.
  await world.execute(sql`update offers set why = '{}'`)
  const { rankKey } = await world.wait(appointmentId)
  await sendOffer(world, offer, down)
  await endHolds(world)
  expect((await world.offer(offer.id)).reached).toBe(false)
  const after = await world.wait(appointmentId)
  expect(after.lastOfferedAt).toEqual(before)
  expect(after.rankKey).toBeGreaterThan(rankKey ?? 0)
})

test('while the mail server takes nothing nobody else is asked, but one at a time to try it', async () => {
  const world = await makeClinic()
  const { openingId, offer } = await world.pending()
  const others = [await world.opened({ inHours: 60 }), await world.opened({ inHours: 70 })]
  for (const inHours of [97, 98, 99]) await world.book({ inHours, openToEarlier: true })
  await sendOffer(world, offer, down)
  expect((await clinicOf(world))?.mailFailsSince).not.toBeNull()
  for (const id of others) expect(await turnOf(world, id)).toBe('paused')
  expect(await turnOf(world, openingId)).toBe('offered')
  expect(await world.offers()).toHaveLength(1)

  await later(world)
  const turns = await Promise.all(others.map((id) => turnOf(world, id)))
  expect(turns.sort()).toEqual(['offered', 'paused'])

  await sendOffer(world, offer, up)
  expect(await clinicOf(world)).toMatchObject({ mailFailsSince: null, mailTriedAt: null })
  for (const id of others) expect(await turnOf(world, id)).toBe('offered')
})

/** Mail has failed for an hour, and a probe is due. */
const failing = (world: World) =>
  world.execute(sql`
    update clinics set mail_fails_since = now() - interval '1 hour', mail_tried_at = now() - interval '11 minutes'`)

test('the mail server is tried with one patient, however many are asked at once else', async () => {
  const world = await makeClinic({ clinic: { batchSize: 5, batchWithinHours: 72 } })
  const openingId = await world.opened()
  for (const inHours of [96, 97, 98]) await world.book({ inHours, openToEarlier: true })
  await failing(world)
  for (let turn = 0; turn < 2; turn++) {
    expect(await turnOf(world, openingId)).toBe('offered')
    expect(await world.offers()).toMatchObject([{ askedAtOnce: 1, seat: 1 }])
    await later(world)
  }
})

test('what several hold already is no probe of the mail server', async () => {
  const world = await makeClinic({ clinic: { batchSize: 3, batchWithinHours: 72 } })
  const { openingId } = await world.pending()
  await world.book({ inHours: 97, openToEarlier: true })
  await failing(world)
  expect(await turnOf(world, openingId)).toBe('offered')
  expect(await world.offers()).toHaveLength(1)
})

test('a probe of the mail server is left to an opening that suits somebody', async () => {
  const world = await makeClinic()
  const suitsNobody = await world.opened({ typeId: await world.type() })
  const openingId = await world.opened({ inHours: 44 })
  await world.book({ inHours: 96, openToEarlier: true })
  await failing(world)
  expect(await turnOf(world, suitsNobody)).toBe('exhausted')
  expect(await turnOf(world, openingId)).toBe('offered')
})

test('once mail goes out again, the other offers’ mails follow without waiting for their next try', async () => {
  const world = await makeClinic()
  const first = await world.pending()
  const second = await world.pending({ inHours: 120 }).catch(() => null)
  expect(second).toBeNull()
  const openingId = await world.opened({ inHours: 70 })
  await world.book({ inHours: 97, openToEarlier: true })
  const other = await world.offered(openingId)
  for (const offer of [first.offer, other]) await sendOffer(world, offer, down)
  database.sent.length = 0
  await sendOffer(world, first.offer, up)
  const [message] = await world.messages(other.appointmentId, 'offer')
  expect(database.sent).toMatchObject([
    { name: 'message/queued', data: { messageId: message?.id } },
  ])
})

test('a failure that comes after another mail went out says nothing of the mail server', async () => {
  const world = await makeClinic()
  const { offer } = await world.pending()
  const [other] = await world.messages(await world.book({ inHours: 30 }), 'booked')
  for (const before of [null, sql`now() - interval '1 hour'`]) {
    await world.execute(
      sql`update clinics set mail_fails_since = ${before}, mail_tried_at = ${before}`,
    )
    await world.execute(sql`update messages set state = 'queued' where id = ${other?.id}`)
    await sendOffer(world, offer, async () => {
      granted(await sendMessage(world.clinicId, other?.id ?? '', up))
      throw new NotTaken('ETIMEDOUT')
    })
    expect(await clinicOf(world)).toMatchObject({ mailFailsSince: null, mailTriedAt: null })
  }
  await sendOffer(world, offer, down)
  expect((await clinicOf(world))?.mailFailsSince).not.toBeNull()
})

test('that mail goes out again is noted once, however many go out at that moment', async () => {
  const world = await makeClinic()
  const { offer } = await world.pending()
  await sendOffer(world, offer, down)
  const [first, second] = await Promise.all([
    world.book({ inHours: 30 }).then((id) => world.messages(id, 'booked')),
    world.book({ inHours: 32 }).then((id) => world.messages(id, 'booked')),
  ])
  database.sent.length = 0
  const send = ([message]: typeof first, post: Post) =>
    sendMessage(world.clinicId, message?.id ?? '', post).then(granted)
  await send(first, async (letter) => {
    await send(second, up)
    return up(letter)
  })
  expect(database.sent.map(({ name }) => name)).toEqual(['message/queued'])
})

test('whose mailbox takes nothing for now is passed over for this time, and counts as not asked', async () => {
  const world = await makeClinic()
  const { openingId, appointmentId, offer } = await world.pending({ inHours: 120 })
  const next = await world.book({ inHours: 97, openToEarlier: true })
  await sendOffer(world, offer, full)
  expect((await clinicOf(world))?.mailFailsSince).toBeNull()
  await endHolds(world)
  expect(await world.offer(offer.id)).toMatchObject({ closedWhy: 'not-taken' })
  expect((await world.wait(appointmentId)).lastOfferedAt).toBeNull()
  expect(await world.offered(openingId)).toMatchObject({ appointmentId: next, turn: 1 })
})

test('an offer whose mail is being sent as its time ends is left until that is known', async () => {
  const world = await makeClinic()
  const { offer } = await world.pending()
  await sendOffer(world, offer, async (letter) => {
    await endHolds(world)
    expect((await world.offer(offer.id)).state).toBe('pending')
    return up(letter)
  })
  await endHolds(world)
  expect(await world.offer(offer.id)).toMatchObject({ state: 'expired', closedWhy: 'no-answer' })
})

test('in quiet hours the mail of an offer waits, and one that would come too late is not sent', async () => {
  const world = await makeClinic()
  const { offer } = await world.pending()
  const hourOf = (hours: number) => `${wallTimeOf(new Date(Date.now() + hours * hour), 'UTC')}:00`
  await world.execute(sql`
    update clinics set quiet_from = ${hourOf(-1)}::time, quiet_until = ${hourOf(1)}::time`)
  const { state, waitMs = 0 } = granted(await sendOffer(world, offer, up))
  expect(state).toBe('queued')
  expect(Math.abs(waitMs - hour)).toBeLessThan(60_000)
  expect(await world.offer(offer.id)).toMatchObject({ state: 'pending' })

  await world.execute(sql`update offers set expires_at = now() + interval '20 minutes'`)
  expect(await sendOffer(world, offer, up)).toMatchObject({ value: { state: 'skipped' } })
  expect(await world.offer(offer.id)).toMatchObject({
    state: 'withdrawn',
    closedWhy: 'undeliverable',
  })
})

test('a mail that would reach its patient with half of the hold gone is not sent: the time is offered anew', async () => {
  for (const [post, closedWhy] of [
    [down, 'undeliverable'],
    [full, 'not-taken'],
  ] as const) {
    const world = await makeClinic()
    const { openingId, appointmentId, offer } = await world.pending()
    const left = (minutes: number) =>
      world.execute(sql`
        update offers set offered_at = now() - make_interval(mins => ${120 - minutes}),
          expires_at = now() + make_interval(mins => ${minutes}) where state = 'pending'`)
    await left(70)
    expect(granted(await sendOffer(world, offer, post)).state).toBe('queued')
    await left(50)
    expect(await sendOffer(world, offer, up)).toMatchObject({ value: { state: 'skipped' } })
    expect(await world.offer(offer.id)).toMatchObject({ state: 'withdrawn', closedWhy })
    expect((await world.wait(appointmentId)).lastOfferedAt).toBeNull()
    await later(world)
    expect(await turnOf(world, openingId)).toBe(post === down ? 'offered' : 'exhausted')
    const again = (await world.offers()).find(({ state }) => state === 'pending')
    if (again) expect(+again.expiresAt - +again.offeredAt).toBe(2 * hour)
  }
})

test.each([
  ['staff withdraw it', (world, { offer }) => withdrawOffer(world.context, { offerId: offer.id })],
  [
    'staff end its opening',
    (world, { openingId }) => withdrawOpening(world.context, { openingId }),
  ],
] satisfies [string, (world: World, pending: Pending) => Promise<Result<unknown>>][])(
  'who waits for a mail that did not go out keeps their place when %s',
  async (_, end) => {
    for (const [post, place] of [
      [down, 'kept'],
      [up, 'lost'],
    ] as const) {
      const world = await makeClinic({ clinic: { capOffers: 1 } })
      const pending = await world.pending()
      const { appointmentId, offer } = pending
      await sendOffer(world, offer, post)
      granted(await end(world, pending))
      expect(await world.offer(offer.id)).toMatchObject({ closedWhy: 'by-staff' })
      const { lastOfferedAt } = await world.wait(appointmentId)
      expect(lastOfferedAt).toEqual(place === 'kept' ? null : offer.offeredAt)
      const [mail] = await world.messages(appointmentId, 'offer')
      expect(mail?.state).toBe(place === 'kept' ? 'skipped' : 'sent')
      await later(world)
      const another = await world.opened({ inHours: 60 })
      expect(await turnOf(world, another)).toBe(place === 'kept' ? 'offered' : 'exhausted')
    }
  },
)

test.each([
  ['fails', 'kept'],
  ['goes out', 'lost'],
  ['fails, and they were asked about another time since', 'lost'],
])(
  'whose offer staff end while its mail is being sent, which then %s: their place is %s',
  async (what, place) => {
    const world = await makeClinic()
    const { appointmentId, offer } = await world.pending()
    await sendOffer(world, offer, async (letter) => {
      granted(await withdrawOffer(world.context, { offerId: offer.id }))
      return what === 'goes out' ? up(letter) : full(letter)
    })
    const isAsked = what.includes('since')
    const another = isAsked ? await world.offered(await world.opened({ inHours: 60 })) : null
    const [message] = await world.messages(appointmentId, 'offer')
    await world.due()
    granted(await sendMessage(world.clinicId, message?.id ?? '', up))
    const { lastOfferedAt } = await world.wait(appointmentId)
    expect(lastOfferedAt).toEqual(place === 'kept' ? null : (another ?? offer).offeredAt)
  },
)

test('who answers an offer whose mail did not go out has been asked', async () => {
  const world = await makeClinic()
  const { appointmentId, offer } = await world.pending()
  await sendOffer(world, offer, down)
  granted(await declineOffer(world.patientContext, { offerId: offer.id }))
  expect((await world.wait(appointmentId)).lastOfferedAt).toEqual(offer.offeredAt)
})

test('whose offer staff end during the last attempt of its mail keep their place, too', async () => {
  const world = await makeClinic()
  const { appointmentId, offer } = await world.pending()
  await world.execute(sql`update messages set tried_since = now() - interval '4 hours'`)
  await sendOffer(world, offer, async () => {
    granted(await withdrawOffer(world.context, { offerId: offer.id }))
    throw new NotTaken('ETIMEDOUT')
  })
  expect(await world.messages(appointmentId, 'offer')).toMatchObject([{ state: 'failed' }])
  expect((await world.wait(appointmentId)).lastOfferedAt).toBeNull()
})
