import { eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { patients } from '@/db/schema'
import { granted, makeClinic, type World } from '@/local/testing/factories'
import { ownDatabase } from '@/local/testing/world'
import type { PatientDetails } from './add'
import { editPatient } from './edit'

ownDatabase()

const mara: PatientDetails = {
  givenName: 'Mara',
  familyName: 'Lindqvist',
  email: 'mara@patients.test',
  phone: '',
  birthDate: null,
  language: 'en',
}

async function patientOf(world: World, patientId: string) {
  const [row] = await world.run((tx) =>
    tx.select().from(patients).where(eq(patients.id, patientId)),
  )
  if (!row) throw new Error('The patient is gone')
  return row
}

test('every detail can be corrected, and the visits stay as they are', async () => {
  const world = await makeClinic()
  const patientId = await world.patient(mara)
  const visit = await world.book({ patientId })
  const before = await world.appointment(visit)
  const details: PatientDetails = {
    givenName: 'Maren',
    familyName: 'Lindquist',
    email: 'maren@patients.test',
    phone: '+49 40 1',
    birthDate: '1991-08-17',
    language: 'de',
  }
  granted(await editPatient(world.context, { patientId, ...details }))
  expect(await patientOf(world, patientId)).toMatchObject({ id: patientId, ...details })
  expect(await world.appointment(visit)).toEqual(before)
  const history = await world.audit('patient.edited')
  expect(history).toMatchObject([{ details: { patientId } }])
  expect(JSON.stringify(history)).not.toContain('Lindquist')
})

test('what was known may be emptied, and saving the same twice is no refusal', async () => {
  const world = await makeClinic()
  const patientId = await world.patient({ ...mara, phone: '+49 40 1', birthDate: '1991-08-17' })
  for (let time = 0; time < 2; time++) {
    granted(await editPatient(world.context, { patientId, ...mara }))
  }
  expect(await patientOf(world, patientId)).toMatchObject({ phone: '', birthDate: null })
})

test('only another address is trusted anew after mail came back', async () => {
  const world = await makeClinic()
  const bouncedAt = world.at(-24)
  const patientId = await world.patient({ ...mara, bouncedAt })
  granted(await editPatient(world.context, { patientId, ...mara, phone: '+49 40 1' }))
  expect((await patientOf(world, patientId)).bouncedAt).toEqual(bouncedAt)
  granted(await editPatient(world.context, { patientId, ...mara, email: 'new@patients.test' }))
  expect((await patientOf(world, patientId)).bouncedAt).toBeNull()
})

test('a patient does not become another one who is known already', async () => {
  const world = await makeClinic()
  await world.patient(mara)
  const patientId = await world.patient({ ...mara, givenName: 'Nils' })
  const asMara = { patientId, ...mara, email: 'MARA@patients.test' }
  expect(await editPatient(world.context, asMara)).toEqual({ ok: false, reason: 'email-in-use' })
  expect(await patientOf(world, patientId)).toMatchObject({ givenName: 'Nils' })
  expect(await world.audit('patient.edited')).toEqual([])
})

test('another clinic’s patient is not found and stays', async () => {
  const [world, other] = [await makeClinic(), await makeClinic()]
  const patientId = await other.patient(mara)
  const edit = { patientId, ...mara, givenName: 'Nils' }
  expect(await editPatient(world.context, edit)).toEqual({ ok: false, reason: 'not-found' })
  expect(await patientOf(other, patientId)).toMatchObject(mara)
  expect(await world.audit()).toEqual([])
})
