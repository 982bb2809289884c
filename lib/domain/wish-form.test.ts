import { expect, test } from 'vitest'
import { readWishes, wishesKey } from './wish-form'
import { noWishes } from './wishes'

const form = { visitDay: '2026-03-31', workdays: [1, 2, 3, 4, 5], own: 'k' }

test.each([
  [{ times: ['morning'] }, { times: ['morning'] }],
  [{ times: ['evening', 'morning', 'nonsense'] }, { times: ['morning', 'evening'] }],
  [{ times: ['morning', 'afternoon', 'evening'] }, { times: [] }],
  [{ weekdays: ['5', '2'] }, { weekdays: [2, 5] }],
  [{ weekdays: ['1', '2', '3', '4', '5'] }, { weekdays: [] }],
  [{ notice: '1440' }, { noticeMinutes: 1440 }],
  [{ notice: '1441' }, {}],
  [{ notBefore: '' }, { notBefore: null }],
  [{ notBefore: ' 2026-03-31 ' }, { notBefore: '2026-03-31' }],
  [{ with: 'own' }, { practitionerIds: ['k'] }],
  [{ with: 'anybody' }, { practitionerIds: [] }],
  [{ with: 'recorded' }, {}],
  [{ minGain: '7' }, { minGainDays: 7 }],
  [{ minGain: 'none' }, { minGainDays: null }],
  [{ minGain: '5' }, {}],
  [{}, {}],
])('%j wishes for %j', (typed, wishes) => {
  expect(readWishes(typed, form)).toEqual({ ok: true, wishes })
})

test.each([
  ['31.3.2026', 'not-a-date'],
  ['2026-02-30', 'not-a-date'],
  ['0026-03-12', 'not-a-date'],
  ['2026-04-01', 'after-visit'],
])('not before %s is refused: %s', (notBefore, problem) => {
  expect(readWishes({ notBefore }, form)).toEqual({ ok: false, problem })
})

test.each([
  [{ times: [] }, 'no-times'],
  [{ times: ['nonsense'] }, 'no-times'],
  [{ weekdays: [] }, 'no-weekdays'],
  [{ weekdays: ['7'] }, 'no-weekdays'],
])('%j, which could only mean never, is refused: %s', (typed, problem) => {
  expect(readWishes(typed, form)).toEqual({ ok: false, problem })
})

test('where the form shows no days, none need be chosen', () => {
  const read = readWishes({ weekdays: [] }, { ...form, workdays: [] })
  expect(read).toEqual({ ok: true, wishes: {} })
})

test('the same wishes have the same key, whatever their order', () => {
  const on = wishesKey({ times: ['evening', 'morning'], notBefore: null })
  expect(wishesKey({ times: ['morning', 'evening'], notBefore: null })).toBe(on)
  expect(wishesKey({ times: ['morning'], notBefore: null })).not.toBe(on)
  expect(wishesKey({ times: [], notBefore: '2026-03-12' })).not.toBe(wishesKey(noWishes))
})
