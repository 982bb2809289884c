import fc from 'fast-check'
import { expect, test } from 'vitest'
import { dayIn, idIn, idsIn, numberIn, textIn, wordIn } from './params'

const id = '0b2c1b9e-3d7a-4c39-9a54-3a3c1f6d2b10'

test.each<[unknown, unknown]>([
  [idIn(id), id],
  [idIn([id, 'x']), id],
  [idIn(`${id}x`), null],
  [idIn(undefined), null],
  [idsIn([id, 'x', id]), [id]],
  [dayIn('2026-02-28'), '2026-02-28'],
  [dayIn('2026-02-30'), null],
  [dayIn('0000-01-01'), null],
  [dayIn('1899-12-31'), null],
  [dayIn('2200-01-01'), null],
  [dayIn('+002026-01-01'), null],
  [wordIn('week', ['day', 'week']), 'week'],
  [wordIn('__proto__', ['day']), null],
  [numberIn('7', 50), 7],
  [numberIn('99999999999', 50), 50],
  [numberIn('0', 50), null],
  [numberIn('-1', 50), null],
  [numberIn('1e3', 50), null],
  [numberIn('9'.repeat(400), 50), null],
  [textIn('a\0b'), 'a b'],
  [textIn('x'.repeat(300)), 'x'.repeat(200)],
  [textIn([]), ''],
])('%j is %j', (read, right) => {
  expect(read).toEqual(right)
})

test('whatever an address says, it is read', () => {
  const given = fc.option(fc.oneof(fc.string({ unit: 'binary' }), fc.array(fc.string())), {
    nil: undefined,
  })
  fc.assert(
    fc.property(given, (value) => {
      expect(dayIn(value) ?? '1900').toMatch(/^(19|20|21)\d\d/)
      expect(idsIn(value).length).toBeLessThanOrEqual(100)
      expect(numberIn(value, 10) ?? 1).toBeGreaterThan(0)
      expect(textIn(value)).not.toMatch(/\p{Cc}|\p{Cs}/u)
      expect(idIn(value) ?? id).toHaveLength(36)
    }),
  )
})
