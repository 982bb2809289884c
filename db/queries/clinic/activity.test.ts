import { expect, test } from 'vitest'
import { declineOffer } from '@/lib/commands/offer/end'
import { granted, makeClinic } from '@/local/testing/factories'
import { ownDatabase } from '@/local/testing/world'
import { type ActivityFilter, activityPage } from './activity'

ownDatabase()

const everything: ActivityFilter = { actor: null, text: '', views: false, before: null }

async function told() {
  const world = await makeClinic()
  const patientId = await world.patient({ givenName: 'Zofia', familyName: 'Wagner' })
  const { offer, openingId } = await world.pending({ patientId })
  granted(await declineOffer(world.patientContext, { offerId: offer.id }))
  const page = (filter: Partial<ActivityFilter> = {}, limit = 100) =>
    world.run((tx) => activityPage(tx, world.clinicId, { ...everything, ...filter }, limit))
  return { world, page, openingId }
}

test('the latest comes first, with whom and what it is about, and pages go on without a gap', async () => {
  const { page, openingId } = await told()
  const all = await page()
  expect(all.map(({ action }) => action)).toEqual([
    'offer.declined',
    'offer.made',
    'appointment.booked',
    'opening.opened',
    'appointment.cancelled',
    'appointment.booked',
  ])
  expect(all[0]).toMatchObject({
    patientName: 'Zofia Wagner',
    openingId,
    practitionerName: 'Dr. Test',
    actorKind: 'patient',
  })
  const first = await page({}, 4)
  const rest = await page({ before: first.at(-1)?.id ?? null })
  expect([...first, ...rest].map(({ id }) => id)).toEqual(all.map(({ id }) => id))
})

test('it can be narrowed to who did it and to a patient', async () => {
  const { world, page } = await told()
  expect((await page({ actor: 'patient' })).map(({ action }) => action)).toEqual(['offer.declined'])
  const about = await page({ text: 'wagner' })
  expect(about.map(({ patientName }) => patientName)).toEqual(Array(3).fill('Zofia Wagner'))
  expect(await page({ text: 'nobody-at-all' })).toEqual([])
  expect(await page({ text: 'wagner', actor: 'system' })).toEqual([])
  const other = await makeClinic()
  expect(await other.run((tx) => activityPage(tx, world.clinicId, everything, 100))).toEqual([])
})
