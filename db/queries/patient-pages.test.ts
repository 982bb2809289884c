import { sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { acceptOffer } from '@/lib/commands/accept-offer'
import { declineOffer, expireOffer, withdrawOffer } from '@/lib/commands/end-offer'
import { withdrawOpening } from '@/lib/commands/end-opening'
import { moveAppointment } from '@/lib/commands/move-appointment'
import { setWaitlist } from '@/lib/commands/set-waitlist'
import { offerView } from '@/lib/domain/patient-views'
import { granted, makeClinic, type World } from '@/local/testing/factories'
import { ownDatabase } from '@/local/testing/world'
import { offerOfPatient } from './patient-pages'

ownDatabase()

type Pending = Awaited<ReturnType<World['pending']>>

const view = (world: World, offerId: string) =>
  world.run(async (tx) => {
    const found = await offerOfPatient(tx, world.clinicId, offerId)
    if (!found) throw new Error('The offer has no page')
    const { offer, opening, heldForAnother, visit } = found
    return offerView(offer, visit.appointment, { ...opening, heldForAnother }, new Date())
  })

/** The time to answer ends for all who are asked by mail. */
async function overdue(world: World) {
  await world.mailed()
  await world.execute(sql`
    update offers set offered_at = clock_timestamp() - interval '1 hour',
      expires_at = clock_timestamp() - interval '1 second' where state = 'pending'`)
}

const expired = async (world: World, { offer }: Pending) => {
  await overdue(world)
  granted(await expireOffer(world.context, { offerId: offer.id, reopen: false }))
}

const wish = { openToEarlier: false, wishes: null, priority: null }

const cases: [string, string, (world: World, pending: Pending) => Promise<unknown>][] = [
  ['held for them', 'pending', async () => {}],
  ['past its time, before a sweep has seen it', 'late', overdue],
  ['expired', 'late', expired],
  [
    'expired, and the next is asked',
    'asking-another',
    async (world, pending) => {
      await expired(world, pending)
      await world.book({ inHours: 97, openToEarlier: true })
      await world.offered(pending.openingId)
    },
  ],
  [
    'expired, and the next has not answered either',
    'late',
    async (world, pending) => {
      await expired(world, pending)
      await world.book({ inHours: 97, openToEarlier: true })
      await world.offered(pending.openingId)
      await overdue(world)
    },
  ],
  [
    'expired, and the next has it',
    'expired',
    async (world, pending) => {
      await expired(world, pending)
      await world.book({ inHours: 97, openToEarlier: true })
      const { id } = await world.offered(pending.openingId)
      granted(await acceptOffer(world.patientContext, { offerId: id }))
    },
  ],
  [
    'expired, and begun',
    'expired',
    async (world, pending) => {
      await expired(world, pending)
      await world.execute(sql`
        update openings set starts_at = now() - interval '1 minute', ends_at = now()`)
    },
  ],
  [
    'expired, and the visit has moved',
    'visit-changed',
    async (world, pending) => {
      await expired(world, pending)
      const move = {
        appointmentId: pending.appointmentId,
        version: 1,
        practitionerId: world.practitionerId,
        start: world.at(80),
        overHold: false,
      }
      granted(await moveAppointment(world.context, move))
    },
  ],
  [
    'declined',
    'declined',
    async (world, { offer }) => granted(await declineOffer(world.context, { offerId: offer.id })),
  ],
  [
    'left the waitlist',
    'declined',
    async (world, { appointmentId }) =>
      granted(await setWaitlist(world.patientContext, { appointmentId, ...wish })),
  ],
  [
    'ended by staff',
    'withdrawn',
    async (world, { offer }) => granted(await withdrawOffer(world.context, { offerId: offer.id })),
  ],
  [
    'the opening withdrawn',
    'withdrawn',
    async (world, { openingId }) => granted(await withdrawOpening(world.context, { openingId })),
  ],
  ['booked by hand', 'taken', async (world) => world.book({ inHours: 48, overHold: true })],
]

test.each(cases)('an offer %s is %s, and can be accepted as its page says', async (_, is, come) => {
  const world = await makeClinic()
  const pending = await world.pending()
  await come(world, pending)
  expect(await view(world, pending.offer.id)).toBe(is)
  const accepted = await acceptOffer(world.patientContext, { offerId: pending.offer.id })
  expect(accepted.ok).toBe(is === 'pending' || is === 'late')
  if (accepted.ok) expect(await view(world, pending.offer.id)).toBe('accepted')
})

test('of several who are asked at once, the others read that somebody was quicker', async () => {
  const world = await makeClinic({ clinic: { batchSize: 2, batchWithinHours: 96 } })
  const openingId = await world.opened()
  for (const inHours of [96, 97]) await world.book({ inHours, openToEarlier: true })
  await world.offered(openingId)
  const [first, second] = await world.offers()
  if (!first || !second) throw new Error('Two are asked at once')
  granted(await acceptOffer(world.patientContext, { offerId: second.id }))
  expect(await view(world, first.id)).toBe('quicker')
})
