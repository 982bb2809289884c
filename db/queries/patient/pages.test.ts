import { sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { moveAppointment } from '@/lib/commands/appointment/move'
import { reinstateAppointment } from '@/lib/commands/appointment/reinstate'
import { acceptOffer } from '@/lib/commands/offer/accept'
import { declineOffer, expireOffer, withdrawOffer } from '@/lib/commands/offer/end'
import { withdrawOpening } from '@/lib/commands/opening/end'
import { setWaitlist } from '@/lib/commands/waitlist/set'
import { offerView } from '@/lib/domain/patient-views'
import { granted, makeClinic, type World } from '@/local/testing/factories'
import { ownDatabase } from '@/local/testing/world'
import { languageOfPatient, offerOfPatient, offerWaitingFor, staffedUntil } from './pages'

ownDatabase()

type Pending = Awaited<ReturnType<World['pending']>>

const view = (world: World, offerId: string) =>
  world.run(async (tx) => {
    const found = await offerOfPatient(tx, world.clinicId, offerId)
    if (!found) throw new Error('The offer has no page')
    const { offer, opening, heldForAnother, busyThen, visit } = found
    const now = { ...opening, heldForAnother, busyThen }
    return offerView(offer, visit.appointment, now, new Date())
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
    'expired, and the patient has another visit then',
    'busy-then',
    async (world, pending) => {
      await expired(world, pending)
      const { patientId } = await world.appointment(pending.appointmentId)
      await world.book({ inHours: 48, practitionerId: await world.practitioner(), patientId })
    },
  ],
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

const reinstated = async (world: World, id: string) => {
  await world.cancel(id)
  granted(await reinstateAppointment(world.context, { appointmentId: id }))
}

test('a visit is where it was as long as cancellations were only taken back', async () => {
  const world = await makeClinic()
  const id = await world.book()
  const versions = async () => {
    const { version, timeSinceVersion } = await world.appointment(id)
    return [version, timeSinceVersion]
  }
  await reinstated(world, id)
  expect(await versions()).toEqual([2, 1])
  const move = { appointmentId: id, version: 2, practitionerId: world.practitionerId }
  granted(await moveAppointment(world.context, { ...move, start: world.at(80), overHold: false }))
  expect(await versions()).toEqual([3, 3])
  await reinstated(world, id)
  expect(await versions()).toEqual([4, 3])
})

test('the language of a link is its patient’s, whatever it leads to', async () => {
  const world = await makeClinic()
  const { offer, appointmentId } = await world.pending()
  await world.execute(sql`
    update patients set language = 'de'
    where id = (select patient_id from appointments where id = ${appointmentId})`)
  const { clinicId } = world
  const language = (bound: { appointmentId: string | null; offerId: string | null }) =>
    world.run((tx) => languageOfPatient(tx, { clinicId, ...bound }))
  expect(await language({ appointmentId, offerId: null })).toBe('de')
  expect(await language({ appointmentId: null, offerId: offer.id })).toBe('de')
  expect(await language({ appointmentId: null, offerId: null })).toBeNull()
})

// Thursday 12 March 2026 in Berlin, at 10:48.
const noon = { zone: 'Europe/Berlin', now: new Date('2026-03-12T09:48:00Z') }

test.each<[string, string | null, WorkingHours[], [string, string]?]>([
  ['one works until 18:00', '17:00', [[4, '08:00', '18:00']]],
  [
    'the last of several counts',
    '19:00',
    [
      [4, '08:00', '18:00'],
      [4, '13:00', '20:00'],
    ],
  ],
  ['another day is none', null, [[5, '08:00', '18:00']]],
  ['nobody has begun', null, [[4, '11:00', '18:00']]],
  ['all have gone', null, [[4, '08:00', '10:48']]],
  ['away all day', null, [[4, '08:00', '18:00']], ['00:00', '23:00']],
  ['away in the morning', '17:00', [[4, '08:00', '18:00']], ['07:00', '11:00']],
])('%s: the clinic is there until %s', async (_, until, hours, away) => {
  const world = await makeClinic({ clinic: { timeZone: noon.zone } })
  await world.execute(sql`delete from working_hours`)
  const practitionerId = await world.practitioner(
    {},
    hours.map(([weekday, startsAt, endsAt]) => ({ weekday, startsAt, endsAt })),
  )
  await world.practitioner({ active: false }, [{ weekday: 4, startsAt: '00:00', endsAt: '23:59' }])
  const at = (time: string) => `2026-03-12T${time}:00Z`
  if (away) {
    await world.execute(sql`
      insert into absences (clinic_id, practitioner_id, starts_at, ends_at)
      values (${world.clinicId}, ${practitionerId}, ${at(away[0])}, ${at(away[1])})`)
  }
  const clinic = { id: world.clinicId, timeZone: noon.zone }
  const said = await world.run((tx) => staffedUntil(tx, clinic, noon.now))
  expect(said).toEqual(until && new Date(at(until)))
})

type WorkingHours = [weekday: number, startsAt: string, endsAt: string]

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

test('an offer waits for its patient until its time is over', async () => {
  const world = await makeClinic()
  const { appointmentId, offer } = await world.pending()
  const waiting = (now: Date) =>
    world.run((tx) => offerWaitingFor(tx, world.clinicId, { id: appointmentId, now }))
  expect(await waiting(new Date())).toMatchObject({ offerId: offer.id, expiresAt: offer.expiresAt })
  expect(await waiting(offer.expiresAt)).toBeNull()
  granted(await declineOffer(world.context, { offerId: offer.id }))
  expect(await waiting(new Date())).toBeNull()
})
