import { eq, sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { practitioners } from '@/db/schema'
import { makeClinic, type World } from '@/local/testing/factories'
import { ownDatabase } from '@/local/testing/world'
import { lockPractitioners } from '../slots'
import { moveAppointment } from './move'
import { reinstateAppointment } from './reinstate'

ownDatabase()

/** What a command answers that begins while somebody else takes the practitioner off the calendar. */
async function whileDeactivated<T>(world: World, command: () => Promise<T>): Promise<T> {
  let answer: Promise<T> | undefined
  let done = false
  await world.run(async (tx) => {
    await lockPractitioners(tx, world.practitionerId)
    const own = eq(practitioners.id, world.practitionerId)
    await tx.update(practitioners).set({ active: false }).where(own)
    answer = command().finally(() => {
      done = true
    })
    const waiting = async () => {
      const [row] = await tx.execute(sql`
        select from pg_locks where locktype = 'advisory' and not granted
          and database = (select oid from pg_database where datname = current_database())`)
      return row !== undefined
    }
    while (!done && !(await waiting()));
  })
  if (!answer) throw new Error('Not begun')
  return answer
}

const refused = (reason: string) => ({ ok: false, reason })

test('nothing is booked with a practitioner who is being deactivated', async () => {
  const world = await makeClinic()
  const patientId = await world.patient()
  const answer = await whileDeactivated(world, () => world.tryBook({ patientId }))
  expect(answer).toEqual(refused('not-found'))
  expect(await world.appointments()).toEqual([])
})

test('nor moved to one', async () => {
  const world = await makeClinic()
  const other = await world.practitioner()
  const appointmentId = await world.book({ practitionerId: other })
  const { practitionerId } = world
  const place = { version: 1, practitionerId, start: world.at(72), overHold: false }
  const answer = await whileDeactivated(world, () =>
    moveAppointment(world.context, { appointmentId, ...place }),
  )
  expect(answer).toEqual(refused('not-found'))
  expect((await world.appointment(appointmentId)).practitionerId).toBe(other)
})

test('nor reinstated', async () => {
  const world = await makeClinic()
  const appointmentId = await world.book()
  await world.cancel(appointmentId)
  const answer = await whileDeactivated(world, () =>
    reinstateAppointment(world.context, { appointmentId }),
  )
  expect(answer).toEqual(refused('not-free-any-more'))
  expect((await world.appointment(appointmentId)).status).toBe('cancelled')
})
