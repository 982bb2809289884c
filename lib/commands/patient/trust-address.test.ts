import { sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { granted, makeClinic } from '@/local/testing/factories'
import { ownDatabase } from '@/local/testing/world'
import { offerOpening } from '../offer/offer-opening'
import { editPatient } from './edit'
import { trustAddress } from './trust-address'

ownDatabase()

async function suitorWithoutMail() {
  const world = await makeClinic()
  const openingId = await world.opened()
  const appointmentId = await world.book({ inHours: 96, openToEarlier: true })
  const { patientId } = await world.appointment(appointmentId)
  await world.execute(sql`
    update patients set bounced_at = now(), bounced_why = 'came-back' where id = ${patientId}`)
  expect(granted(await offerOpening(world.context, { openingId })).state).toBe('exhausted')
  const isLookedAtAgain = async () => (await world.opening(openingId)).exhaustedAt === null
  expect(await isLookedAtAgain()).toBe(false)
  return { world, patientId, isLookedAtAgain }
}

test('an address that is trusted again has the times looked at that it would suit', async () => {
  const { world, patientId, isLookedAtAgain } = await suitorWithoutMail()
  granted(await trustAddress(world.context, { patientId }))
  expect(await isLookedAtAgain()).toBe(true)
})

test('so has a corrected address', async () => {
  const { world, patientId, isLookedAtAgain } = await suitorWithoutMail()
  const details = {
    ...{ givenName: 'Mara', familyName: 'Ohm', email: 'mara.ohm@mail.test', phone: '' },
    ...({ birthDate: null, language: 'en' } as const),
  }
  granted(await editPatient(world.context, { patientId, ...details }))
  expect(await isLookedAtAgain()).toBe(true)
})
