import { sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { sqlState } from '@/db/database-error'
import { makeClinic } from '@/local/testing/factories'
import { ownDatabase } from '@/local/testing/world'
import { isTaken, takeSlot } from './slots'

ownDatabase()

const at = (hour: number) => new Date(Date.UTC(2100, 0, 4, hour))
const from = (start: number, end: number) => ({ start: at(start), end: at(end) })

async function practitionerWithVisit() {
  const world = await makeClinic()
  const { clinicId, practitionerId } = world
  const absence = async (during: ReturnType<typeof from>) => {
    const { start, end } = during
    const [row] = await world.execute<{ id: string }>(sql`
      insert into absences (clinic_id, practitioner_id, starts_at, ends_at)
      values (${clinicId}, ${practitionerId}, ${start.toISOString()}, ${end.toISOString()}) returning id`)
    return { clinicId, practitionerId, absenceId: row?.id ?? '', during }
  }
  const taken = await absence(from(9, 11))
  expect(await world.run((tx) => takeSlot(tx, taken))).toBe(true)
  return { world, absence }
}

test.each([
  ['the same', from(9, 11), false],
  ['within it', from(10, 11), false],
  ['around it', from(8, 12), false],
  ['across its end', from(10, 12), false],
  ['up to it', from(8, 9), true],
  ['from its end on', from(11, 12), true],
])('beside a range that is taken: %s', async (_, during, free) => {
  const { world, absence } = await practitionerWithVisit()
  const wanted = await absence(during)
  const { practitionerId } = wanted
  expect(await world.run((tx) => isTaken(tx, practitionerId, during))).toBe(!free)
  expect(await world.run((tx) => takeSlot(tx, wanted))).toBe(free)
})

test('the constraint itself refuses overlapping time, and time that is none', async () => {
  const { world, absence } = await practitionerWithVisit()
  const { clinicId, practitionerId, absenceId } = await absence(from(10, 12))
  const insert = (during: string) =>
    world
      .execute(sql`
        insert into slots (clinic_id, practitioner_id, during, kind, absence_id)
        values (${clinicId}, ${practitionerId}, ${during}, 'busy-unavailable', ${absenceId})`)
      .then(() => 'taken', sqlState)
  expect(await insert('[2100-01-04 10:00Z,2100-01-04 12:00Z)')).toBe('23P01')
  expect(await insert('[2100-01-04 12:00Z,2100-01-04 12:00Z)')).toBe('23514')
  expect(await insert('[2100-01-04 12:00Z,)')).toBe('23514')
  expect(await insert('[2100-01-04 12:00Z,2100-01-04 13:00Z)')).toBe('taken')
})
