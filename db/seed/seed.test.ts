import { asc, eq, gte, sql } from 'drizzle-orm'
import postgres from 'postgres'
import { beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { inClinic, lookup, type Tx } from '@/db/client'
import { matchContext, openingToFill, waitlistFor } from '@/db/queries/opening/candidates'
import {
  absences,
  appointments,
  appointmentTypes,
  audit,
  clinics,
  messages,
  offers,
  openings,
  outbox,
  slots,
  sweepRuns,
  waitlistEntries,
  workingHours,
} from '@/db/schema'
import { type Letter, sendMessage } from '@/lib/commands/mail/send'
import { relayOutbox } from '@/lib/commands/relay-outbox'
import { slotRange, workingRanges } from '@/lib/domain/availability'
import { holdUntil, quietHoursOf } from '@/lib/domain/holds'
import { type Candidate, latestAnswer, rank, rankKey } from '@/lib/domain/matching'
import { sweepDue } from '@/lib/domain/sweeps'
import { contains, dayOf, overlaps, subtract } from '@/lib/domain/time'
import { demoAccounts } from '@/local/sign-in/accounts'
import { freshDatabase } from '@/local/testing/database'
import { ownDatabase } from '@/local/testing/world'
import { seedDemo } from './index'

const zone = 'Europe/Berlin'

describe.each([
  ['a weekday morning', '2026-11-25T08:40:00Z'],
  ['before the sweeps of a Monday', '2026-11-30T04:50:00Z'],
  ['a weekend night', '2026-11-29T02:10:00Z'],
  ['the day that lacks an hour', '2026-03-29T10:00:00Z'],
  ['the hour that comes twice', '2026-10-25T01:30:00Z'],
])('the demo clinic on %s', (_, instant) => {
  const now = new Date(instant)
  const given = ownDatabase()
  let clinicId = ''
  beforeAll(async () => {
    await seedDemo(given.url, now)
    const [clinic] = await lookup<{ id: string }>(sql`select all_clinic_ids() as id`)
    clinicId = clinic?.id ?? ''
  })
  const read = <T>(work: (tx: Tx) => Promise<T>) => inClinic(clinicId, work)

  test('visits lie in working hours, outside absences and clear of each other', async () => {
    const rows = await read((tx) =>
      tx
        .select()
        .from(appointments)
        .innerJoin(appointmentTypes, eq(appointmentTypes.id, appointments.typeId)),
    )
    expect(rows.length).toBeGreaterThan(1000)
    const hours = await read((tx) => tx.select().from(workingHours))
    const away = await read((tx) => tx.select().from(absences))
    const astray = rows.filter(({ appointments: visit, appointment_types: type }) => {
      const own = <T extends { practitionerId: string }>(list: T[]) =>
        list.filter(({ practitionerId }) => practitionerId === visit.practitionerId)
      const gone = own(away).map(({ startsAt: start, endsAt: end }) => ({ start, end }))
      const open = subtract(workingRanges(dayOf(visit.startsAt, zone), own(hours), zone), gone)
      const taken = slotRange(visit.startsAt, type)
      return !open.some((range) => contains(range, taken)) || +visit.endsAt > +taken.end
    })
    expect(astray.map(({ appointments: visit }) => visit)).toEqual([])
    const [held] = await read((tx) => tx.select({ n: sql`count(*)::int` }).from(slots))
    expect(held?.n).toBeGreaterThan(500)
  })

  test('times that nobody suits suit nobody, by the rules of the product', async () => {
    const open = await read((tx) => tx.select().from(openings).where(eq(openings.state, 'open')))
    expect(open.length).toBeGreaterThanOrEqual(3)
    expect(open.some(({ depth }) => depth === 2)).toBe(true)
    for (const opening of open) {
      expect(+opening.startsAt).toBeGreaterThan(+now)
      expect(opening.exhaustedAt).not.toBeNull()
      for (const at of [opening.exhaustedAt ?? now, now]) {
        expect(await read((tx) => suitedAt(tx, opening, at))).toEqual([])
      }
    }
  })

  test('who holds an offer is who the product would have asked, for as long', async () => {
    const pending = await read((tx) =>
      tx
        .select({ offer: offers, opening: openings, visit: appointments, wait: waitlistEntries })
        .from(offers)
        .innerJoin(openings, eq(openings.id, offers.openingId))
        .innerJoin(appointments, eq(appointments.id, offers.appointmentId))
        .innerJoin(waitlistEntries, eq(waitlistEntries.id, offers.entryId))
        .where(eq(offers.state, 'pending'))
        .orderBy(asc(offers.offeredAt)),
    )
    expect(pending).toHaveLength(3)
    for (const { offer, opening, visit, wait } of pending) {
      expect(opening.state).toBe('offering')
      expect(offer.appointmentVersion).toBe(visit.version)
      expect(offer.fromStartsAt).toEqual(visit.startsAt)
      expect(wait.lastOfferedAt).toEqual(offer.offeredAt)
      expect(+offer.expiresAt).toBeGreaterThan(+now + 30 * 60_000)
      const [best] = await read((tx) => suitedAt(tx, opening, offer.offeredAt))
      const clinic = await read(clinicOf)
      expect(best?.candidate.appointmentId).toBe(offer.appointmentId)
      expect(offer.why).toMatchObject({ reasons: best?.reasons, gainDays: best?.gainDays })
      const policy = { ...clinic, quiet: quietHoursOf(clinic) }
      const latest = best && latestAnswer({ start: opening.startsAt }, best.candidate)
      const asking = { policy, zone, now: offer.offeredAt, asked: 0, atOnce: 1 }
      expect(holdUntil({ ...asking, latest: latest ?? now })).toEqual(offer.expiresAt)
    }
  })

  test('the sweeps ran every day at their time, and only what is due by now is due', async () => {
    const [runs, clinic] = await read(
      async (tx) => [await tx.select().from(sweepRuns), await clinicOf(tx)] as const,
    )
    for (const [sweep, at] of [
      ['confirm-upcoming', clinic.confirmAt],
      ['reschedule-cancelled', clinic.rescheduleAt],
    ] as const) {
      const own = runs.filter((run) => run.sweep === sweep)
      expect(own.length).toBeGreaterThanOrEqual(7)
      for (const run of own) {
        expect(+(run.finishedAt ?? 0)).toBeGreaterThan(+run.startedAt)
        expect(+(run.finishedAt ?? 0)).toBeLessThanOrEqual(+now)
      }
      expect(own.reduce((sum, run) => sum + (run.count ?? 0), 0)).toBeGreaterThan(0)
      const lastDay =
        own
          .map(({ day }) => day)
          .sort()
          .at(-1) ?? null
      expect(sweepDue({ at, zone, lastDay, now })).toBeNull()
    }
  })

  test('what happened is told in the order of time, and nothing of what is to come', async () => {
    const rows = await read((tx) => tx.select().from(audit).orderBy(asc(audit.id)))
    const times = rows.map(({ at }) => +at)
    expect(times).toEqual(times.toSorted((a, b) => a - b))
    expect(times.at(-1)).toBeLessThanOrEqual(+now)
  })

  test('offers in flight and some questions are mailed at the first start, once, and waited for', async () => {
    const queued = await read((tx) =>
      tx.select().from(messages).where(eq(messages.state, 'queued')),
    )
    expect(queued.filter(({ kind }) => kind === 'offer')).toHaveLength(3)
    expect(queued.filter(({ kind }) => kind === 'confirm').length).toBeGreaterThan(0)
    const events = await read((tx) => tx.select().from(outbox))
    const named = (name: string) => events.filter((event) => event.name === name)
    expect(named('message/queued')).toHaveLength(queued.length)
    expect(named('opening/opened')).toHaveLength(3)
    expect(events).toHaveLength(queued.length + 3)
  })
})

test('the same clinic at every start, seeded once, with the staff who may sign in', async () => {
  const now = new Date('2026-11-25T08:40:00Z')
  const dumps: unknown[] = []
  for (const database of [await freshDatabase(), await freshDatabase()]) {
    onTestFinished(database.drop)
    expect(await seedDemo(database.url, now)).toBe(true)
    expect(await seedDemo(database.url, now)).toBe(false)
    const client = postgres(database.url, { max: 1 })
    onTestFinished(() => client.end())
    await client`set role medcal_app`
    await client`select set_config('app.clinic_id', all_clinic_ids()::text, false)`
    dumps.push([
      await client`select id, patient_id, starts_at, status, changed_at from appointments order by id`,
      await client`select id, state, left_by, filled_by from openings order by id`,
      await client`select id, appointment_id, state, expires_at from offers order by id`,
      await client`select sweep, day, count, finished_at from sweep_runs order by 1, 2`,
      await client`select kind, appointment_id, state from messages order by 1, 2, 3, stage`,
    ])
    const staff = await client`select auth_subject as id, email, name from staff order by role`
    expect(demoAccounts.map(({ id, email, name }) => ({ id, email, name }))).toEqual([...staff])
  }
  expect(dumps[0]).toEqual(dumps[1])
})

describe('at the first start', () => {
  const given = ownDatabase()

  test('the mails of what is in flight go out once, with their links', async () => {
    await seedDemo(given.url)
    expect(await relayOutbox()).toBe(given.sent.length)
    const letters: Letter[] = []
    const post = async (letter: Letter) => {
      letters.push(letter)
      return { sentTo: letter.patient?.email ?? '' }
    }
    const events = given.sent.filter(({ name }) => name === 'message/queued')
    for (const { data } of [...events, ...events]) {
      const sent = await sendMessage(data.clinicId ?? '', data.messageId ?? '', post)
      expect(sent).toEqual({ ok: true, value: { state: 'sent' } })
    }
    expect(letters).toHaveLength(new Set(events.map(({ data }) => data.messageId)).size)
    expect(letters.filter(({ message }) => message.kind === 'offer')).toHaveLength(3)
    for (const { paths } of letters) expect(Object.values(paths).join()).toContain('/')
    expect(await relayOutbox()).toBe(0)
  })
})

async function clinicOf(tx: Tx) {
  const [clinic] = await tx.select().from(clinics)
  if (!clinic) throw new Error('there is no clinic')
  return clinic
}

/** Those whom an opening suited at an instant, in the order of asking: without what came since. */
async function suitedAt(tx: Tx, opening: typeof openings.$inferSelect, at: Date) {
  const clinic = await clinicOf(tx)
  const toFill = await openingToFill(tx, clinic.id, opening)
  const all = { limit: 10_000, wishing: false, now: at }
  const { candidates } = await waitlistFor(tx, clinic, toFill, all)
  const made = await tx.select().from(offers).where(eq(offers.state, 'pending'))
  const later = new Set(made.filter((o) => o.offeredAt >= at).map((o) => o.patientId))
  const gone = await tx.select().from(appointments).where(gte(appointments.cancelledAt, at))
  const wasBusy = ({ patientId, durationMinutes }: Candidate) =>
    gone.some((visit) => {
      const during = {
        start: opening.startsAt,
        end: new Date(+opening.startsAt + durationMinutes * 60_000),
      }
      const own = { start: visit.startsAt, end: visit.endsAt }
      return visit.patientId === patientId && overlaps(during, own)
    })
  const { weightWaiting: waiting, weightContact: contact, weightGain: gain } = clinic
  const asTheyWere = candidates
    .filter((one) => !wasBusy(one))
    .map((one) => {
      if (!later.has(one.patientId)) return one
      const before = { ...one, lastOfferedAt: null }
      const free = { pendingOfferElsewhere: false, alreadyOffered: false }
      return { ...before, ...free, rankKey: rankKey(before, { waiting, contact, gain }) }
    })
  return rank(toFill, asTheyWere, matchContext(clinic, at)).chosen
}
