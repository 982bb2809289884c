import { expect, test } from 'vitest'
import { makeClinic } from '@/local/testing/factories'
import { ownDatabase } from '@/local/testing/world'
import { allLines } from './all-lines'

ownDatabase()

test('the file has every appointment once, however many pieces it comes in', async () => {
  const world = await makeClinic()
  for (let i = 0; i < 5; i++) await world.book({ inHours: 48 + i })
  const everything = {
    text: '',
    statuses: [],
    practitionerIds: [],
    typeIds: [],
    from: null,
    until: null,
    openToEarlier: false,
  }
  const clinic = { id: world.clinicId, timeZone: 'UTC' }
  const pieces: string[] = []
  for await (const piece of allLines(clinic, everything, { by: 'day', direction: 'asc' }, 2)) {
    pieces.push(piece)
  }
  const lines = pieces.join('').split('\r\n')
  expect(pieces).toHaveLength(3)
  expect(lines[0]).toMatch(/^\uFEFF"Status","Day",/)
  expect(lines.slice(1).map((line) => line.split('","')[5])).toEqual([
    ...[1, 2, 3, 4, 5].map((n) => `Patient ${n}`),
    undefined,
  ])
})
