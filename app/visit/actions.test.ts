import { expect, test, vi } from 'vitest'
import { setWaitlist } from '@/lib/commands/set-waitlist'
import { tokenFor } from '@/lib/tokens'
import { granted, makeClinic, type World } from '@/local/testing/factories'
import { ownDatabase } from '@/local/testing/world'
import { answerVisit } from './actions'

vi.mock('next/headers', () => ({
  headers: async () => new Headers({ origin: 'http://medcal.test', host: 'medcal.test' }),
}))
vi.mock('next/navigation', () => ({
  unstable_rethrow: () => {},
  redirect: (to: string) => to,
}))

ownDatabase()

/** Sends the form of the visit's page, as a browser would: an empty tick is not sent at all. */
async function answer(appointmentId: string, fields: Record<string, string>) {
  const form = new FormData()
  form.set('token', tokenFor('visit', appointmentId, 1))
  for (const [name, value] of Object.entries(fields)) form.set(name, value)
  await answerVisit(form)
}

const staffTick = async (world: World, appointmentId: string, openToEarlier: boolean) => {
  const wish = { appointmentId, openToEarlier, wishes: null, priority: null }
  granted(await setWaitlist(world.context, wish))
}

test('who confirms changes no wish that staff noted while the page was open', async () => {
  const world = await makeClinic()
  const id = await world.book()
  await staffTick(world, id, true)
  await answer(id, { answer: 'coming', shownAs: 'off' })
  const after = await world.appointment(id)
  expect(after.status).toBe('confirmed')
  expect(after.waitlistedAt).not.toBeNull()
  await answer(id, { answer: 'wish', shownAs: 'off' })
  expect((await world.appointment(id)).waitlistedAt).not.toBeNull()
})

test('a tick that the patient changed goes with the answer', async () => {
  const world = await makeClinic()
  const id = await world.book()
  await answer(id, { answer: 'coming', shownAs: 'off', openToEarlier: 'on' })
  expect(await world.appointment(id)).toMatchObject({
    status: 'confirmed',
    waitlistedAt: expect.any(Date),
  })
  await answer(id, { answer: 'coming', shownAs: 'on' })
  expect((await world.appointment(id)).waitlistedAt).toBeNull()
  expect((await world.audit()).map((row) => row.action)).toEqual([
    'appointment.booked',
    'appointment.confirmed',
    'waitlist.joined',
    'waitlist.left',
  ])
})

test('or is saved by itself', async () => {
  const world = await makeClinic()
  const id = await world.book()
  await answer(id, { answer: 'wish', shownAs: 'off', openToEarlier: 'on' })
  expect(await world.appointment(id)).toMatchObject({
    status: 'booked',
    waitlistedAt: expect.any(Date),
  })
  await answer(id, { answer: 'wish', shownAs: 'on' })
  expect((await world.appointment(id)).waitlistedAt).toBeNull()
})

test('where the visit cannot be confirmed, the tick is not saved either', async () => {
  const world = await makeClinic()
  const id = await world.book()
  await world.cancel(id)
  await answer(id, { answer: 'coming', shownAs: 'off', openToEarlier: 'on' })
  expect((await world.appointment(id)).waitlistedAt).toBeNull()
})
