import { expect, test } from 'vitest'
import { makeClinic } from '@/local/testing/factories'
import { ownDatabase } from '@/local/testing/world'
import { searchPatients } from './patients'

ownDatabase()

async function clinicWithPatients() {
  const world = await makeClinic()
  await world.patient({
    givenName: 'Özlem',
    familyName: 'Aydın',
    email: 'o.aydin@mail.example',
    phone: '+49 (0)40 5557 0188',
    birthDate: '1991-08-17',
  })
  await world.patient({ givenName: 'Ulrike', familyName: 'Weiß_Braun', email: 'u%w@mail.example' })
  const search = async (text: string) =>
    (await world.run((tx) => searchPatients(tx, world.clinicId, text, 8))).map(
      (one) => one.familyName,
    )
  return { ...world, search }
}

test('finds a patient by each of name, email, phone and birth date', async () => {
  const { search } = await clinicWithPatients()
  for (const text of [
    'özlem',
    'AYDIN özl',
    'o.aydin@',
    '040 5557 0188',
    '+494055570188',
    '5557 0188',
    '17.8.1991',
    '17 Aug 1991',
    'ozlem aydin',
  ]) {
    expect(await search(text), text).toEqual(['Aydın'])
  }
  expect(await search('Nobody Atall')).toEqual([])
})

test('% and _ stand for themselves', async () => {
  const { search } = await clinicWithPatients()
  expect(await search('%')).toEqual(['Weiß_Braun'])
  expect(await search('ß_b')).toEqual(['Weiß_Braun'])
  expect(await search('lri_e')).not.toContain('Aydın')
})

test('gives the last visit that took place and the next that stands, and no other clinic’s patient', async () => {
  const world = await makeClinic()
  const patientId = await world.patient({ familyName: 'Kraft' })
  const next = await world.book({ patientId, inHours: 72 })
  await world.cancel(await world.book({ patientId, inHours: 48 }))
  const [found] = await world.run((tx) => searchPatients(tx, world.clinicId, 'kraft', 8))
  expect(found?.nextVisit).toEqual((await world.appointment(next)).startsAt)
  expect(found?.lastVisit).toBeNull()
  const other = await makeClinic()
  expect(await other.run((tx) => searchPatients(tx, other.clinicId, 'kraft', 8))).toEqual([])
})

test('whose name begins with what was typed comes before those who only hold it', async () => {
  const world = await makeClinic()
  const named = (givenName: string, familyName: string) => world.patient({ givenName, familyName })
  await named('Noor', 'Haidari')
  await named('Ida', 'Sørensen')
  await named('Carlos', 'Vidal')
  const found = await world.run((tx) => searchPatients(tx, world.clinicId, 'Ida', 8))
  expect(found.map(({ familyName }) => familyName)).toEqual(['Sørensen', 'Haidari', 'Vidal'])
  const closer = await world.run((tx) => searchPatients(tx, world.clinicId, 'vid', 8))
  expect(closer.map(({ familyName }) => familyName)).toEqual(['Vidal'])
})
