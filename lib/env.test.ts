import { describe, expect, test } from 'vitest'
import { parseEnv } from './env'

const right = {
  APP_BASE_URL: 'https://medcal.clinic.example/',
  DATABASE_URL: 'postgres://medcal:secret-word@db.example:5432/medcal',
  AUTH0_DOMAIN: 'clinic.eu.auth0.com',
  AUTH0_CLIENT_ID: 'id',
  AUTH0_CLIENT_SECRET: 'secret',
  AUTH0_SECRET: 'a'.repeat(32),
  SMTP_URL: 'smtps://user:password@smtp.example:465',
  MAIL_FROM: 'Medcal <visits@clinic.example>',
  INNGEST_SIGNING_KEY: 'signkey-prod-1',
  INNGEST_EVENT_KEY: 'key',
  TOKEN_SECRET: 'b'.repeat(32),
}

test('a complete environment is taken; the base address loses its last slash', () => {
  const env = parseEnv({ ...right, TOKEN_SECRET_PREVIOUS: '' })
  expect(env.TOKEN_SECRET_PREVIOUS).toBeUndefined()
  expect(env.APP_BASE_URL).toBe('https://medcal.clinic.example')
  expect(env).toMatchObject({
    LOG_LEVEL: 'info',
    SIGN_UP: 'open',
    SESSION_IDLE_MINUTES: 120,
    SESSION_HOURS: 12,
  })
})

test('every wrong variable is named at once, and no value is shown', () => {
  const wrong = {
    ...right,
    DATABASE_URL: 'mysql://secret-word@db',
    TOKEN_SECRET: 'short',
    TOKEN_SECRET_PREVIOUS: 'short',
    SMTP_URL: '',
  }
  const { AUTH0_CLIENT_ID: _, INNGEST_SIGNING_KEY: __, ...rest } = wrong
  let message = ''
  try {
    parseEnv(rest)
  } catch (error) {
    message = String(error)
  }
  const names = [
    'DATABASE_URL',
    'TOKEN_SECRET',
    'TOKEN_SECRET_PREVIOUS',
    'SMTP_URL',
    'AUTH0_CLIENT_ID',
    'INNGEST_SIGNING_KEY',
  ]
  for (const name of names) expect(message).toContain(`\n  ${name} `)
  expect(message).not.toContain('secret-word')
  expect(message).not.toContain('short')
})

describe('one at a time', () => {
  test.each([
    ['APP_BASE_URL', 'medcal.example'],
    ['APP_BASE_URL', 'ftp://medcal.example'],
    ['AUTH0_DOMAIN', 'clinic.eu.auth0.com/path'],
    ['AUTH0_DOMAIN', 'two words'],
    ['AUTH0_DOMAIN', 'http://identity.clinic.example'],
    ['AUTH0_DOMAIN', 'http://localhost.clinic.example'],
    ['INNGEST_DEV', '1'],
    ['INNGEST_DEV', 'http://127.0.0.1:8288'],
    ['AUTH0_SECRET', 'a'.repeat(31)],
    ['MAIL_FROM', 'Medcal'],
    ['LOG_LEVEL', 'loud'],
    ['SIGN_UP', 'no'],
    ['SESSION_IDLE_MINUTES', '4'],
    ['SESSION_IDLE_MINUTES', '2 h'],
    ['SESSION_IDLE_MINUTES', '721'],
    ['SESSION_HOURS', '25'],
    ['SESSION_HOURS', '0x8'],
    ['INNGEST_BASE_URL', 'localhost'],
    ['INNGEST_SIGNING_KEY', ''],
    ['INNGEST_EVENT_KEY', ''],
  ])('%s may not be "%s"', (name, value) => {
    expect(() => parseEnv({ ...right, [name]: value })).toThrow(`\n  ${name} `)
  })

  test.each([
    ['AUTH0_DOMAIN', 'http://localhost:3001'],
    ['AUTH0_DOMAIN', 'https://identity.clinic.example'],
    ['MAIL_FROM', 'visits@clinic.example'],
    ['DATABASE_URL', 'postgresql://db.example/medcal?sslmode=require'],
    ['SMTP_URL', 'smtp://127.0.0.1:1025'],
    ['SIGN_UP', 'closed'],
    ['SESSION_IDLE_MINUTES', '720'],
    ['SESSION_HOURS', '24'],
  ])('%s may be "%s"', (name, value) => {
    expect(() => parseEnv({ ...right, [name]: value })).not.toThrow()
  })

  test('a development server of Inngest on this machine needs no key, for an app on it', () => {
    const { INNGEST_SIGNING_KEY: _, INNGEST_EVENT_KEY: __, ...keyless } = right
    for (const address of ['http://localhost:3000', 'http://127.0.0.1:3000', 'http://[::1]:3000']) {
      const here = { ...keyless, APP_BASE_URL: address }
      expect(() => parseEnv({ ...here, INNGEST_DEV: '1' })).not.toThrow()
      expect(() => parseEnv({ ...here, INNGEST_DEV: 'http://localhost:8288' })).not.toThrow()
      const elsewhere = { ...here, INNGEST_DEV: 'http://inngest.example:8288' }
      expect(() => parseEnv(elsewhere)).toThrow('\n  INNGEST_DEV ')
    }
    for (const address of ['http://192.168.0.7:3000', 'https://127.0.0.1.clinic.example']) {
      const there = { ...keyless, APP_BASE_URL: address, INNGEST_DEV: '1' }
      expect(() => parseEnv(there)).toThrow('\n  INNGEST_DEV ')
    }
  })
})
