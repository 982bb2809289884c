import { expect, test } from 'vitest'
import { orderWords, placeWords } from './order'

test.each([
  [
    { waiting: 1, contact: 1, gain: 0 },
    'Higher priority first, then most points: 1 for each day of waiting and 1 for each day since they were last asked (of waiting, where never). Of equals, who has the latest visit.',
  ],
  [
    { waiting: 2, contact: 0, gain: 3 },
    'Higher priority first, then most points: 2 for each day of waiting and 3 for each day gained. Of equals, who has the latest visit.',
  ],
  [
    { waiting: 2, contact: 1, gain: 3 },
    'Higher priority first, then most points: 2 for each day of waiting, 1 for each day since they were last asked (of waiting, where never) and 3 for each day gained. Of equals, who has the latest visit.',
  ],
  [
    { waiting: 4, contact: 0, gain: 0 },
    'Higher priority first, then who has waited longest. Of equals, who has the latest visit.',
  ],
  [
    { waiting: 0, contact: 1, gain: 0 },
    'Higher priority first, then who was asked longest ago (since when they wait, where never). Of equals, who has the latest visit.',
  ],
  [{ waiting: 0, contact: 0, gain: 1 }, 'Higher priority first, then who has the latest visit.'],
  [{ waiting: 0, contact: 0, gain: 0 }, 'Higher priority first, then who has the latest visit.'],
])('the order of asking is told by the clinic’s points: %j', (weights, words) => {
  expect(orderWords(weights)).toBe(words)
})

test('a patient’s place is told by what gives it to them', () => {
  const never = { priority: 0, waitingDays: 12, askedDaysAgo: null }
  expect(placeWords(never)).toEqual(['waiting 12 days', 'never asked'])
  expect(placeWords({ priority: 2, waitingDays: 0, askedDaysAgo: 0 })).toEqual([
    'priority 2',
    'waiting since today',
    'asked today',
  ])
  const asked = [1, 40].map((askedDaysAgo) => placeWords({ ...never, askedDaysAgo })[1])
  expect(asked).toEqual(['asked yesterday', 'asked 40 days ago'])
  expect(placeWords({ ...never, waitingDays: null })).toEqual(['never asked'])
})
