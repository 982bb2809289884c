import { eq, sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { offerOfPatient } from '@/db/queries/patient/pages'
import { pageOfPatients, patientById, searchPatients } from '@/db/queries/patient/patients'
import { differentPatients, patients } from '@/db/schema'
import type { MergeChoice } from '@/lib/domain/merge'
import { findToken, tokenFor } from '@/lib/tokens'
import { granted, makeClinic, type World } from '@/local/testing/factories'
import { ownDatabase } from '@/local/testing/world'
import { noteBounce } from '../mail/note-bounce'
import { acceptOffer } from '../offer/accept'
import { offerOpening } from '../offer/offer-opening'
import { saveView } from '../staff/save-view'
import { stopOffers } from '../waitlist/stop-offers'
import { editPatient } from './edit'
import { endLinks } from './end-links'
import { type MergePatients, mergePatients } from './merge'
import { tellApart } from './tell-apart'
import { trustAddress } from './trust-address'

ownDatabase()

const asKept: MergeChoice = {
  ...{ name: 'kept', birthDate: 'kept', email: 'kept', phone: 'kept', language: 'kept' },
}

const greta = {
  ...{ givenName: 'Greta', familyName: 'Dupont', birthDate: '1980-05-05', phone: '' },
}

async function rowOf(world: World, id: string) {
  const [row] = await world.run((tx) => tx.select().from(patients).where(eq(patients.id, id)))
  if (!row) throw new Error('The patient is gone')
  return row
}

/** Greta, entered twice. */
async function twice(world: World) {
  const keptId = await world.patient({ ...greta, email: 'greta@mail.test' })
  const mergedId = await world.patient({ ...greta, email: 'other@mail.test', phone: '+49 40 1' })
  return { keptId, mergedId }
}

const seen = { keptEmail: 'greta@mail.test', mergedEmail: 'other@mail.test' }

const merge = (
  world: World,
  both: { keptId: string; mergedId: string },
  more: Partial<MergePatients> = {},
) => mergePatients(world.context, { ...both, choice: asKept, seen, ...more })

test('the kept patient has the visits of both and the details that were chosen; the other is empty', async () => {
  const world = await makeClinic()
  const both = await twice(world)
  const [one, two] = [
    await world.book({ patientId: both.keptId, inHours: 48 }),
    await world.book({ patientId: both.mergedId, inHours: 96 }),
  ]
  granted(await merge(world, both, { choice: { ...asKept, phone: 'merged', email: 'merged' } }))
  for (const id of [one, two]) {
    expect((await world.appointment(id)).patientId).toBe(both.keptId)
  }
  expect(await rowOf(world, both.keptId)).toMatchObject({
    ...greta,
    ...{ email: 'other@mail.test', phone: '+49 40 1', mergedInto: null },
  })
  expect(await rowOf(world, both.mergedId)).toMatchObject({
    ...{ givenName: '', familyName: '', email: '', phone: '', birthDate: null },
    ...{ nameKey: '', mergedInto: both.keptId },
  })
  const history = await world.audit('patient.merged')
  expect(history).toMatchObject([
    { details: { patientId: both.keptId, mergedId: both.mergedId }, actorName: 'Ines Staff' },
  ])
  expect(JSON.stringify(history)).not.toContain('Greta')
})

test('the merged patient is not found by any search, and their address leads to the kept one', async () => {
  const world = await makeClinic()
  const both = await twice(world)
  granted(await merge(world, both))
  const all = { text: '', limit: 10, offset: 0 }
  await world.run(async (tx) => {
    expect((await pageOfPatients(tx, world.clinicId, all)).rows.map(({ id }) => id)).toEqual([
      both.keptId,
    ])
    for (const text of ['', 'greta', 'other@', '5.5.1980', 'Grete Dupont']) {
      const found = await searchPatients(tx, world.clinicId, text, 10)
      expect(found.filter(({ id }) => id !== both.keptId)).toEqual([])
    }
    expect((await patientById(tx, world.clinicId, both.mergedId))?.id).toBe(both.keptId)
  })
})

test('nothing more is done to the merged patient: every command says into whom they went', async () => {
  const world = await makeClinic()
  const both = await twice(world)
  granted(await merge(world, both))
  const { mergedId: patientId } = both
  const refused = { ok: false, reason: 'patient-merged', detail: { patient: 'Greta Dupont' } }
  const details = { ...greta, email: 'x@mail.test', language: 'en' } as const
  expect(await world.tryBook({ patientId })).toEqual(refused)
  expect(await editPatient(world.context, { patientId, ...details })).toEqual(refused)
  expect(await noteBounce(world.context, { patientId, email: '' })).toEqual(refused)
  expect(await trustAddress(world.context, { patientId })).toEqual(refused)
  expect(await stopOffers(world.context, { patientId })).toEqual(refused)
  expect(await endLinks(world.context, { patientId, anew: true })).toEqual(refused)
  expect(await merge(world, both)).toEqual(refused)
  const apart = { patientId, otherId: await world.patient(), different: true }
  expect(await tellApart(world.context, apart)).toEqual(refused)
  expect((await rowOf(world, patientId)).email).toBe('')
})

test('links that went to the same address go on working, for the kept patient', async () => {
  const world = await makeClinic()
  const email = 'greta@mail.test'
  const both = {
    keptId: await world.patient({ ...greta, email }),
    mergedId: await world.patient({ ...greta, email }),
  }
  const { offer, appointmentId } = await world.pending({ patientId: both.mergedId })
  granted(await merge(world, both, { seen: { keptEmail: email, mergedEmail: email } }))
  expect(await findToken(tokenFor('visit', appointmentId, 1), 'visit')).toMatchObject({
    appointmentId,
  })
  expect(await findToken(tokenFor('offer', offer.id, 1), 'offer')).not.toBeNull()
  const page = await world.run((tx) => offerOfPatient(tx, world.clinicId, offer.id))
  expect(page?.visit.patient.id).toBe(both.keptId)
  granted(await acceptOffer(world.patientContext, { offerId: offer.id }))
  expect((await world.appointment(appointmentId)).patientId).toBe(both.keptId)
})

test('links that went to two addresses end, and what holds goes anew to the one that is kept', async () => {
  const world = await makeClinic()
  const both = await twice(world)
  const { offer, appointmentId } = await world.pending({ patientId: both.mergedId })
  await world.mailed()
  const { sent } = granted(await merge(world, both))
  expect(sent).toBe(2)
  expect(await findToken(tokenFor('visit', appointmentId, 1), 'visit')).toBeNull()
  expect(await findToken(tokenFor('offer', offer.id, 1), 'offer')).toBeNull()
  expect(await findToken(tokenFor('visit', appointmentId, 1, 1), 'visit')).toMatchObject({
    appointmentId,
  })
  expect(await findToken(tokenFor('offer', offer.id, 1, 1), 'offer')).not.toBeNull()
  expect(await world.messages(appointmentId, 'offer')).toHaveLength(2)
})

test('links that were ended for one of them stay so', async () => {
  const world = await makeClinic()
  const email = 'greta@mail.test'
  const both = {
    keptId: await world.patient({ ...greta, email }),
    mergedId: await world.patient({ ...greta, email }),
  }
  const visit = await world.book({ patientId: both.mergedId, inHours: 96 })
  granted(await endLinks(world.context, { patientId: both.mergedId, anew: false }))
  granted(await merge(world, both, { seen: { keptEmail: email, mergedEmail: email } }))
  for (const epoch of [0, 1]) {
    expect(await findToken(tokenFor('visit', visit, 1, epoch), 'visit')).toBeNull()
  }
})

test('of two times that are held the one offered first stays, and who was asked about the other is told', async () => {
  const world = await makeClinic()
  const both = await twice(world)
  const first = await world.pending({ patientId: both.mergedId, inHours: 96 })
  const openingId = await world.opened({ inHours: 50 })
  const visit = await world.book({ patientId: both.keptId, inHours: 120, openToEarlier: true })
  const second = await world.offered(openingId)
  expect(second.patientId).toBe(both.keptId)
  await world.mailed()
  granted(await merge(world, both))
  expect(await world.offer(first.offer.id)).toMatchObject({
    ...{ state: 'pending', patientId: both.keptId },
  })
  expect(await world.offer(second.id)).toMatchObject({ state: 'withdrawn', closedWhy: 'by-staff' })
  expect((await world.opening(openingId)).state).toBe('open')
  expect(await world.messages(visit, 'offer-closed')).toHaveLength(1)
})

test('a held time that meets a visit of the other ends; two visits at one time both stay', async () => {
  const world = await makeClinic()
  const both = await twice(world)
  const practitionerId = await world.practitioner()
  const { offer } = await world.pending({ patientId: both.keptId, inHours: 96 })
  const [one, two] = [
    await world.book({ patientId: both.mergedId, inHours: 48, practitionerId }),
    await world.book({ patientId: both.mergedId, inHours: 96, practitionerId }),
  ]
  granted(await merge(world, both))
  expect(await world.offer(offer.id)).toMatchObject({ state: 'withdrawn', closedWhy: 'clash' })
  for (const id of [one, two]) {
    expect(await world.appointment(id)).toMatchObject({ status: 'booked', patientId: both.keptId })
  }
})

test.each(['keptId', 'mergedId'] as const)('a stop of %s holds for both', async (whose) => {
  const world = await makeClinic()
  const both = await twice(world)
  const other = whose === 'keptId' ? both.mergedId : both.keptId
  const { offer, appointmentId } = await world.pending({ patientId: other })
  granted(await stopOffers(world.patientContext, { patientId: both[whose] }))
  granted(await merge(world, both))
  expect(await rowOf(world, both.keptId)).toMatchObject({
    ...{ offersStoppedBy: 'patient', offersAgreedAt: null },
  })
  expect(await world.waits(appointmentId)).toBe(false)
  expect((await world.offer(offer.id)).state).toBe('withdrawn')
})

test('the later agreement is the one in force, and openings are looked at again for an address that works', async () => {
  const world = await makeClinic()
  const both = await twice(world)
  const openingId = await world.opened()
  await world.book({ patientId: both.keptId, inHours: 96, openToEarlier: true })
  await world.execute(sql`
    update patients set bounced_at = now(), bounced_why = 'came-back' where id = ${both.keptId}`)
  const turn = granted(await offerOpening(world.context, { openingId }))
  expect(turn.state).toBe('exhausted')
  granted(await merge(world, both, { choice: { ...asKept, email: 'merged' } }))
  expect(await rowOf(world, both.keptId)).toMatchObject({
    ...{ bouncedAt: null, email: 'other@mail.test', offersAgreedBy: 'staff' },
  })
  expect((await world.opening(openingId)).exhaustedAt).toBeNull()
})

test('who was merged before, and who was told apart, go with them', async () => {
  const world = await makeClinic()
  const both = await twice(world)
  const [earlier, third] = [
    await world.patient({ ...greta, email: 'third@mail.test' }),
    await world.patient({ ...greta, email: 'fourth@mail.test' }),
  ]
  const first = { keptId: both.mergedId, mergedId: earlier }
  const firstSeen = { keptEmail: 'other@mail.test', mergedEmail: 'third@mail.test' }
  granted(await merge(world, first, { seen: firstSeen }))
  const apart = { patientId: both.mergedId, otherId: third, different: true }
  granted(await tellApart(world.context, apart))
  granted(await merge(world, both))
  expect((await rowOf(world, earlier)).mergedInto).toBe(both.keptId)
  const [pair, ...more] = await world.run((tx) => tx.select().from(differentPatients))
  expect(new Set([pair?.oneId, pair?.otherId])).toEqual(new Set([both.keptId, third]))
  expect(more).toEqual([])
})

test('what has changed since it was looked at is not merged, nor one with themselves or with nobody', async () => {
  const world = await makeClinic()
  const both = await twice(world)
  const stale = { seen: { ...seen, mergedEmail: 'old@mail.test' } }
  expect(await merge(world, both, stale)).toEqual({ ok: false, reason: 'changed-meanwhile' })
  const { keptId } = both
  expect(await merge(world, { keptId, mergedId: keptId })).toMatchObject({ reason: 'invalid' })
  const other = await makeClinic()
  const foreign = await other.patient({ ...greta, email: 'other@mail.test' })
  expect(await merge(world, { keptId, mergedId: foreign })).toMatchObject({ reason: 'not-found' })
  expect((await rowOf(other, foreign)).mergedInto).toBeNull()
  expect(await world.audit()).toEqual([])
})

test('bookings at the same moment are the kept patient’s, or are refused', async () => {
  const world = await makeClinic()
  for (let round = 0; round < 6; round++) {
    const both = await twice(world)
    const hours = [0, 1, 2, 3].map((i) => 100 + 10 * round + i)
    const answers = await Promise.all([
      ...hours.map((inHours) => world.tryBook({ patientId: both.mergedId, inHours })),
      merge(world, both),
      ...hours.map((inHours) => world.tryBook({ patientId: both.mergedId, inHours: inHours + 5 })),
    ])
    expect(answers[4]).toMatchObject({ ok: true })
    for (const answer of answers) if (!answer.ok) expect(answer.reason).toBe('patient-merged')
    const left = await world.execute(sql`
      select id from appointments where patient_id = ${both.mergedId}`)
    expect(left).toEqual([])
  }
})

test('offers at the same moment are the kept patient’s, and one at a time', async () => {
  const world = await makeClinic()
  for (let round = 0; round < 6; round++) {
    const both = await twice(world)
    const at = 200 + 100 * round
    const openings = [await world.opened({ inHours: at }), await world.opened({ inHours: at + 1 })]
    await world.book({ patientId: both.keptId, inHours: at + 40, openToEarlier: true })
    await world.book({ patientId: both.mergedId, inHours: at + 41, openToEarlier: true })
    const [merged] = await Promise.all([
      merge(world, both),
      ...openings.map((openingId) => offerOpening(world.context, { openingId })),
    ])
    expect(merged).toMatchObject({ ok: true })
    const wrong = await world.execute(sql`
      select f.id from offers f join appointments a on a.id = f.appointment_id
      where f.patient_id <> a.patient_id`)
    expect(wrong).toEqual([])
    await world.execute(
      sql`update offers set state = 'withdrawn', closed_at = now() where state = 'pending'`,
    )
    await world.execute(
      sql`update waitlist_entries set until = greatest(since, now()), ended_why = 'left' where until is null`,
    )
  }
})

test('two who merge the same two either way make one patient', async () => {
  const world = await makeClinic()
  for (let round = 0; round < 4; round++) {
    const { keptId, mergedId } = await twice(world)
    const back = { keptEmail: seen.mergedEmail, mergedEmail: seen.keptEmail }
    const answers = await Promise.all([
      merge(world, { keptId, mergedId }),
      merge(world, { keptId: mergedId, mergedId: keptId }, { seen: back }),
    ])
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1)
    const husks = [await rowOf(world, keptId), await rowOf(world, mergedId)]
    expect(husks.filter(({ mergedInto }) => mergedInto !== null)).toHaveLength(1)
  }
})

test('saved views that name only who they no longer are go, and no other', async () => {
  const world = await makeClinic()
  const both = await twice(world)
  await world.run((tx) =>
    tx.update(patients).set({ familyName: 'Dupond' }).where(eq(patients.id, both.mergedId)),
  )
  const staffId = crypto.randomUUID()
  await world.execute(sql`
    insert into staff (id, clinic_id, auth_subject, email, name, role)
    values (${staffId}, ${world.clinicId}, ${staffId}, 'a@b.test', 'A', 'admin')`)
  const desk = { ...world.context, actor: { kind: 'staff', id: staffId, name: 'A' } } as const
  granted(await saveView(desk, { name: 'Mine', query: 'q=dupond' }))
  granted(await saveView(desk, { name: 'Both', query: 'q=Greta' }))
  granted(await saveView(desk, { name: 'Kept', query: 'q=Dupont' }))
  granted(await merge(world, both))
  expect(await world.execute(sql`select name from saved_views order by name`)).toEqual([
    { name: 'Both' },
    { name: 'Kept' },
  ])
})
