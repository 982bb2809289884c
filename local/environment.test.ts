import { describe, expect, test } from 'vitest'
import { childEnv, whatIsHosted } from './environment'

const none = { database: false, identity: false, mail: false, inngest: false }
const auth0 = {
  AUTH0_DOMAIN: 'a.eu.auth0.com',
  AUTH0_CLIENT_ID: 'id',
  AUTH0_CLIENT_SECRET: 'secret',
}

describe('each stand-in yields to its variables', () => {
  test.each([
    [{}, none],
    [{ DATABASE_URL: '', SMTP_URL: '', AUTH0_DOMAIN: '', INNGEST_DEV: '' }, none],
    [{ DATABASE_URL: 'postgres://db/medcal' }, { ...none, database: true }],
    [{ SMTP_URL: 'smtp://mail' }, { ...none, mail: true }],
    [auth0, { ...none, identity: true }],
    [{ AUTH0_SECRET: 'kept by us otherwise' }, none],
    [{ INNGEST_SIGNING_KEY: 'signkey-prod-1' }, { ...none, inngest: true }],
    [{ INNGEST_DEV: 'http://localhost:8288' }, { ...none, inngest: true }],
    [
      { ...auth0, DATABASE_URL: 'postgres://db/medcal', SMTP_URL: 'smtp://mail' },
      { database: true, identity: true, mail: true, inngest: false },
    ],
  ])('%j', (given, hosted) => {
    expect(whatIsHosted(given)).toEqual(hosted)
  })

  test('half an identity provider is refused by its missing names', () => {
    expect(() => whatIsHosted({ AUTH0_DOMAIN: 'a.eu.auth0.com', AUTH0_CLIENT_ID: 'id' })).toThrow(
      'AUTH0_CLIENT_SECRET is missing',
    )
  })
})

test('a child gets what is given and the stack’s values over it, but not our NODE_ENV', () => {
  const env = childEnv({ TZ: 'UTC', NODE_ENV: 'test', SMTP_URL: 'old' }, { SMTP_URL: 'new' })
  expect(env).toEqual({ TZ: 'UTC', SMTP_URL: 'new' })
})
