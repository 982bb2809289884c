import { sql } from 'drizzle-orm'
import { expect, test, vi } from 'vitest'
import { moveAppointment } from '@/lib/commands/appointment/move'
import { dayOf } from '@/lib/domain/time'
import { wishesKey } from '@/lib/domain/wish-form'
import { noWishes } from '@/lib/domain/wishes'
import { tokenFor } from '@/lib/tokens'
import { granted, makeClinic, type World } from '@/local/testing/factories'
import { ownDatabase } from '@/local/testing/world'
import { answerOffer } from './actions'

const went = vi.hoisted(() => ({ to: '' }))
vi.mock('next/headers', () => ({
  headers: async () => new Headers({ origin: 'http://medcal.test', host: 'medcal.test' }),
}))
vi.mock('next/navigation', () => ({
  unstable_rethrow: () => {},
  redirect: (to: string) => {
    went.to = to
  },
}))

ownDatabase()

/** Sends the form of an offer's page; what the page says then. */
async function answer(offerId: string, fields: Record<string, string | string[]>) {
  const form = new FormData()
  form.set('token', tokenFor('offer', offerId, 1))
  for (const [name, value] of Object.entries(fields)) {
    for (const one of [value].flat()) form.append(name, one)
  }
  await answerOffer(form)
  return new URL(went.to, 'http://medcal.test').searchParams
}

/** The fields of "Ask me differently" as a page shows them to who wishes for nothing. */
const untouched = {
  shown: wishesKey({ times: noWishes.times, notBefore: null }),
  times: ['morning', 'afternoon', 'evening'],
  notBefore: '',
}

const wishes = async (world: World, id: string) => {
  const { until, wishTimes, wishNotBefore } = await world.wait(id)
  return { on: until === null, wishTimes, wishNotBefore }
}

test('who keeps their time can say with it which times suit, and the waitlist follows', async () => {
  const world = await makeClinic()
  const { offer, appointmentId } = await world.pending({ inHours: 24 * 20 })
  const notBefore = dayOf(world.at(24 * 12), 'UTC')
  const changed = { ...untouched, answer: 'decline', times: 'morning', notBefore }
  expect((await answer(offer.id, changed)).get('said')).toBe('wishes-saved')
  expect((await world.offer(offer.id)).state).toBe('declined')
  expect(await wishes(world, appointmentId)).toEqual({
    on: true,
    wishTimes: ['morning'],
    wishNotBefore: notBefore,
  })
})

test('fields that the patient has not touched change nothing that staff noted meanwhile', async () => {
  const world = await makeClinic()
  const { offer, appointmentId } = await world.pending()
  await world.execute(
    sql`update waitlist_entries set wish_times = '{evening}' where appointment_id = ${appointmentId}`,
  )
  expect((await answer(offer.id, { ...untouched, answer: 'decline' })).get('said')).toBeNull()
  expect((await world.offer(offer.id)).state).toBe('declined')
  expect((await wishes(world, appointmentId)).wishTimes).toEqual(['evening'])
})

test('with a wish that cannot be saved the answer counts, and the wish comes back as it was typed', async () => {
  const world = await makeClinic()
  const { offer, appointmentId } = await world.pending()
  const wrong = { ...untouched, answer: 'decline', times: 'morning', notBefore: '31.2.' }
  const shown = await answer(offer.id, wrong)
  expect([...shown]).toEqual([
    ['said', 'not-a-date'],
    ['times', 'morning'],
    ['notBefore', '31.2.'],
  ])
  expect((await world.offer(offer.id)).state).toBe('declined')
  expect(await wishes(world, appointmentId)).toMatchObject({ on: true, wishTimes: [] })
})

test('who unticks every time of day is asked again for one, and is not asked at any time', async () => {
  const world = await makeClinic()
  const { offer, appointmentId } = await world.pending()
  await world.execute(sql`update waitlist_entries set wish_times = '{evening}'`)
  const { times: _, ...none } = untouched
  const shown = await answer(offer.id, { ...none, answer: 'decline' })
  expect([...shown]).toEqual([
    ['said', 'no-times'],
    ['times', ''],
    ['notBefore', ''],
  ])
  expect((await world.offer(offer.id)).state).toBe('declined')
  expect((await wishes(world, appointmentId)).wishTimes).toEqual(['evening'])
})

test('a wish that cannot be saved is of no matter to who accepts', async () => {
  const world = await makeClinic()
  const { offer } = await world.pending()
  await answer(offer.id, { ...untouched, answer: 'accept', notBefore: '31.2.' })
  expect((await world.offer(offer.id)).state).toBe('accepted')
})

test('who does not want to be asked again declines and leaves the waitlist', async () => {
  const world = await makeClinic()
  const { offer, appointmentId } = await world.pending()
  const stop = { ...untouched, answer: 'decline', stop: 'on' }
  expect((await answer(offer.id, stop)).get('said')).toBe('wish-off')
  expect((await world.offer(offer.id)).state).toBe('declined')
  expect((await wishes(world, appointmentId)).on).toBe(false)
})

test('after its end declining changes nothing, and wishes still count', async () => {
  const world = await makeClinic()
  const { offer, appointmentId } = await world.pending()
  await world.execute(sql`
    update offers set offered_at = now() - interval '1 hour', expires_at = now() - interval '1 second'`)
  expect((await answer(offer.id, { ...untouched, answer: 'decline' })).get('said')).toBe('kept')
  const changed = { ...untouched, answer: 'decline', times: 'morning' }
  expect((await answer(offer.id, changed)).get('said')).toBe('wishes-saved')
  expect((await wishes(world, appointmentId)).wishTimes).toEqual(['morning'])
  expect((await world.offer(offer.id)).state).toBe('pending')
})

test('an old offer’s page changes nothing of a visit that has moved since', async () => {
  const world = await makeClinic()
  const { offer, appointmentId } = await world.pending()
  granted(
    await moveAppointment(world.context, {
      appointmentId,
      version: 1,
      practitionerId: world.practitionerId,
      start: world.at(80),
      overHold: false,
    }),
  )
  for (const fields of [
    { answer: 'ask-no-more' },
    { ...untouched, answer: 'decline', stop: 'on' },
    { ...untouched, answer: 'decline', times: 'morning' },
  ]) {
    expect((await answer(offer.id, fields)).get('said')).toBe('changed-meanwhile')
  }
  expect(await wishes(world, appointmentId)).toMatchObject({ on: true, wishTimes: [] })
})
