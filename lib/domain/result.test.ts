import { expect, it } from 'vitest'
import { ok, type Result, refuse } from './result'

it('is a value or a reason', () => {
  const half = (n: number): Result<number> => (n % 2 === 0 ? ok(n / 2) : refuse('invalid'))
  expect(half(4)).toEqual({ ok: true, value: 2 })
  expect(half(3)).toStrictEqual({ ok: false, reason: 'invalid' })
})

it('carries a detail where there is one', () => {
  expect(refuse('in-use', { visits: 2 })).toEqual({
    ok: false,
    reason: 'in-use',
    detail: { visits: 2 },
  })
})
