import { sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { makeClinic, type World } from '@/local/testing/factories'
import { ownDatabase } from '@/local/testing/world'
import { cancelAppointment } from './appointment/cancel'
import { moveAppointment } from './appointment/move'
import { recordAttendance } from './appointment/record-attendance'
import { reinstateAppointment } from './appointment/reinstate'
import { acceptOffer } from './offer/accept'
import { offerOpening } from './offer/offer-opening'
import { withdrawOpening } from './opening/end'
import { offerFreeTime } from './opening/offer-free-time'
import { lockPractitioners } from './slots'

// What touches a practitioner's time waits for whoever has it in hand.

ownDatabase()

type Scene = {
  world: World
  /** The offered visit's own practitioner, and the opening's. */
  own: string
  offered: string
  openingId: string
  offerId: string
  visit: { appointmentId: string; version: number }
}

async function scene(): Promise<Scene> {
  const world = await makeClinic()
  const own = await world.practitioner()
  const { openingId, appointmentId, offer } = await world.pending({ practitionerId: own })
  const visit = { appointmentId, version: 1 }
  return { world, own, offered: world.practitionerId, openingId, offerId: offer.id, visit }
}

const accept = ({ world, offerId }: Scene) => acceptOffer(world.patientContext, { offerId })
const move = ({ world, visit, offered: practitionerId }: Scene) =>
  moveAppointment(world.context, {
    ...visit,
    ...{ practitionerId, start: world.at(72), overHold: false },
  })

test.each<[string, 'own' | 'offered', (scene: Scene) => Promise<unknown>]>([
  ['accept, at the time it leaves', 'own', accept],
  ['accept, at the time it takes', 'offered', accept],
  ['move, at the time it leaves', 'own', move],
  ['move, at the time it takes', 'offered', move],
  [
    'cancel',
    'own',
    ({ world, visit }) =>
      cancelAppointment(world.context, { ...visit, reason: '', offerOnward: true }),
  ],
  [
    'attend',
    'own',
    ({ world, visit: { appointmentId } }) =>
      recordAttendance(world.context, { appointmentId, attendance: 'noshow' }),
  ],
  [
    'reinstate',
    'own',
    ({ world, visit: { appointmentId } }) => reinstateAppointment(world.context, { appointmentId }),
  ],
  ['offer', 'offered', ({ world, openingId }) => offerOpening(world.context, { openingId })],
  ['withdraw', 'offered', ({ world, openingId }) => withdrawOpening(world.context, { openingId })],
  [
    'open by hand',
    'own',
    ({ world, own: practitionerId }) =>
      offerFreeTime(world.context, { practitionerId, typeId: world.typeId, start: world.at(30) }),
  ],
  [
    'book',
    'own',
    ({ world, own: practitionerId }) => world.tryBook({ practitionerId, inHours: 30 }),
  ],
])('%s', async (_, whose, work) => {
  const one = await scene()
  const order: string[] = []
  let working: Promise<unknown> = Promise.resolve()
  await one.world.run(async (tx) => {
    await lockPractitioners(tx, one[whose])
    working = work(one).then(() => order.push('work'))
    for (let waits = false; !waits && order.length === 0; ) {
      const [row] = await tx.execute<{ waits: boolean }>(sql`
        select exists (select from pg_locks where locktype = 'advisory' and not granted) as waits, pg_sleep(0.01)`)
      waits = row?.waits === true
    }
    order.push('in hand')
  })
  await working
  expect(order).toEqual(['in hand', 'work'])
})
