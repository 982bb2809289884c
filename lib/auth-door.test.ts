import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { sql } from 'drizzle-orm'
import getPort from 'get-port'
import { NextRequest } from 'next/server'
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { type Identity, startIdentity } from '@/local/identity'
import { type Browser, createBrowser } from '@/local/testing/browser'
import { granted, makeClinic, type World } from '@/local/testing/factories'
import { ownDatabase } from '@/local/testing/world'
import { changeStaff } from './commands/staff/change'
import { endAllSessions } from './commands/staff/end-all-sessions'

ownDatabase()

const app = 'http://medcal.test'
const subject = 'demo|admin'
let identity: Identity
let dataDir: string
let door: typeof import('./auth-door')
let rolling: typeof import('./roll-on')
let world: World
let staffId: string

beforeAll(async () => {
  dataDir = fs.mkdtempSync(path.join(os.tmpdir(), 'medcal-door-'))
  const clientSecret = 'a client secret that is long enough'
  identity = await startIdentity({
    port: await getPort(),
    appBaseUrl: app,
    dataDir,
    clientSecret,
    cookieKey: 'a cookie key',
    smtpUrl: 'smtp://127.0.0.1:1',
    mailFrom: 'Medcal <no-reply@medcal.test>',
  })
  vi.stubEnv('AUTH0_DOMAIN', identity.url)
  vi.stubEnv('AUTH0_CLIENT_ID', 'medcal')
  vi.stubEnv('AUTH0_CLIENT_SECRET', clientSecret)
  vi.resetModules()
  door = await import('./auth-door')
  rolling = await import('./roll-on')
  const real = globalThis.fetch
  vi.stubGlobal('fetch', (input: string | URL | Request, init?: RequestInit) => {
    const url = new URL(input instanceof Request ? input.url : input)
    return url.origin === app ? answerOf(url, init) : real(input, init)
  })
})

afterAll(async () => {
  await identity.stop()
  fs.rmSync(dataDir, { recursive: true })
})

beforeEach(async () => {
  world = await makeClinic()
  staffId = crypto.randomUUID()
  await world.execute(sql`
    insert into staff (id, clinic_id, auth_subject, email, name, role)
    values (${staffId}, ${world.clinicId}, ${subject}, 'admin@demo.test', 'Mirjam', 'scheduler')`)
  return async () => void (await world.execute(sql`delete from staff`))
})

/** The app: its doors of /auth/, and any page. */
async function answerOf(url: URL, init?: RequestInit): Promise<Response> {
  const request = new NextRequest(url, { headers: new Headers(init?.headers) })
  return (await door.authAnswer(request)) ?? new Response('a page')
}

/** Another browser, which presses the demo account on the sign-in page. */
async function signedIn(): Promise<Browser> {
  const browser = createBrowser(({ origin }) => [app, identity.url].includes(origin))
  await press(browser, await browser.open(`${app}/auth/login`))
  return browser
}

async function press(browser: Browser, page: { url: URL }) {
  expect(page.url.pathname).toMatch(/^\/sign-in\//)
  return browser.post(`${page.url.pathname}/demo`, { account: subject })
}

async function profile(cookie: string) {
  const request = new NextRequest(`${app}/auth/profile`, { headers: { cookie } })
  const answer = await door.authAnswer(request)
  const cookies = answer?.headers.getSetCookie() ?? []
  return { status: answer?.status, gone: cookies.some((one) => /^__session=;/.test(one)) }
}

const cookieOf = (browser: Browser) => browser.cookiesFor(new URL(app))

test('a session is known and goes on until something ends it; then its cookie is taken away', async () => {
  const cookie = cookieOf(await signedIn())
  expect(await profile(cookie)).toEqual({ status: 200, gone: false })
  granted(await changeStaff(world.context, { staffId, role: 'practitioner' }))
  expect(await profile(cookie)).toEqual({ status: 401, gone: true })

  const later = cookieOf(await signedIn())
  vi.useFakeTimers({ now: Date.now() + 3_600_000, toFake: ['Date'] })
  const request = () => new NextRequest(`${app}/calendar`, { headers: { cookie: later } })
  const [rolled] = (await rolling.rollOn(request()))?.cookies.getAll() ?? []
  expect(rolled).toMatchObject({ name: '__session', maxAge: 7200, httpOnly: true })
  granted(await changeStaff(world.context, { staffId, active: false }))
  const [taken] = (await rolling.rollOn(request()))?.cookies.getAll() ?? []
  expect(taken).toMatchObject({ name: '__session', value: '', maxAge: 0 })
})

test('what a visit gains less than a minute by is left alone', async () => {
  const cookie = cookieOf(await signedIn())
  const request = new NextRequest(`${app}/calendar`, { headers: { cookie } })
  expect(await rolling.rollOn(request)).toBeNull()
})

test('signed out here, the cookie is worth nothing though it is put back', async () => {
  const browser = await signedIn()
  const cookie = cookieOf(browser)
  await browser.open(`${app}/auth/logout`)
  expect(cookieOf(browser)).not.toContain('__session')
  expect(await profile(cookie)).toEqual({ status: 401, gone: true })
})

test('signed out everywhere, another browser needs the password, though the provider knows it', async () => {
  const browser = await signedIn()
  const silent = await browser.open(`${app}/auth/login?returnTo=/openings`)
  expect(silent.url.href).toBe(`${app}/openings`)
  await endAllSessions({ ...world.context, actor: { kind: 'staff', id: staffId, name: 'M' } })
  expect((await profile(cookieOf(browser))).status).toBe(401)
  const asked = await browser.open(`${app}/auth/login`)
  expect(asked.url.origin).toBe(identity.url)
  // As if the password had been given some time before.
  await world.execute(
    sql`update staff set authenticates_after = authenticates_after - interval '5 s'`,
  )
  const back = await press(browser, asked)
  expect(back.url.href).toBe(`${app}/calendar`)
  expect((await profile(cookieOf(browser))).status).toBe(200)
})

test('only what we use is passed on to the provider, and only our own doors are open', async () => {
  const asked = new URLSearchParams({
    ...{ returnTo: '//evil.test', screen_hint: 'signup', login_hint: 'ines@clinic.test' },
    ...{
      scope: 'offline_access',
      connection: 'x',
      prompt: 'none',
      redirect_uri: 'x',
      max_age: '0',
    },
  })
  const answer = await answerOf(new URL(`${app}/auth/login?${asked}`))
  const sent = new URL(answer.headers.get('location') ?? '').searchParams
  expect(Object.fromEntries(sent)).toMatchObject({
    scope: 'openid profile email',
    redirect_uri: `${app}/auth/callback`,
    max_age: '43200',
    screen_hint: 'signup',
    login_hint: 'ines@clinic.test',
  })
  for (const name of ['connection', 'prompt', 'returnTo']) expect(sent.has(name)).toBe(false)
  for (const path of [
    '/auth/access-token',
    '/auth/connect',
    '/auth/mfa/authenticators',
    '/me/v1',
  ]) {
    expect(await door.authAnswer(new NextRequest(app + path)), path).toBeNull()
  }
})

test('a sign-in that fails ends on the start page; nonsense in the cookie is nobody', async () => {
  const answer = await answerOf(new URL(`${app}/auth/callback?code=old&state=unknown`))
  expect(answer.headers.get('location')).toBe(`${app}/?signin=failed`)
  for (const cookie of [
    '__session=a.b.c.d.e',
    '__session=%00',
    'appSession=eyJhbGciOiJub25lIn0.a.b.c.d',
  ]) {
    expect((await profile(cookie)).status, cookie).toBe(401)
  }
})
