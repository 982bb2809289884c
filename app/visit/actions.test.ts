import { sql } from 'drizzle-orm'
import { expect, test, vi } from 'vitest'
import { endLinks } from '@/lib/commands/patient/end-links'
import { setWaitlist } from '@/lib/commands/waitlist/set'
import { dayOf } from '@/lib/domain/time'
import { findToken, tokenFor } from '@/lib/tokens'
import { granted, hour, makeClinic, type World } from '@/local/testing/factories'
import { ownDatabase } from '@/local/testing/world'
import { answerVisit, moveVisit, saveWishes } from './actions'

vi.mock('next/headers', () => ({
  headers: async () => new Headers({ origin: 'http://medcal.test', host: 'medcal.test' }),
}))
const went = vi.hoisted(() => ({ to: '' }))
vi.mock('next/navigation', () => ({
  unstable_rethrow: () => {},
  redirect: (to: string) => {
    went.to = to
  },
}))

ownDatabase()

/** Sends the form of the visit's page, as a browser would: an empty tick is not sent at all. */
async function answer(appointmentId: string, fields: Record<string, string>) {
  await send(answerVisit, appointmentId, fields)
}

/** Sends a form of a page behind the visit's first link; where the answer leads. */
async function send(
  action: (form: FormData) => Promise<void>,
  appointmentId: string,
  fields: Record<string, string | string[]>,
): Promise<URL> {
  const form = new FormData()
  form.set('token', tokenFor('visit', appointmentId, 1))
  for (const [name, value] of Object.entries(fields)) {
    if (name === 'token') form.delete(name)
    for (const one of [value].flat()) form.append(name, one)
  }
  await action(form)
  return new URL(went.to, 'http://medcal.test')
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
  expect((await world.appointment(id)).status).toBe('confirmed')
  expect(await world.waits(id)).toBe(true)
  await answer(id, { answer: 'wish', shownAs: 'off' })
  expect(await world.waits(id)).toBe(true)
})

test('a tick that the patient changed goes with the answer', async () => {
  const world = await makeClinic()
  const id = await world.book()
  await answer(id, { answer: 'coming', shownAs: 'off', openToEarlier: 'on' })
  expect((await world.appointment(id)).status).toBe('confirmed')
  expect(await world.waits(id)).toBe(true)
  await answer(id, { answer: 'coming', shownAs: 'on' })
  expect(await world.waits(id)).toBe(false)
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
  expect((await world.appointment(id)).status).toBe('booked')
  expect(await world.waits(id)).toBe(true)
  await answer(id, { answer: 'wish', shownAs: 'on' })
  expect(await world.waits(id)).toBe(false)
})

test('where the visit cannot be confirmed, the tick is not saved either', async () => {
  const world = await makeClinic()
  const id = await world.book()
  await world.cancel(id)
  await answer(id, { answer: 'coming', shownAs: 'off', openToEarlier: 'on' })
  expect(await world.waits(id)).toBe(false)
})

const wishesOn = async (world: World, id: string) => {
  const { until, wishTimes, wishWeekdays, wishNotBefore, wishNoticeMinutes } = await world.wait(id)
  return { on: until === null, wishTimes, wishWeekdays, wishNotBefore, wishNoticeMinutes }
}

test('wishes from the page of their own put the visit on the waitlist, and allow its mails', async () => {
  const world = await makeClinic()
  const stopped = { offersStoppedAt: world.at(-24), offersStoppedBy: 'staff' } as const
  const patientId = await world.patient(stopped)
  const id = await world.book({ patientId, inHours: 24 * 20 })
  const notBefore = dayOf(world.at(24 * 10), 'UTC')
  const leads = await send(saveWishes, id, {
    answer: 'save',
    times: ['morning', 'evening'],
    weekdays: '2',
    notBefore,
    notice: '1440',
  })
  expect(leads.searchParams.get('said')).toBe('wishes-saved')
  expect(await wishesOn(world, id)).toEqual({
    on: true,
    wishTimes: ['morning', 'evening'],
    wishWeekdays: [2],
    wishNotBefore: notBefore,
    wishNoticeMinutes: 1440,
  })
  const [patient] = await world.execute(
    sql`select offers_stopped_at, offers_agreed_by from patients where id = ${patientId}`,
  )
  expect(patient).toEqual({ offers_stopped_at: null, offers_agreed_by: 'patient' })

  await send(saveWishes, id, { answer: 'stop', times: 'afternoon', notBefore: 'nonsense' })
  expect(await wishesOn(world, id)).toMatchObject({ on: false, wishTimes: ['morning', 'evening'] })
})

/** The fields of the wishes' page as they are shown to who wishes for nothing. */
const whole = {
  answer: 'save',
  times: ['morning', 'afternoon', 'evening'],
  weekdays: ['1', '2', '3', '4', '5', '6', '7'],
}

test('with whom, and how much earlier: what the patient leaves as it is, stays', async () => {
  const world = await makeClinic()
  const other = await world.practitioner()
  const id = await world.book({ openToEarlier: { practitionerIds: [other], minGainDays: 5 } })
  const wished = async () => {
    const { wishPractitionerIds, wishMinGainDays } = await world.wait(id)
    return [wishPractitionerIds, wishMinGainDays]
  }
  await send(saveWishes, id, { ...whole, with: 'recorded', minGain: '5' })
  expect(await wished()).toEqual([[other], 5])
  await send(saveWishes, id, { ...whole, with: 'own', minGain: '7' })
  expect(await wished()).toEqual([[world.practitionerId], 7])
  await send(saveWishes, id, { ...whole, with: 'anybody', minGain: 'none' })
  expect(await wished()).toEqual([[], null])
})

test('a wrong date saves nothing, and what was typed comes back with the reason', async () => {
  const world = await makeClinic()
  const id = await world.book({ inHours: 48 })
  const wrong = { ...whole, times: ['morning', 'evening'], notBefore: '31.2.2026' }
  const leads = await send(saveWishes, id, wrong)
  expect(leads.pathname).toBe(`/visit/${tokenFor('visit', id, 1)}/earlier`)
  expect(leads.searchParams.get('said')).toBe('not-a-date')
  expect(leads.searchParams.get('notBefore')).toBe('31.2.2026')
  expect(leads.searchParams.getAll('times')).toEqual(['morning', 'evening'])
  const late = { ...whole, notBefore: dayOf(world.at(24 * 9), 'UTC') }
  expect((await send(saveWishes, id, late)).searchParams.get('said')).toBe('after-visit')
  const never = await send(saveWishes, id, { ...whole, times: [] })
  expect(never.searchParams.get('said')).toBe('no-times')
  expect(never.searchParams.getAll('times')).toEqual([''])
  expect(never.searchParams.getAll('weekdays')).toEqual(whole.weekdays)
  expect(await world.waits(id)).toBe(false)
})

const moveTo = (world: World, hours: number) => ({
  with: world.practitionerId,
  to: world.at(hours).toISOString(),
})

/** On the hour, so that whole hours from it lie on the grid. */
async function clinicOnTheHour(clinic: object = {}) {
  const world = await makeClinic({ clinic: { gridMinutes: 5, ...clinic } })
  const past = world.at(0).getTime() % hour
  return { world, to: (hours: number) => hours - past / hour }
}

test('patients move their visit, and the answer leads to its new link', async () => {
  const { world, to } = await clinicOnTheHour()
  const id = await world.book({ inHours: to(48) })
  const leads = await send(moveVisit, id, moveTo(world, to(72)))
  expect(leads.pathname).toBe(`/visit/${tokenFor('visit', id, 2)}`)
  expect(await findToken(tokenFor('visit', id, 2), 'visit')).toMatchObject({
    appointmentVersion: 2,
  })
  expect((await world.appointment(id)).startsAt).toEqual(world.at(to(72)))
  expect(await world.messages(id, 'moved')).toMatchObject([{ facts: { by: 'patient' } }])

  // The same form again, by the link that has died.
  const again = await send(moveVisit, id, moveTo(world, to(96)))
  expect(again.pathname).toBe(`/visit/${tokenFor('visit', id, 1)}`)
  expect((await world.appointment(id)).version).toBe(2)
})

test('a move to what patients may not choose leads back to the times that are free', async () => {
  const { world, to } = await clinicOnTheHour()
  const patientId = await world.patient()
  const id = await world.book({ patientId, inHours: to(48) })
  const away = await world.practitioner({ active: false })
  const other = await world.practitioner()
  await world.book({ inHours: to(50) })
  await world.book({ patientId, practitionerId: other, inHours: to(60) })
  const openingId = await world.opened({ inHours: to(65) })
  await world.book({ inHours: to(200), openToEarlier: true })
  await world.offered(openingId)
  const unasked = await world.opened({ inHours: to(55) })
  const refused = [
    moveTo(world, to(50)),
    moveTo(world, to(60)),
    moveTo(world, to(55)),
    moveTo(world, to(23)),
    moveTo(world, to(72) + 1 / 60),
    moveTo(world, to(65)),
    { ...moveTo(world, to(72)), with: away },
  ]
  for (const choice of refused) {
    const leads = await send(moveVisit, id, choice)
    expect(`${leads.pathname}?${leads.searchParams}`, choice.to).toBe(
      `/visit/${tokenFor('visit', id, 1)}/move?${new URLSearchParams(choice)}`,
    )
  }
  expect((await world.appointment(id)).version).toBe(1)
  // Nobody was found for it: then the patient may have it.
  await world.execute(sql`update openings set exhausted_at = now() where id = ${unasked}`)
  await send(moveVisit, id, moveTo(world, to(55)))
  expect((await world.appointment(id)).version).toBe(2)
})

test('past the cut-off, or where the clinic moves visits itself, nothing moves', async () => {
  for (const selfMoveHours of [null, 72]) {
    const { world, to } = await clinicOnTheHour({ selfMoveHours })
    const id = await world.book({ inHours: to(48) })
    await send(moveVisit, id, moveTo(world, to(96)))
    expect((await world.appointment(id)).version).toBe(1)
  }
})

test('a wish too many leads back to what was typed, and to a move too many the times are gone', async () => {
  const { world, to } = await clinicOnTheHour({ wishChangesADay: 1, selfMovesADay: 1 })
  const id = await world.book({ inHours: to(96) })
  await answer(id, { answer: 'wish', shownAs: 'off', openToEarlier: 'on' })
  const typed = { times: ['morning'], weekdays: ['1'], notBefore: '', notice: '240' }
  const leads = await send(saveWishes, id, { answer: 'save', ...typed })
  expect(leads.pathname).toBe(`/visit/${tokenFor('visit', id, 1)}/earlier`)
  expect(Object.fromEntries(leads.searchParams)).toMatchObject({
    said: 'wished-enough',
    times: 'morning',
    notice: '240',
  })
  expect((await world.wait(id)).wishNoticeMinutes).not.toBe(240)

  await send(moveVisit, id, moveTo(world, to(100)))
  const token = tokenFor('visit', id, 2)
  const again = await send(moveVisit, id, { ...moveTo(world, to(102)), token })
  expect(again.pathname).toBe(`/visit/${token}/move`)
  expect(await world.appointment(id)).toMatchObject({ startsAt: world.at(to(100)), version: 2 })
})

test('of one link 200 presses a day are looked at, and the page says when that was enough', async () => {
  const world = await makeClinic()
  const id = await world.book()
  for (let press = 0; press < 200; press++) await answer(id, { answer: 'wish', shownAs: 'off' })
  const leads = await send(answerVisit, id, { answer: 'coming', shownAs: 'off' })
  expect(leads.searchParams.get('said')).toBe('pressed-enough')
  expect((await world.appointment(id)).status).toBe('booked')
})

test('a press by a link that was ended does nothing', async () => {
  const world = await makeClinic()
  const id = await world.book()
  const { patientId } = await world.appointment(id)
  granted(await endLinks(world.context, { patientId, anew: false }))
  const leads = await send(answerVisit, id, { answer: 'cancel' })
  expect(leads.searchParams.get('said')).toBe('failed')
  expect((await world.appointment(id)).status).toBe('booked')
})
