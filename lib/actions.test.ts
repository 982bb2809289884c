import { beforeEach, expect, test, vi } from 'vitest'
import { z } from 'zod'
import { accountAction, staffAction } from './actions'
import type { Role } from './domain/permissions'
import { ok, refuse } from './domain/result'
import { securityEvent } from './security-log'
import { type Account, currentAccount, currentStaff, type StaffSession } from './session'

const origin = vi.hoisted(() => ({ of: 'http://medcal.test' }))
vi.mock('next/headers', () => ({
  headers: async () => new Headers({ origin: origin.of, host: 'medcal.test' }),
}))
vi.mock('next/navigation', () => ({ unstable_rethrow: () => {} }))
vi.mock('./security-log', () => ({ securityEvent: vi.fn() }))
vi.mock('./session', () => ({ currentAccount: vi.fn(), currentStaff: vi.fn() }))

const run = vi.fn(async () => ok('done'))
const schema = z.object({ name: z.string().min(1) })
const sessionOf = (role: Role) =>
  ({ staff: { id: 's', role }, clinic: { id: 'c' } }) as StaffSession
const ofStaff = staffAction('settings.manage', schema, run)
const ofAccount = accountAction(schema, run)

beforeEach(() => {
  vi.mocked(currentStaff).mockReset()
  vi.mocked(currentAccount).mockReset()
  vi.mocked(securityEvent).mockClear()
  run.mockClear()
  origin.of = 'http://medcal.test'
  vi.mocked(currentStaff).mockResolvedValue(sessionOf('admin'))
  vi.mocked(currentAccount).mockResolvedValue({ subject: 'a', emailVerified: true } as Account)
})

test.each([
  ['staff', ofStaff],
  ['an account', ofAccount],
] as const)('an action of %s runs only for who may, with input that fits', async (_, action) => {
  expect(await action({ name: 'x' })).toEqual({ ok: true, value: 'done' })
  expect(await action({ name: '' })).toMatchObject({
    reason: 'invalid',
    fields: { name: [expect.any(String)] },
  })
  vi.mocked(currentStaff).mockResolvedValueOnce(null)
  vi.mocked(currentAccount).mockResolvedValueOnce(null)
  expect(await action({ name: 'x' })).toMatchObject({ ok: false, reason: 'signed-out' })
  origin.of = 'http://elsewhere.test'
  expect(await action({ name: 'x' })).toMatchObject({ ok: false, reason: 'not-allowed' })
  expect(run).toHaveBeenCalledTimes(1)
  expect(securityEvent).toHaveBeenCalledExactlyOnceWith('refused-foreign-origin', {
    what: 'action',
  })
})

test.each([
  ['staff', ofStaff],
  ['an account', ofAccount],
] as const)('no action of %s runs for an address that is not verified', async (_, action) => {
  vi.mocked(currentStaff).mockResolvedValue(null)
  vi.mocked(currentAccount).mockResolvedValue({ subject: 'a', emailVerified: false } as Account)
  expect(await action({ name: 'x' })).toMatchObject({
    ok: false,
    reason: 'address-not-verified',
    message: expect.any(String),
  })
  expect(run).not.toHaveBeenCalled()
  expect(securityEvent).toHaveBeenCalledExactlyOnceWith('refused-unverified', { subject: 'a' })
})

test('a role that may not is refused', async () => {
  vi.mocked(currentStaff).mockResolvedValue(sessionOf('practitioner'))
  expect(await ofStaff({ name: 'x' })).toMatchObject({ ok: false, reason: 'not-allowed' })
  expect(run).not.toHaveBeenCalled()
  expect(securityEvent).toHaveBeenCalledExactlyOnceWith('refused-role', {
    staffId: 's',
    clinicId: 'c',
    what: 'settings.manage',
  })
})

test('a refusal comes with a sentence; an error with a reference, and no claim of what was saved', async () => {
  run.mockResolvedValueOnce(refuse('taken') as never)
  expect(await ofStaff({ name: 'x' })).toMatchObject({
    reason: 'taken',
    message: expect.any(String),
  })
  run.mockRejectedValueOnce(new Error('secret'))
  const answer = await ofStaff({ name: 'x' })
  expect(answer).toMatchObject({ reason: 'unexpected' })
  expect(JSON.stringify(answer)).toMatch(/whether it was saved.*reference \w{8}/)
  expect(JSON.stringify(answer)).not.toContain('secret')
})

test('the id of what was asked reaches the command, and is one', async () => {
  const request = crypto.randomUUID()
  const asked = async (name: string, again?: boolean) => {
    await ofStaff({ name }, request, again)
    const [session] = run.mock.lastCall as unknown as [{ context: { request: { id: string } } }]
    return session.context.request
  }
  const first = await asked('x')
  expect(first).toEqual({ id: expect.stringMatching(/^[\da-f-]{36}$/), again: false })
  expect(await asked('x', true)).toEqual({ ...first, again: true })
  // The same id with another input is another request.
  expect((await asked('y')).id).not.toBe(first.id)
  await ofAccount({ name: 'x' }, request)
  expect(run).toHaveBeenLastCalledWith(
    expect.objectContaining({ subject: 'a' }),
    { name: 'x' },
    // Somebody else's request of the same id is another one, too.
    { id: expect.not.stringMatching(first.id), again: false },
  )
  expect(await ofStaff({ name: 'x' }, 'no id')).toMatchObject({ ok: false, reason: 'invalid' })
  expect(run).toHaveBeenCalledTimes(4)
})
