import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { ActionResult } from '@/lib/actions'
import { callAction, offline } from './call-action'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

type Call = { input: unknown; request?: string; again?: boolean }

/** An action that the first calls do not reach; what it was called with. */
function action(unreached: number, answer: ActionResult<string> = { ok: true, value: 'done' }) {
  const calls: Call[] = []
  const call = async (input: unknown, request?: string, again?: boolean) => {
    calls.push({ input, request, again })
    if (calls.length <= unreached) throw new TypeError('Failed to fetch')
    return answer
  }
  return { calls, call }
}

async function pressed<T>(press: Promise<T>): Promise<T> {
  await vi.runAllTimersAsync()
  return press
}

const ids = (calls: Call[]) => calls.map(({ request }) => request)

test('what is not reached is asked again by the same id, and answered after a pause', async () => {
  const { calls, call } = action(2)
  expect(await pressed(callAction(call, { day: 1 }))).toEqual({ ok: true, value: 'done' })
  expect(calls.map(({ again }) => again)).toEqual([false, true, true])
  expect(new Set(ids(calls)).size).toBe(1)
})

test('pressed again, the same has the same id until its answer is known; anything else has its own', async () => {
  const { calls, call } = action(5)
  expect(await pressed(callAction(call, { day: 1 }))).toEqual({ ...offline, mayBeDone: true })
  await pressed(callAction(call, { day: 2 }))
  await pressed(callAction(call, { day: 1 }))
  await pressed(callAction(call, { day: 1 }))
  const [first, , , , , other, again, anew] = ids(calls)
  expect(again).toBe(first)
  expect(calls.map((one) => one.again)).toEqual([false, true, true, true, true, false, true, false])
  expect(new Set([first, other, anew]).size).toBe(3)
})

test('an error of the server may have been told of what was done; a refusal was not', async () => {
  const unexpected = action(0, { ok: false, reason: 'unexpected', message: '' })
  await pressed(callAction(unexpected.call, {}))
  await pressed(callAction(unexpected.call, {}))
  expect(new Set(ids(unexpected.calls)).size).toBe(1)
  const taken = action(0, { ok: false, reason: 'taken', message: '' })
  await pressed(callAction(taken.call, {}))
  await pressed(callAction(taken.call, {}))
  expect(new Set(ids(taken.calls)).size).toBe(2)
})

test('a refusal after an answer that got lost says that it may be done; a first one does not', async () => {
  const signedOut = { ok: false, reason: 'signed-out', message: '' } as const
  expect(await pressed(callAction(action(1, signedOut).call, {}))).toEqual({
    ...signedOut,
    mayBeDone: true,
  })
  expect(await pressed(callAction(action(0, signedOut).call, { other: 1 }))).toEqual(signedOut)
})

test('after some minutes the same is asked for anew', async () => {
  const { calls, call } = action(5)
  await pressed(callAction(call, {}))
  vi.advanceTimersByTime(180_000)
  await pressed(callAction(call, {}))
  expect(new Set(ids(calls)).size).toBe(2)
})
