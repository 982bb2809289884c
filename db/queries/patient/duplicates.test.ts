import { sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { addPatient } from '@/lib/commands/patient/add'
import { mergePatients } from '@/lib/commands/patient/merge'
import { tellApart } from '@/lib/commands/patient/tell-apart'
import { type MergeChoice, mergeFields } from '@/lib/domain/merge'
import { granted, makeClinic, type World } from '@/local/testing/factories'
import { ownDatabase } from '@/local/testing/world'
import { countDuplicates, duplicatePairs, patientsAlike, perhapsTheSame } from './duplicates'
import { patientById } from './patients'

ownDatabase()

const born = { birthDate: '1980-05-05' }

const enter = (world: World, givenName: string, familyName: string, more: object = born) =>
  world.patient({ givenName, familyName, ...more })

const others = (world: World, id: string) =>
  world.run(async (tx) => {
    const patient = await patientById(tx, world.clinicId, id)
    return patient ? (await perhapsTheSame(tx, world.clinicId, patient)).map((one) => one.id) : null
  })

const count = (world: World) => world.run((tx) => countDuplicates(tx, world.clinicId))

test.each([
  ['Greta', 'Dupont', 'Greta', 'Dupont'],
  ['Greta', 'Dupont', 'GRETA', 'dupont'],
  ['Anna  Maria', 'Lopez', 'Anna Maria', 'Lopez'],
  ['Anna', 'Maria Lopez', 'Anna Maria', 'Lopez'],
  ['José', 'Nuñez', 'Jose\u0301', 'Nun\u0303ez'],
  ['Özlem', 'Aydın', 'ÖZLEM', 'AYDıN'],
])('%s %s is perhaps %s %s, born on the same day', async (given, family, given2, family2) => {
  const world = await makeClinic()
  const one = await enter(world, given, family)
  const other = await enter(world, given2, family2)
  expect(await others(world, one)).toEqual([other])
  expect(await others(world, other)).toEqual([one])
  expect(await count(world)).toBe(1)
})

test.each([
  ['another name', 'Greta', 'Duponts', born],
  ['another birth date', 'Greta', 'Dupont', { birthDate: '1980-05-06' }],
  ['a birth date that is not known', 'Greta', 'Dupont', { birthDate: null }],
])('%s is somebody else', async (_, given, family, more) => {
  const world = await makeClinic()
  const one = await enter(world, 'Greta', 'Dupont')
  await enter(world, given, family, more)
  expect(await others(world, one)).toEqual([])
  expect(await count(world)).toBe(0)
})

test('who is told apart is not shown again, until that is taken back; the others are', async () => {
  const world = await makeClinic()
  const ids = [
    await enter(world, 'Greta', 'Dupont'),
    await enter(world, 'Greta', 'Dupont'),
    await enter(world, 'Greta', 'Dupont'),
  ] as const
  expect(await count(world)).toBe(2)
  const pairs = () => world.run((tx) => duplicatePairs(tx, world.clinicId, 10))
  expect(await pairs()).toHaveLength(3)
  const apart = { patientId: ids[1], otherId: ids[0], different: true }
  for (let time = 0; time < 2; time++) granted(await tellApart(world.context, apart))
  expect(await world.audit('patient.told-apart')).toHaveLength(1)
  expect(await others(world, ids[0])).toEqual([ids[2]])
  expect(await others(world, ids[2])).toEqual([ids[0], ids[1]])
  expect(await pairs()).toHaveLength(2)
  granted(await tellApart(world.context, { ...apart, different: false }))
  expect(await pairs()).toHaveLength(3)
  expect(await world.run((tx) => duplicatePairs(tx, world.clinicId, 2))).toHaveLength(2)
})

test('a pair has its older entry first; merged, there is none', async () => {
  const world = await makeClinic()
  const keptId = await enter(world, 'Greta', 'Dupont', { ...born, email: 'a@mail.test' })
  const mergedId = await enter(world, 'Greta', 'Dupont', { ...born, email: 'b@mail.test' })
  const [pair] = await world.run((tx) => duplicatePairs(tx, world.clinicId, 10))
  expect(pair?.map(({ id }) => id)).toEqual([keptId, mergedId])
  const choice = Object.fromEntries(mergeFields.map((field) => [field, 'kept'])) as MergeChoice
  const seen = { keptEmail: 'a@mail.test', mergedEmail: 'b@mail.test' }
  granted(await mergePatients(world.context, { keptId, mergedId, choice, seen }))
  expect(await count(world)).toBe(0)
  expect(await world.run((tx) => duplicatePairs(tx, world.clinicId, 10))).toEqual([])
})

test('another clinic’s patients are nobody’s duplicates', async () => {
  const [world, other] = [await makeClinic(), await makeClinic()]
  const one = await enter(world, 'Greta', 'Dupont')
  const foreign = await enter(other, 'Greta', 'Dupont')
  expect(await others(world, one)).toEqual([])
  expect(await count(world)).toBe(0)
  const apart = { patientId: one, otherId: foreign, different: true }
  expect(await tellApart(world.context, apart)).toEqual({ ok: false, reason: 'not-found' })
})

test('a new patient of a known name and birth date is added only on purpose', async () => {
  const world = await makeClinic()
  await enter(world, 'Greta', 'Dupont')
  const again = {
    ...{ givenName: 'greta', familyName: 'Dupont', email: 'other@mail.test', phone: '' },
    ...({ birthDate: '1980-05-05', language: 'en', unlessAlike: true } as const),
  }
  const known = { ok: false, reason: 'known-already' }
  expect(await addPatient(world.context, again)).toEqual(known)
  expect(await world.audit('patient.added')).toEqual([])
  granted(await addPatient(world.context, { ...again, birthDate: null }))
  granted(await addPatient(world.context, { ...again, email: 'x@mail.test', unlessAlike: false }))
  const alike = await world.run((tx) => patientsAlike(tx, world.clinicId, again))
  expect(alike).toHaveLength(2)
})

test('of very many entries alike no more pairs are made than are looked at', async () => {
  const world = await makeClinic()
  await world.execute(sql`
    insert into patients (clinic_id, given_name, family_name, email, birth_date)
    select ${world.clinicId}, 'Ada', 'Lang', 'a' || n || '@patients.test', '1990-01-01'
    from generate_series(1, 2000) n`)
  // As their number squared: some two million pairs.
  expect(await count(world)).toBeLessThanOrEqual(1000)
  const [one] = await world.run((tx) => duplicatePairs(tx, world.clinicId, 1))
  expect(one).toHaveLength(2)
  if (one)
    expect(await world.run((tx) => perhapsTheSame(tx, world.clinicId, one[0]))).not.toEqual([])
  const alike = await world.run((tx) =>
    patientsAlike(tx, world.clinicId, {
      givenName: 'Ada',
      familyName: 'Lang',
      birthDate: '1990-01-01',
    }),
  )
  expect(alike.length).toBeLessThanOrEqual(50)
})
