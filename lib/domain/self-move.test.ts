import { expect, test } from 'vitest'
import { selfMove } from './self-move'

const now = new Date('2026-03-12T09:00:00Z')

test.each([
  ['2026-03-13T09:00:00Z', 24, true],
  ['2026-03-13T08:59:59Z', 24, 'too-late'],
  ['2026-03-12T09:00:01Z', 0, true],
  ['2026-03-12T09:00:00Z', 0, 'too-late'],
  ['2026-03-11T09:00:00Z', 0, 'too-late'],
  ['2027-03-12T09:00:00Z', null, 'not-allowed'],
])('a visit at %s, %s hours ahead: %s', (start, hours, answer) => {
  const found = selfMove(new Date(start), hours, now)
  expect(found.may || found.why).toBe(answer)
})

test('the new time is at least as far away', () => {
  const far = new Date('2026-04-12T09:00:00Z')
  expect(selfMove(far, 24, now)).toEqual({ may: true, from: new Date('2026-03-13T09:00:00Z') })
})
