import { describe, expect, test } from 'vitest'
import { childEnv, hostedDatabase, whatIsHosted } from './environment'

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

describe('a hosted database needs an address for each role that is used', () => {
  const run = { DATABASE_URL: 'postgres://run@db/medcal' }
  const migrate = { MIGRATION_DATABASE_URL: 'postgres://medcal@db/medcal' }
  const executor = { EXECUTOR_DATABASE_URL: 'postgres://executor@db/medcal' }
  const inngest = { INNGEST_DEV: '1' }

  test.each([
    [run, 'MIGRATION_DATABASE_URL and EXECUTOR_DATABASE_URL are missing'],
    [{ ...run, ...migrate }, ' EXECUTOR_DATABASE_URL is missing'],
    [{ ...run, ...inngest }, ' MIGRATION_DATABASE_URL is missing'],
  ])('%j', (given, words) => {
    expect(() => hostedDatabase(given)).toThrow(words)
    expect(() => hostedDatabase(given)).toThrow('npm run roles')
  })

  test('with all of them, or a hosted Inngest, it is complete', () => {
    expect(hostedDatabase({ ...run, ...migrate, ...executor })).toEqual({
      run: run.DATABASE_URL,
      migrate: migrate.MIGRATION_DATABASE_URL,
      executor: executor.EXECUTOR_DATABASE_URL,
    })
    expect(hostedDatabase({ ...run, ...migrate, ...inngest }).executor).toBe('')
  })
})

test('a child gets what is given and the stack’s values over it, but not our NODE_ENV', () => {
  const env = childEnv({ TZ: 'UTC', NODE_ENV: 'test', SMTP_URL: 'old' }, { SMTP_URL: 'new' })
  expect(env).toEqual({ TZ: 'UTC', SMTP_URL: 'new' })
})
