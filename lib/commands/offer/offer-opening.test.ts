import { setTimeout as wait } from 'node:timers/promises'
import { sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { wallTimeOf } from '@/lib/domain/time'
import { type Booking, granted, hour, makeClinic, type World } from '@/local/testing/factories'
import { ownDatabase } from '@/local/testing/world'
import { lapseOpening, withdrawOpening } from '../opening/end'
import { tendOpenings } from '../opening/tend'
import { lockPractitioners } from '../slots'
import { runSweep } from '../sweep/run'
import { setWaitlist } from '../waitlist/set'
import { acceptOffer } from './accept'
import { declineOffer } from './end'
import { offerOpening } from './offer-opening'

const database = ownDatabase()

const offer = (world: World, openingId: string) => offerOpening(world.context, { openingId })
const turnOf = async (world: World, openingId: string) =>
  granted(await offer(world, openingId)).state

test('an offer holds the time, and is written with audit, mail, link and hour of its end', async () => {
  const world = await makeClinic({ type: { bufferAfterMinutes: 10 } })
  const { openingId, appointmentId, offer } = await world.pending()
  expect(offer).toMatchObject({
    state: 'pending',
    turn: 1,
    appointmentVersion: 1,
    fromStartsAt: world.at(96),
    why: { gainDays: 2 },
  })
  expect(+offer.expiresAt - +offer.offeredAt).toBe(2 * hour)
  expect(await world.opening(openingId)).toMatchObject({ state: 'offering', exhaustedAt: null })
  const holds = (await world.slots()).filter((slot) => slot.kind === 'busy-tentative')
  expect(holds).toMatchObject([{ openingId }])
  const [from = '', to = ''] = holds[0]?.during.replace(/[[)"]/g, '').split(',') ?? []
  expect(+new Date(to) - +new Date(from)).toBe(40 * 60_000)
  expect(await world.audit('offer.made')).toMatchObject([{ openingId, appointmentId }])
  const [message] = await world.messages(appointmentId, 'offer')
  expect(message).toMatchObject({ offerId: offer.id, stage: offer.id, state: 'queued' })
  expect(database.sent).toContainEqual(
    expect.objectContaining({
      name: 'message/queued',
      data: { clinicId: world.clinicId, messageId: message?.id },
    }),
  )
})

test('the order is priority, then time on the waitlist, then the days gained', async () => {
  const world = await makeClinic()
  const openingId = await world.opened()
  const waiting = async (inHours: number) => world.book({ inHours, openToEarlier: true })
  const ids = [await waiting(90), await waiting(91), await waiting(92), await waiting(93)]
  const [first = '', second = '', tied = '', urgent = ''] = ids
  const since = (id: string, minutes: number) =>
    world.execute(
      sql`update waitlist_entries set since = now() - make_interval(mins => ${minutes}) where appointment_id = ${id}`,
    )
  await since(first, 50)
  await since(second, 90)
  await world.execute(
    sql`update waitlist_entries set since = (select since from waitlist_entries where appointment_id = ${first})
      where appointment_id = ${tied}`,
  )
  const urgency = { appointmentId: urgent, openToEarlier: true, wishes: null, priority: 5 }
  granted(await setWaitlist(world.context, urgency))

  const order: string[] = []
  for (const _ of ids) {
    const { id, appointmentId } = await world.offered(openingId)
    order.push(appointmentId)
    granted(await declineOffer(world.context, { offerId: id }))
  }
  expect(order).toEqual([urgent, second, tied, first])
  expect((await world.offers()).map((made) => made.turn)).toEqual([1, 2, 3, 4])
  expect(await turnOf(world, openingId)).toBe('exhausted')
})

test('asked again, by one or by many at once, a pending offer is the answer', async () => {
  const world = await makeClinic()
  const openingId = await world.opened()
  for (const inHours of [90, 91, 92]) await world.book({ inHours, openToEarlier: true })
  const turns = await Promise.all(Array.from({ length: 8 }, () => offer(world, openingId)))
  expect(new Set(turns.map((turn) => JSON.stringify(turn))).size).toBe(1)
  expect(await world.offers()).toHaveLength(1)
  expect(await world.audit('offer.made')).toHaveLength(1)
})

test('two openings at once never offer to one visit at once', async () => {
  for (let round = 0; round < 5; round++) {
    const world = await makeClinic()
    const other = await world.practitioner()
    const openings = [
      await world.opened({ inHours: 48 }),
      await world.opened({ inHours: 50, practitionerId: other }),
    ]
    const id = await world.book({ inHours: 96, openToEarlier: true })
    const turns = await Promise.all(openings.map((openingId) => turnOf(world, openingId)))
    expect(turns.sort()).toEqual(['exhausted', 'offered'])
    expect(await world.offers()).toMatchObject([{ appointmentId: id }])
  }
})

test('an opening that ran out because its patient was asked elsewhere is looked at when that offer ends', async () => {
  const world = await makeClinic()
  const { offer } = await world.pending()
  const twin = await world.opened({ inHours: 50 })
  const offerTwin = () => offerOpening(world.context, { openingId: twin }).then(granted)
  expect(await offerTwin()).toEqual({ state: 'exhausted' })
  database.sent.length = 0
  granted(await declineOffer(world.patientContext, { offerId: offer.id }))
  const again = database.sent.filter(({ name }) => name === 'opening/opened')
  expect(again.map(({ data }) => data.openingId)).toEqual([twin])
  const second = await offerTwin()
  expect(second.state).toBe('offered')

  database.sent.length = 0
  granted(
    await declineOffer(world.patientContext, { offerId: (await world.offers())[1]?.id ?? '' }),
  )
  expect(database.sent.map(({ name }) => name)).toEqual(['offer/closed'])
})

test('who declined an opening is never asked about it again', async () => {
  const world = await makeClinic()
  const { openingId, offer } = await world.pending()
  granted(await declineOffer(world.patientContext, { offerId: offer.id }))
  expect(await turnOf(world, openingId)).toBe('exhausted')
  granted(await runSweep(world.clinicId, 'reschedule-cancelled', { byHand: true }))
  expect(await turnOf(world, openingId)).toBe('exhausted')
  expect(await world.offers()).toHaveLength(1)
})

test('without a candidate the opening stays open, and who joins later is found by the next sweep', async () => {
  const world = await makeClinic({ clinic: { rescheduleAt: '00:00' } })
  const openingId = await world.opened()
  expect(await turnOf(world, openingId)).toBe('exhausted')
  const opening = await world.opening(openingId)
  expect(opening).toMatchObject({ state: 'open' })
  expect(opening.exhaustedAt).not.toBeNull()
  expect(await world.slots()).toEqual([])

  const id = await world.book({ inHours: 96, openToEarlier: true })
  database.sent.length = 0
  const sweep = await runSweep(world.clinicId, 'reschedule-cancelled', { byHand: false })
  expect(granted(sweep)).toEqual({ count: 1 })
  expect(database.sent).toMatchObject([
    { name: 'opening/opened', data: { clinicId: world.clinicId, openingId } },
  ])
  expect((await world.offered(openingId)).appointmentId).toBe(id)
})

test.each([
  ['of another type', { otherType: true }],
  ['that takes longer', { minutes: 35 }],
  ['that is earlier', { inHours: 24 }],
  ['not open to an earlier time', { openToEarlier: false }],
  [
    'with another practitioner in mind',
    { openToEarlier: { practitionerIds: [crypto.randomUUID()] } },
  ],
  ['who need longer notice', { openToEarlier: { noticeMinutes: 49 * 60 } }],
])(
  'a patient with a visit %s is not asked',
  async (_, { otherType, minutes = 30, ...given }: Unfit) => {
    const world = await makeClinic()
    const openingId = await world.opened()
    const typeId = otherType ? await world.type() : world.typeId
    const id = await world.book({ inHours: 96, openToEarlier: true, ...given, typeId })
    await world.execute(
      sql`update appointments set ends_at = starts_at + make_interval(mins => ${minutes}) where id = ${id}`,
    )
    expect(await turnOf(world, openingId)).toBe('exhausted')
  },
)

type Unfit = Booking & { otherType?: boolean; minutes?: number }

test('a patient is not asked whose mail comes back, or who is here at that time anyway', async () => {
  const world = await makeClinic()
  const openingId = await world.opened()
  const bounced = await world.patient({ bouncedAt: new Date() })
  await world.book({ inHours: 96, patientId: bounced, openToEarlier: true })
  const busy = await world.patient()
  await world.book({ inHours: 97, patientId: busy, openToEarlier: true })
  await world.book({ inHours: 48, patientId: busy, practitionerId: await world.practitioner() })
  expect(await turnOf(world, openingId)).toBe('exhausted')
})

test('with offers off nobody is asked, and a pending offer still counts', async () => {
  const world = await makeClinic()
  const { openingId, offer } = await world.pending()
  const second = await world.opened({ inHours: 60 })
  await world.book({ inHours: 97, openToEarlier: true })
  await world.execute(sql`update clinics set offers_on = false`)
  expect(await turnOf(world, second)).toBe('off')
  expect(await turnOf(world, openingId)).toBe('offered')
  granted(await acceptOffer(world.patientContext, { offerId: offer.id }))
})

test('near the start a hold is shorter, and one that has begun lapses', async () => {
  const world = await makeClinic({ clinic: { askAtLeast: 1 } })
  const openingId = await world.opened({ inHours: 1 })
  await world.book({ inHours: 96, openToEarlier: { noticeMinutes: 20 } })
  const { offeredAt, expiresAt } = await world.offered(openingId)
  const left = Math.floor((+world.at(1) - +offeredAt) / 60_000) - 20
  expect(+expiresAt - +offeredAt).toBe(left * 60_000)

  const begun = await world.opened({ inHours: 50 })
  await world.execute(sql`
    update openings set starts_at = now() - interval '1 minute', ends_at = now() where id = ${begun}`)
  expect(await turnOf(world, begun)).toBe('ended')
  expect(await world.opening(begun)).toMatchObject({ state: 'lapsed', closedWhy: 'begun' })
})

test('one about which nobody could be asked lapses with that as its why', async () => {
  const world = await makeClinic({ clinic: { offersOn: false } })
  const openingId = await world.opened()
  expect(await turnOf(world, openingId)).toBe('off')
  await world.execute(sql`
    update openings set starts_at = now() - interval '1 minute', ends_at = now() where id = ${openingId}`)
  granted(await lapseOpening(world.context, { openingId }))
  expect(await world.opening(openingId)).toMatchObject({
    state: 'lapsed',
    closedWhy: 'offers-off',
  })
})

test('an opening that was closed is offered to nobody; one of another clinic is not found', async () => {
  const world = await makeClinic()
  const openingId = await world.opened()
  await world.book({ inHours: 96, openToEarlier: true })
  granted(await withdrawOpening(world.context, { openingId }))
  expect(await turnOf(world, openingId)).toBe('ended')
  const other = await makeClinic()
  expect(await offer(other, openingId)).toEqual({ ok: false, reason: 'not-found' })
})

test('an opening whose type has longer buffers now, and no room for them, is withdrawn', async () => {
  const world = await makeClinic()
  await world.book({ inHours: 48.5 })
  const openingId = await world.opened({ inHours: 48 })
  await world.book({ inHours: 96, openToEarlier: true })
  await world.execute(sql`update appointment_types set buffer_after_minutes = 15`)
  expect(await turnOf(world, openingId)).toBe('ended')
  expect(await world.opening(openingId)).toMatchObject({
    state: 'withdrawn',
    closedWhy: 'part-taken',
  })
})

test('withdrawn by staff in the moment it is offered, nothing stays held or pending', async () => {
  for (let round = 0; round < 15; round++) {
    const world = await makeClinic()
    const openingId = await world.opened()
    await world.book({ inHours: 96, openToEarlier: true })
    await Promise.all([
      offer(world, openingId),
      withdrawOpening(world.context, { openingId }),
      offer(world, openingId),
    ])
    expect((await world.opening(openingId)).state).toBe('withdrawn')
    expect((await world.offers()).filter(({ state }) => state === 'pending')).toEqual([])
    expect(await world.slots()).toHaveLength(1)
  }
})

test('where the time allows, a hold has its two hours; in quiet hours nobody is asked', async () => {
  const world = await makeClinic()
  const { offer: plain } = await world.pending()
  expect(+plain.expiresAt - +plain.offeredAt).toBe(2 * hour)

  const hourOf = (hours: number) => wallTimeOf(new Date(Date.now() + hours * hour), 'UTC')
  const asleep = await makeClinic({ clinic: { quietFrom: hourOf(-1), quietUntil: hourOf(1) } })
  const openingId = await asleep.opened()
  await asleep.book({ inHours: 96, openToEarlier: true })
  const turn = await offer(asleep, openingId)
  expect(turn).toMatchObject({ value: { state: 'paused' } })
  const { resumesAt, exhaustedAt } = await asleep.opening(openingId)
  expect(turn).toMatchObject({ value: { until: resumesAt } })
  expect(exhaustedAt).toBeNull()
  expect(await asleep.offers()).toEqual([])

  const tend = async () => {
    database.sent.length = 0
    await tendOpenings()
    return database.sent.filter(({ data }) => data.openingId === openingId)
  }
  await asleep.execute(sql`update openings set due_at = now() - interval '3 minutes'`)
  expect(await tend()).toEqual([])
  await asleep.execute(sql`update openings set resumes_at = now()`)
  await asleep.execute(sql`update clinics set quiet_from = null, quiet_until = null`)
  expect(await tend()).toMatchObject([{ name: 'opening/opened' }])
  expect((await asleep.offered(openingId)).state).toBe('pending')
  expect((await asleep.opening(openingId)).resumesAt).toBeNull()
})

test('near the start as many as the clinic says are asked at once, and the seats are filled again', async () => {
  const world = await makeClinic({ clinic: { batchSize: 2, batchWithinHours: 72 } })
  const openingId = await world.opened()
  for (const inHours of [90, 91, 92, 93]) await world.book({ inHours, openToEarlier: true })
  const turns = await Promise.all(Array.from({ length: 4 }, () => offer(world, openingId)))
  expect(new Set(turns.map((turn) => JSON.stringify(turn))).size).toBe(1)
  const pending = () => world.offers().then((all) => all.filter(({ state }) => state === 'pending'))
  expect((await pending()).map(({ seat, turn }) => [seat, turn])).toEqual([
    [1, 1],
    [2, 2],
  ])
  expect((await world.slots()).filter(({ kind }) => kind === 'busy-tentative')).toHaveLength(1)

  const [first, second] = await pending()
  granted(await declineOffer(world.patientContext, { offerId: first?.id ?? '' }))
  expect((await world.opening(openingId)).state).toBe('offering')
  await offer(world, openingId)
  expect((await pending()).map(({ seat, turn }) => [seat, turn]).sort()).toEqual([
    [1, 3],
    [2, 2],
  ])

  granted(await acceptOffer(world.patientContext, { offerId: second?.id ?? '' }))
  const last = (await world.offers()).at(-1)
  expect(last).toMatchObject({ turn: 3, state: 'withdrawn', closedWhy: 'given-to-another' })
  expect(await world.messages(last?.appointmentId ?? '', 'offer-closed')).toHaveLength(1)
  expect(await world.opening(openingId)).toMatchObject({
    state: 'filled',
    filledBy: second?.appointmentId,
  })
})

test('as many are asked at once as suit, however far down the waitlist they stand', async () => {
  const world = await makeClinic({ clinic: { batchSize: 2, batchWithinHours: 72 } })
  const openingId = await world.opened()
  const first = await world.book({ inHours: 90, openToEarlier: true })
  for (let i = 0; i < 20; i++) {
    await world.book({ inHours: 91 + i, openToEarlier: { noticeMinutes: 49 * 60 } })
  }
  const last = await world.book({ inHours: 120, openToEarlier: true })
  await offer(world, openingId)
  expect((await world.offers()).map(({ appointmentId }) => appointmentId)).toEqual([first, last])
})

test('of those who are asked at once, exactly one has it', async () => {
  for (let round = 0; round < 5; round++) {
    const world = await makeClinic({ clinic: { batchSize: 3, batchWithinHours: 72 } })
    const openingId = await world.opened()
    for (const inHours of [90, 91, 92]) await world.book({ inHours, openToEarlier: true })
    await offer(world, openingId)
    const answers = await Promise.all(
      (await world.offers()).map(({ id }) => acceptOffer(world.patientContext, { offerId: id })),
    )
    const said = answers.map((answer) => (answer.ok ? 'ok' : answer.reason)).sort()
    expect(said).toEqual(['offer-withdrawn', 'offer-withdrawn', 'ok'])
    expect(await world.audit('offer.accepted')).toHaveLength(1)
    expect((await world.appointments()).filter(({ version }) => version === 2)).toHaveLength(1)
  }
})

test('a shorter visit of a type that fits is asked too, and what it leaves is opened', async () => {
  const world = await makeClinic()
  const brief = await world.type({ durationMinutes: 10 })
  const long = await world.type({ durationMinutes: 45, alsoFitsTypeIds: [brief, world.typeId] })
  const openingId = await world.opened({ typeId: long })
  const id = await world.book({ inHours: 96, typeId: brief, openToEarlier: true })
  const made = await world.offered(openingId)
  expect(made).toMatchObject({
    appointmentId: id,
    why: { reasons: expect.arrayContaining(['shorter-visit']) },
  })
  granted(await acceptOffer(world.patientContext, { offerId: made.id }))
  expect(await world.appointment(id)).toMatchObject({
    startsAt: world.at(48),
    endsAt: world.at(48 + 10 / 60),
  })
  const rest = (await world.openings()).find(({ source }) => source === 'remainder')
  expect(rest).toMatchObject({
    typeId: world.typeId,
    startsAt: world.at(48 + 10 / 60),
    endsAt: world.at(48 + 40 / 60),
    chainId: openingId,
    depth: 1,
  })
})

test('nobody is asked more often than the clinic’s cap, counted over all their visits', async () => {
  const world = await makeClinic({ clinic: { capOffers: 1, capDays: 7 } })
  const patientId = await world.patient()
  await world.book({ inHours: 96, openToEarlier: true, patientId })
  await world.book({ inHours: 120, openToEarlier: true, patientId })
  const openingId = await world.opened()
  granted(
    await declineOffer(world.patientContext, { offerId: (await world.offered(openingId)).id }),
  )
  const other = await world.opened({ inHours: 50 })
  expect(await turnOf(world, other)).toBe('exhausted')
  await world.execute(sql`
    update offers set offered_at = now() - interval '8 days', expires_at = now() - interval '7 days'`)
  expect(await turnOf(world, other)).toBe('offered')
})

test('a patient whom only one of two openings suits is left to it', async () => {
  const world = await makeClinic()
  const sooner = await world.opened({ inHours: 48 })
  const later = await world.opened({ inHours: 72 })
  const flexible = await world.book({ inHours: 120, openToEarlier: true })
  await world.execute(
    sql`update waitlist_entries set priority = 9 where appointment_id = ${flexible}`,
  )
  // Has a visit before the later opening: only the sooner one is earlier.
  const between = await world.book({ inHours: 60, openToEarlier: true })
  expect((await world.offered(sooner)).appointmentId).toBe(between)
  expect((await world.offered(later)).appointmentId).toBe(flexible)
})

test('a patient with two visits is asked about one time at a time, and once about each', async () => {
  const world = await makeClinic({ clinic: { batchSize: 3, batchWithinHours: 72 } })
  const patientId = await world.patient()
  const openingId = await world.opened({ inHours: 48 })
  const other = await world.opened({ inHours: 50 })
  const first = await world.book({ inHours: 96, openToEarlier: true, patientId })
  const second = await world.book({ inHours: 120, openToEarlier: true, patientId })
  const made = await world.offered(openingId)
  expect(await world.offers()).toMatchObject([{ patientId, appointmentId: first }])
  expect(await turnOf(world, other)).toBe('exhausted')
  // Asked for one of them, both were asked: neither comes first with the next.
  expect((await world.wait(second)).lastOfferedAt).toEqual(made.offeredAt)

  granted(await declineOffer(world.patientContext, { offerId: made.id }))
  expect(await turnOf(world, openingId)).toBe('exhausted')
  expect(await turnOf(world, other)).toBe('offered')
})

test('two openings in one instant hold two offers of no patient', async () => {
  for (let round = 0; round < 5; round++) {
    const world = await makeClinic()
    const patientId = await world.patient()
    const another = await world.practitioner()
    const ids = [
      await world.opened({ inHours: 48 }),
      await world.opened({ inHours: 50, practitionerId: another }),
    ]
    await world.book({ inHours: 96, openToEarlier: true, patientId })
    await world.book({ inHours: 120, openToEarlier: true, patientId })
    await Promise.all(ids.map((id) => offer(world, id)))
    expect(await world.offers()).toHaveLength(1)
  }
})

test('those who are asked at once have the same time to answer', async () => {
  const world = await makeClinic({ clinic: { batchSize: 2, batchWithinHours: 6 } })
  const openingId = await world.opened({ inHours: 3 })
  await world.book({ inHours: 96, openToEarlier: true })
  await world.book({ inHours: 97, openToEarlier: true })
  await world.offered(openingId)
  const [one, two] = await world.offers()
  expect(two).toBeDefined()
  expect(one?.expiresAt).toEqual(two?.expiresAt)
})

test('an opening in a time when its practitioner no longer works is withdrawn', async () => {
  const world = await makeClinic()
  const openingId = await world.opened()
  await world.book({ inHours: 96, openToEarlier: true })
  await world.execute(sql`delete from working_hours`)
  expect(await turnOf(world, openingId)).toBe('ended')
  expect(await world.opening(openingId)).toMatchObject({
    state: 'withdrawn',
    closedWhy: 'outside-hours',
  })
})

test('an opening in 20 minutes is offered for a quarter of an hour, one in 5 minutes to nobody', async () => {
  const world = await makeClinic()
  const soon = await world.opened({ inHours: 20 / 60 })
  await world.book({ inHours: 96, openToEarlier: true })
  const { offeredAt, expiresAt } = await world.offered(soon)
  expect(+expiresAt - +offeredAt).toBe(hour / 4)

  const other = await makeClinic()
  const tooSoon = await other.opened({ inHours: 5 / 60 })
  await other.book({ inHours: 96, openToEarlier: true })
  expect(await turnOf(other, tooSoon)).toBe('exhausted')
  expect(await other.offers()).toEqual([])
})

test('an offer knows to how many it is made at once, and who was promised it alone is not joined', async () => {
  const world = await makeClinic({ clinic: { batchSize: 3, batchWithinHours: 72 } })
  const openingId = await world.opened()
  await world.book({ inHours: 90, openToEarlier: true })
  expect((await world.offered(openingId)).askedAtOnce).toBe(3)

  const alone = await makeClinic({ clinic: { batchSize: 3, batchWithinHours: 6 } })
  const { openingId: later, offer: promised } = await alone.pending()
  expect(promised.askedAtOnce).toBe(1)
  await alone.book({ inHours: 97, openToEarlier: true })
  // The start comes near while the first still has time to answer.
  await alone.execute(sql`update clinics set batch_within_hours = 72`)
  granted(await offer(alone, later))
  expect(await alone.offers()).toHaveLength(1)
  granted(await declineOffer(alone.patientContext, { offerId: promised.id }))
  granted(await offer(alone, later))
  expect((await alone.offers()).map(({ askedAtOnce }) => askedAtOnce)).toEqual([1, 3])
})

test('a visit with longer times without visits around it is not offered what they do not fit', async () => {
  const world = await makeClinic()
  const longer = await world.type({ durationMinutes: 10, bufferAfterMinutes: 21 })
  await world.execute(
    sql`update appointment_types set also_fits_type_ids = array[${longer}::uuid] where id = ${world.typeId}`,
  )
  const openingId = await world.opened()
  await world.book({ inHours: 96, typeId: longer, openToEarlier: true })
  expect(await turnOf(world, openingId)).toBe('exhausted')
  await world.execute(
    sql`update appointment_types set buffer_after_minutes = 20 where id = ${longer}`,
  )
  expect(await turnOf(world, openingId)).toBe('offered')
})

test('who joins the waitlist, or wishes for more, is looked for at once', async () => {
  const world = await makeClinic()
  const openingId = await world.opened()
  const appointmentId = await world.book({ inHours: 96 })
  const beyond = await world.opened({ inHours: 120 })
  for (const id of [openingId, beyond]) expect(await turnOf(world, id)).toBe('exhausted')
  database.sent.length = 0
  const join = { appointmentId, openToEarlier: true, wishes: null, priority: null }
  granted(await setWaitlist(world.context, join))
  const again = database.sent.filter(({ name }) => name === 'opening/opened')
  expect(again).toMatchObject([{ data: { openingId } }])
  expect(await turnOf(world, openingId)).toBe('offered')
})

test('a hold that ended with the start went unanswered: it is not the clinic that ended it', async () => {
  const world = await makeClinic()
  const { openingId, offer } = await world.pending()
  await world.mailed()
  await world.execute(sql`
    update openings set starts_at = now() - interval '1 second', ends_at = now() + interval '30 minutes'`)
  await world.execute(sql`
    update offers set offered_at = now() - interval '1 hour', expires_at = now() - interval '1 second'`)
  expect(await turnOf(world, openingId)).toBe('ended')
  expect(await world.offer(offer.id)).toMatchObject({ state: 'expired', closedWhy: 'no-answer' })
})

test('an opening whose turn had to wait is looked at again, too, when the patient asked meanwhile comes free', async () => {
  const world = await makeClinic()
  const other = await world.practitioner()
  await world.book({ inHours: 96, openToEarlier: true })
  const slow = await world.opened({ inHours: 48 })
  const quick = await world.opened({ inHours: 46, practitionerId: other })
  let letGo = () => {}
  const held = new Promise<void>((resolve) => {
    letGo = resolve
  })
  const inTheWay = world.run(async (tx) => {
    await lockPractitioners(tx, world.practitionerId)
    await held
  })
  await wait(100)
  const turn = turnOf(world, slow)
  await wait(300)
  const asked = await world.offered(quick)
  letGo()
  await inTheWay
  expect(await turn).toBe('exhausted')
  granted(await declineOffer(world.patientContext, { offerId: asked.id }))
  expect((await world.opening(slow)).exhaustedAt).toBeNull()
})

test('who declined a time is not asked about it again when it falls free anew', async () => {
  const world = await makeClinic()
  const { openingId, offer: declined } = await world.pending()
  granted(await declineOffer(world.patientContext, { offerId: declined.id }))
  granted(await withdrawOpening(world.context, { openingId }))
  const again = await world.opened({ inHours: 48 })
  expect((await world.opening(again)).startsAt).toEqual((await world.opening(openingId)).startsAt)
  expect(await turnOf(world, again)).toBe('exhausted')
  // Another time is another question.
  await world.offered(await world.opened({ inHours: 50 }))
})
