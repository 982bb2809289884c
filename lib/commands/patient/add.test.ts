import { expect, test } from 'vitest'
import { patients } from '@/db/schema'
import { granted, makeClinic, type World } from '@/local/testing/factories'
import { ownDatabase } from '@/local/testing/world'
import { addPatient, type PatientDetails } from './add'

const database = ownDatabase()

const mara: PatientDetails = {
  givenName: 'Mara',
  familyName: 'Lindqvist',
  email: 'mara@patients.test',
  phone: '+49 40 5557 0188',
  birthDate: '1991-08-17',
  language: 'de',
}
const known = { ok: false, reason: 'email-in-use' }

const all = (world: World) => world.run((tx) => tx.select().from(patients))

test('a patient is added with all that is known, and the history says so without it', async () => {
  const world = await makeClinic()
  const { patientId } = granted(await addPatient(world.context, mara))
  expect(await all(world)).toMatchObject([
    { id: patientId, clinicId: world.clinicId, ...mara, bouncedAt: null },
  ])
  expect(await world.audit()).toMatchObject([
    { action: 'patient.added', actorName: 'Ines Staff', details: { patientId } },
  ])
  expect(JSON.stringify(await world.audit())).not.toContain(mara.familyName)
  expect(database.sent).toEqual([])
})

test('the same name at the same address is known already, however it is written', async () => {
  const world = await makeClinic()
  granted(await addPatient(world.context, mara))
  const louder = { givenName: 'MARA', familyName: 'lindqvist', email: 'Mara@Patients.test' }
  expect(await addPatient(world.context, { ...mara, ...louder, phone: '' })).toEqual(known)
  expect(await all(world)).toHaveLength(1)
  expect(await world.audit()).toHaveLength(1)
})

test('a family shares an address, a name has many, and another clinic is another world', async () => {
  const world = await makeClinic()
  granted(await addPatient(world.context, mara))
  granted(await addPatient(world.context, { ...mara, givenName: 'Nils' }))
  granted(await addPatient(world.context, { ...mara, familyName: 'Berg' }))
  granted(await addPatient(world.context, { ...mara, email: 'other@patients.test' }))
  expect(await all(world)).toHaveLength(4)
  const other = await makeClinic()
  granted(await addPatient(other.context, mara))
  expect(await all(other)).toHaveLength(1)
})

test('of many who add one patient at once, one adds', async () => {
  const world = await makeClinic()
  // The first rounds are spread out by connections that are still being made.
  for (let round = 1; round <= 4; round++) {
    const patient = { ...mara, familyName: `Lindqvist ${round}` }
    const answers = await Promise.all(
      Array.from({ length: 8 }, () => addPatient(world.context, patient)),
    )
    expect(answers.filter(({ ok }) => !ok)).toEqual(Array(7).fill(known))
    expect(await all(world)).toHaveLength(round)
  }
})
