import type { SessionData } from '@auth0/nextjs-auth0/types'
import { NextRequest, NextResponse } from 'next/server'
import { expect, test, vi } from 'vitest'
import { cookieName } from './cookie-name'

const base = vi.hoisted(() => ({ url: '' }))
vi.mock('./env', async (actual) => {
  const real = await actual<typeof import('./env')>()
  const env = () =>
    real.parseEnv({
      APP_BASE_URL: base.url,
      DATABASE_URL: 'postgres://db.test/medcal',
      AUTH0_DOMAIN: 'clinic.eu.auth0.com',
      AUTH0_CLIENT_ID: 'id',
      AUTH0_CLIENT_SECRET: 'secret',
      AUTH0_SECRET: 'a'.repeat(32),
      SMTP_URL: 'smtp://mail.test',
      MAIL_FROM: 'Medcal <a@b.test>',
      INNGEST_DEV: '1',
      TOKEN_SECRET: 'b'.repeat(32),
    })
  return { ...real, env, isHttps: () => base.url.startsWith('https:') }
})

const endpoints = vi.fn(async () =>
  Response.json({
    issuer: 'https://clinic.eu.auth0.com/',
    authorization_endpoint: 'https://clinic.eu.auth0.com/authorize',
    token_endpoint: 'https://clinic.eu.auth0.com/oauth/token',
    end_session_endpoint: 'https://clinic.eu.auth0.com/oidc/logout',
  }),
)
vi.stubGlobal('fetch', endpoints)

/** The library as it runs at an address of the app, read anew. */
async function at(url: string) {
  base.url = url
  vi.resetModules()
  const found = await import('./auth0')
  return { ...found, request: new NextRequest(`${url}/auth/login`) }
}

const session: SessionData = {
  user: { sub: 'test|ines' },
  tokenSet: { accessToken: 'a', expiresAt: 0 },
  internal: { sid: 's', createdAt: Math.floor(Date.now() / 1000) },
}

async function cookiesOf(url: string) {
  const { auth0, dropSession, request } = await at(url)
  const login = await auth0.middleware(request)
  expect(login.status).toBe(307)
  const [transaction] = login.cookies.getAll()
  // The library takes its answer to be the session that is there already.
  vi.spyOn(auth0, 'getSession').mockResolvedValue(session)
  const set = new NextResponse()
  await auth0.updateSession(request, set, session)
  const [kept] = set.cookies.getAll()
  const gone = new NextResponse()
  const again = new NextRequest(url, { headers: { cookie: `${kept?.name}=${kept?.value}` } })
  dropSession(again, gone)
  return { transaction, kept, gone: gone.cookies.getAll(), sent: set.headers.getSetCookie() }
}

test('under https every cookie has the prefix that only our own host can set', async () => {
  const { transaction, kept, gone, sent } = await cookiesOf('https://medcal.test')
  expect(transaction?.name).toMatch(/^__Host-txn_/)
  expect(kept?.name).toBe('__Host-session')
  for (const cookie of [transaction, kept, ...gone]) {
    expect(cookie).toMatchObject({ secure: true, path: '/', httpOnly: true })
    expect(cookie?.domain).toBeUndefined()
  }
  expect(sent.join()).toMatch(/HttpOnly.*SameSite=lax|SameSite=lax.*HttpOnly/i)
  expect(gone).toMatchObject([{ name: '__Host-session', value: '', maxAge: 0 }])
  expect(cookieName('theme', true)).toBe('__Host-theme')
})

test('without TLS, on one machine, they have none: browsers would refuse them', async () => {
  const { transaction, kept, gone } = await cookiesOf('http://localhost:3000')
  expect([transaction?.name.slice(0, 6), kept?.name, gone[0]?.name]).toEqual([
    '__txn_',
    '__session',
    '__session',
  ])
  expect(kept?.secure).toBeFalsy()
  expect(cookieName('theme', false)).toBe('theme')
})
