import { beforeEach, expect, test, vi } from 'vitest'
import { securityEvent } from './security-log'

const lines = vi.hoisted(() => [] as unknown[][])
vi.mock('./log', () => ({
  log: {
    info: (...line: unknown[]) => lines.push(['info', ...line]),
    warn: (...line: unknown[]) => lines.push(['warn', ...line]),
  },
}))
vi.mock('./env', () => ({ env: () => ({ AUTH0_SECRET: 'a secret of thirty-two characters' }) }))

beforeEach(() => void lines.splice(0))

test('an account is known again by a hash, not by its subject', () => {
  securityEvent('sign-in', { subject: 'google|ines@b.test', staffId: 's', clinicId: 'c' })
  securityEvent('sign-out', { subject: 'google|ines@b.test' })
  securityEvent('sign-in', { subject: 'google|timo@b.test' })
  const [ines, again, timo] = lines.map((line) => Object(line[1]).account)
  expect(ines).toMatch(/^[0-9a-f]{16}$/)
  expect(again).toBe(ines)
  expect(timo).not.toBe(ines)
  expect(JSON.stringify(lines)).not.toContain('b.test')
})

test('who comes and goes is told at info, what was refused as a warning', () => {
  securityEvent('sign-out-everywhere', { staffId: 's' })
  securityEvent('limit-reached', { what: 'invitations' })
  securityEvent('sign-in-failed')
  expect(lines.map((line) => line[0])).toEqual(['info', 'warn', 'warn'])
})
