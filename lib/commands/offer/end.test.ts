import { sql } from 'drizzle-orm'
import { expect, test, vi } from 'vitest'
import { begin, granted, makeClinic, type World } from '@/local/testing/factories'
import { ownDatabase } from '@/local/testing/world'
import { recordAttendance } from '../appointment/record-attendance'
import { lapseOpening, withdrawOpening } from '../opening/end'
import { tendOpenings } from '../opening/tend'
import { setWaitlist } from '../waitlist/set'
import { acceptOffer } from './accept'
import { declineOffer, expireOffer, withdrawOffer } from './end'
import { offerOpening } from './offer-opening'

const database = ownDatabase()

async function overdue(world: World, offerId: string) {
  await world.mailed()
  await world.execute(
    sql`update offers set offered_at = now() - interval '2 hours', expires_at = now() where id = ${offerId}`,
  )
}
const aged = (world: World) =>
  world.execute(sql`update openings set due_at = due_at - interval '3 minutes'`)
const resumed = () => database.sent.filter(({ name }) => name === 'opening/opened')

test('who declines keeps their time and their place on the waitlist, and the next is asked', async () => {
  const world = await makeClinic()
  const { openingId, appointmentId, offer } = await world.pending()
  const next = await world.book({ inHours: 100, openToEarlier: true })
  database.sent.length = 0
  const decline = () => declineOffer(world.patientContext, { offerId: offer.id })
  const answers = [...(await Promise.all([decline(), decline()])), await decline()]
  expect(answers).toEqual(Array(3).fill({ ok: true, value: null }))
  expect(await world.offer(offer.id)).toMatchObject({
    state: 'declined',
    closedWhy: 'by-patient',
  })
  const appointment = await world.appointment(appointmentId)
  expect(appointment).toMatchObject({ startsAt: world.at(96), version: 1, status: 'booked' })
  expect(await world.waits(appointmentId)).toBe(true)
  expect((await world.slots()).map((slot) => slot.kind)).toEqual(['busy', 'busy'])
  expect(await world.audit('offer.declined')).toHaveLength(1)
  expect(await world.messages(appointmentId, 'offer-closed')).toEqual([])
  expect(database.sent.map(({ name }) => name)).toEqual(['offer/closed'])
  expect((await world.offered(openingId)).appointmentId).toBe(next)
  const other = await world.opened({ inHours: 60 })
  expect((await world.offered(other)).appointmentId).toBe(appointmentId)
})

test('an offer that is withdrawn, or accepted, cannot be declined', async () => {
  const world = await makeClinic()
  const { offer } = await world.pending()
  granted(await withdrawOffer(world.context, { offerId: offer.id }))
  const decline = await declineOffer(world.patientContext, { offerId: offer.id })
  expect(decline).toEqual({ ok: false, reason: 'not-open' })
  const again = await makeClinic()
  const { offer: taken } = await again.pending()
  granted(await acceptOffer(again.patientContext, { offerId: taken.id }))
  for (const end of [declineOffer, withdrawOffer]) {
    expect(await end(again.context, { offerId: taken.id })).toEqual({
      ok: false,
      reason: 'not-open',
    })
  }
})

test('an offer that staff end is told to the patient, and its opening goes on', async () => {
  const world = await makeClinic()
  const { openingId, appointmentId, offer } = await world.pending()
  granted(await withdrawOffer(world.context, { offerId: offer.id }))
  expect((await world.opening(openingId)).state).toBe('open')
  expect(await world.messages(appointmentId, 'offer-closed')).toHaveLength(1)
})

test('who leaves the waitlist gives an offer up', async () => {
  const world = await makeClinic()
  const { openingId, appointmentId, offer } = await world.pending()
  const leave = { appointmentId, openToEarlier: false, wishes: null, priority: null }
  granted(await setWaitlist(world.patientContext, leave))
  expect(await world.offer(offer.id)).toMatchObject({ closedWhy: 'left-waitlist' })
  expect((await world.opening(openingId)).state).toBe('open')
  expect(await world.waits(appointmentId)).toBe(false)
})

test('who is here already, or was seen, gives an offer up, and nothing stays held', async () => {
  const world = await makeClinic()
  const { openingId, appointmentId, offer } = await world.pending()
  await begin(world, appointmentId)
  granted(await recordAttendance(world.context, { appointmentId, attendance: 'arrived' }))
  expect(await world.offer(offer.id)).toMatchObject({
    state: 'withdrawn',
    closedWhy: 'visit-attended',
  })
  expect((await world.opening(openingId)).state).toBe('open')
  expect((await world.slots()).map((slot) => slot.kind)).toEqual(['busy'])
})

test.each([5, -5])(
  'the database’s clock decides, with the app’s own %i minutes off',
  async (off) => {
    const world = await makeClinic()
    const { openingId, offer } = await world.pending()
    const inTime = await makeClinic()
    const { offer: open } = await inTime.pending()
    await world.mailed()
    await inTime.execute(sql`
    update offers set offered_at = now() - interval '1 hour', expires_at = now() + interval '2 minutes'`)
    await world.execute(sql`
    update offers set offered_at = now() - interval '1 hour', expires_at = now() - interval '2 minutes'`)
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + off * 60_000 })

    const early = await expireOffer(inTime.context, { offerId: open.id, reopen: false })
    expect(granted(early)).toEqual({ closed: false })
    expect(granted(await offerOpening(world.context, { openingId })).state).toBe('exhausted')
    expect((await world.offer(offer.id)).state).toBe('expired')
    granted(await acceptOffer(world.patientContext, { offerId: offer.id }))
    expect((await world.offer(offer.id)).closedWhy).toBe('late')
    granted(await acceptOffer(inTime.patientContext, { offerId: open.id }))
    expect((await inTime.offer(open.id)).closedWhy).toBeNull()
  },
)

test('the safety net closes what is overdue, tells the patient and lets the opening go on', async () => {
  const world = await makeClinic()
  const { openingId, appointmentId, offer } = await world.pending()
  await tendOpenings()
  expect((await world.offer(offer.id)).state).toBe('pending')
  await overdue(world, offer.id)
  database.sent.length = 0
  await Promise.all([tendOpenings(), tendOpenings()])
  expect(await world.offer(offer.id)).toMatchObject({ state: 'expired', closedWhy: 'no-answer' })
  expect(await world.messages(appointmentId, 'offer-closed')).toHaveLength(1)
  expect(resumed()).toMatchObject([{ data: { openingId } }])
})

test('the safety net lapses openings that have begun, and resumes those that nobody works on', async () => {
  const world = await makeClinic()
  const begun = await world.opened({ inHours: 30 })
  const neglected = await world.opened({ inHours: 40 })
  await world.execute(sql`
    update openings set starts_at = now() - interval '1 minute', ends_at = now() where id = ${begun}`)
  database.sent.length = 0
  await tendOpenings()
  expect(await world.opening(begun)).toMatchObject({ state: 'lapsed' })
  expect(resumed()).toEqual([])
  await aged(world)
  await tendOpenings()
  expect(resumed()).toMatchObject([{ data: { openingId: neglected } }])

  granted(await offerOpening(world.context, { openingId: neglected }))
  database.sent.length = 0
  await tendOpenings()
  expect(resumed()).toEqual([])
})

test('the safety net leaves openings alone while the clinic makes no offers', async () => {
  const world = await makeClinic()
  const openingId = await world.opened()
  await aged(world)
  await world.execute(sql`update clinics set offers_on = false`)
  database.sent.length = 0
  await tendOpenings()
  expect(resumed()).toEqual([])
  await world.execute(sql`update clinics set offers_on = true`)
  await tendOpenings()
  expect(resumed()).toMatchObject([{ data: { openingId } }])
})

test('an opening lapses only when it has begun; withdrawn, its time stays free', async () => {
  const world = await makeClinic()
  const { openingId, appointmentId } = await world.pending()
  const lapse = () => lapseOpening(world.context, { openingId })
  expect(await lapse()).toEqual({ ok: false, reason: 'not-open' })
  const withdraw = () => withdrawOpening(world.context, { openingId })
  const answers = await Promise.all([withdraw(), withdraw()])
  expect(answers.map(({ ok }) => ok).sort()).toEqual([false, true])
  expect(await world.messages(appointmentId, 'offer-closed')).toHaveLength(1)
  expect(await world.audit('opening.withdrawn')).toHaveLength(1)
  await world.book({ inHours: 48 })
  expect((await world.opening(openingId)).state).toBe('withdrawn')
})
