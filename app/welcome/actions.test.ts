import { beforeEach, expect, test, vi } from 'vitest'
import { createClinic } from '@/lib/commands/clinic/create'
import { env } from '@/lib/env'
import { createClinicAction } from './actions'

vi.mock('next/headers', () => ({
  headers: async () => new Headers({ origin: 'http://medcal.test', host: 'medcal.test' }),
}))
vi.mock('@/lib/env', () => ({ env: vi.fn() }))
vi.mock('@/lib/commands/clinic/create', () => ({ createClinic: vi.fn() }))
vi.mock('@/lib/session', () => ({
  currentStaff: async () => null,
  currentAccount: async () => ({ subject: 's', email: 'a@b.test', emailVerified: true, name: 'A' }),
}))

const input = {
  name: 'Hafenpraxis',
  timeZone: 'Europe/Berlin',
  address: 'Elbchaussee 14',
  phone: '+49 40 5557 0100',
  language: 'de' as const,
  opensAt: '08:00',
  closesAt: '17:00',
  practitioner: 'Dr. Köhler',
  quietOn: false,
  quietFrom: '21:00',
  quietUntil: '07:00',
}

beforeEach(() => {
  vi.mocked(createClinic).mockReset()
  vi.mocked(createClinic).mockResolvedValue({ ok: true, value: { clinicId: 'c' } })
})

test('where sign-up is closed nobody creates a clinic, whatever the browser sends', async () => {
  const of = (SIGN_UP: string) => ({ SIGN_UP, APP_BASE_URL: 'http://medcal.test' }) as never
  vi.mocked(env).mockReturnValue(of('closed'))
  expect(await createClinicAction(input)).toMatchObject({
    ok: false,
    reason: 'sign-up-closed',
    message: expect.stringContaining('invitation'),
  })
  expect(createClinic).not.toHaveBeenCalled()
  vi.mocked(env).mockReturnValue(of('open'))
  expect(await createClinicAction(input)).toEqual({ ok: true, value: { clinicId: 'c' } })
})
