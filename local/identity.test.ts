import { createHash, randomBytes } from 'node:crypto'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import getPort from 'get-port'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Identity, startIdentity } from './identity'
import { type Mailbox, startMailbox } from './mailbox'
import { type Browser, createBrowser } from './testing/browser'

const app = 'http://localhost:65000'
const callback = `${app}/auth/callback`
const clientSecret = 'a client secret that is long enough'
let dataDir: string
let identity: Identity
let mailbox: Mailbox

beforeAll(async () => {
  dataDir = fs.mkdtempSync(path.join(os.tmpdir(), 'medcal-identity-'))
  mailbox = await startMailbox({ port: await getPort(), smtpPort: await getPort(), dataDir })
  identity = await start(await getPort())
})

afterAll(async () => {
  await identity.stop()
  await mailbox.stop()
  fs.rmSync(dataDir, { recursive: true })
})

function start(port: number): Promise<Identity> {
  return startIdentity({
    port,
    appBaseUrl: app,
    dataDir,
    clientSecret,
    cookieKey: 'a cookie key',
    smtpUrl: mailbox.smtpUrl,
    mailFrom: 'Medcal <no-reply@medcal.test>',
    mailbox: mailbox.url,
  })
}

function browse(): Browser {
  return createBrowser((url) => url.origin === identity.url)
}

interface Visit {
  browser: Browser
  verifier: string
  /** The path of the sign-in page, or nothing when it was not shown. */
  page: { url: URL; text: string }
}

async function begin(browser: Browser, extra: Record<string, string> = {}): Promise<Visit> {
  const verifier = randomBytes(32).toString('base64url')
  const query = new URLSearchParams({
    client_id: 'medcal',
    response_type: 'code',
    redirect_uri: callback,
    scope: 'openid profile email offline_access',
    state: 'state',
    code_challenge: createHash('sha256').update(verifier).digest('base64url'),
    code_challenge_method: 'S256',
    ...extra,
  })
  return { browser, verifier, page: await browser.open(`${identity.url}/auth?${query}`) }
}

interface Tokens {
  id_token: string
  refresh_token: string
  claims: Record<string, unknown>
}

async function exchange(fields: Record<string, string>): Promise<Tokens> {
  const response = await fetch(`${identity.url}/token`, {
    method: 'POST',
    body: new URLSearchParams({ client_id: 'medcal', client_secret: clientSecret, ...fields }),
  })
  const tokens = (await response.json()) as Omit<Tokens, 'claims'>
  expect(response.status, JSON.stringify(tokens)).toBe(200)
  const payload = tokens.id_token.split('.')[1] ?? ''
  return { ...tokens, claims: JSON.parse(Buffer.from(payload, 'base64url').toString()) }
}

function redeem(visit: Visit, end: { url: URL }): Promise<Tokens> {
  expect(end.url.href).toContain(callback)
  return exchange({
    grant_type: 'authorization_code',
    code: end.url.searchParams.get('code') ?? '',
    redirect_uri: callback,
    code_verifier: visit.verifier,
  })
}

async function pressDemo(role: string, browser = browse()): Promise<Tokens> {
  const visit = await begin(browser)
  const end = await browser.post(`${visit.page.url.pathname}/demo`, { account: `demo|${role}` })
  return redeem(visit, end)
}

async function create(
  email: string,
  password = 'correct horse',
): Promise<[Visit, { url: URL; status: number; text: string }]> {
  const visit = await begin(browse(), { screen_hint: 'signup' })
  const fields = { name: 'Nele <b>Voss</b>', email, password }
  return [visit, await visit.browser.post(`${visit.page.url.pathname}/create`, fields)]
}

async function newestMail(to: string): Promise<{ id: string; text: string }> {
  const mail = (await mailsTo(to)).at(-1)
  if (!mail) throw new Error(`No mail to ${to}`)
  return mail
}

/** Oldest first. */
async function mailsTo(to: string) {
  const mails = (await (await fetch(`${mailbox.url}/api/email`)).json()) as {
    id: string
    text: string
    to: { address: string }[]
  }[]
  return mails.filter((one) => one.to.some(({ address }) => address === to))
}

describe('signing in', () => {
  test('the page offers each demo account as a button that names its address', async () => {
    const { page } = await begin(browse())
    for (const role of ['admin', 'scheduler', 'practitioner']) {
      expect(page.text).toContain(`value="demo|${role}"><strong>${role}@demo.test</strong>`)
    }
  })

  test('pressing a demo account leads back to the app with its subject and address', async () => {
    const { claims } = await pressDemo('scheduler')
    expect(claims).toMatchObject({
      sub: 'demo|scheduler',
      email: 'scheduler@demo.test',
      email_verified: true,
      iss: identity.url,
    })
  })

  test('a wrong password is refused, keeps the address and says what to do', async () => {
    const { browser, page } = await begin(browse(), { login_hint: 'nobody@clinic.test' })
    expect(page.text).toContain('value="nobody@clinic.test"')
    const fields = { email: 'nobody@clinic.test', password: 'a guess' }
    const refused = await browser.post(`${page.url.pathname}/password`, fields)
    expect(refused.status).toBe(422)
    expect(refused.text).toContain('do not belong together')
    expect(refused.text).toContain('value="nobody@clinic.test"')
  })

  test('a form that another site posts is refused', async () => {
    const { browser, page } = await begin(browse())
    const answer = await browser.open(`${page.url.pathname}/demo`, {
      method: 'POST',
      headers: { origin: 'https://elsewhere.example' },
      body: new URLSearchParams({ account: 'demo|admin' }),
    })
    expect(answer.status).toBe(403)
  })

  test('without the cookie of its own browser a sign-in page does nothing', async () => {
    const { page } = await begin(browse())
    const answer = await browse().open(`${identity.url}${page.url.pathname}/demo`, {
      method: 'POST',
      body: new URLSearchParams({ account: 'demo|admin' }),
    })
    expect(answer.status).toBe(400)
    expect(answer.text).toContain('Begin again from Medcal')
  })

  test('a signed-in browser is not asked again, also after a restart', async () => {
    const browser = browse()
    await pressDemo('admin', browser)
    await identity.stop()
    identity = await start(Number(new URL(identity.url).port))
    const visit = await begin(browser)
    expect((await redeem(visit, visit.page)).claims.sub).toBe('demo|admin')
  })
})

describe('creating an account', () => {
  test('leads back signed in, unverified; the mail’s link verifies when its button is pressed', async () => {
    const [visit, end] = await create('Nele.Voss@clinic.test')
    const { claims, refresh_token } = await redeem(visit, end)
    expect(claims).toMatchObject({ email: 'nele.voss@clinic.test', email_verified: false })
    expect(claims.sub).toMatch(/^local\|[0-9a-f-]{36}$/)

    const { text } = await newestMail('nele.voss@clinic.test')
    const link = text.match(/http:\S+/)?.[0] ?? ''
    const opened = await browse().open(link)
    expect(opened.text).toContain('Confirm this address')
    const unchanged = await exchange({ grant_type: 'refresh_token', refresh_token })
    expect(unchanged.claims.email_verified).toBe(false)

    const browser = browse()
    await browser.open(link)
    const token = new URL(link).searchParams.get('token') ?? ''
    expect((await browser.post('/verify', { token })).text).toContain('is confirmed')
    expect((await browser.post('/verify', { token })).status).toBe(410)
    const next = await exchange({
      grant_type: 'refresh_token',
      refresh_token: unchanged.refresh_token,
    })
    expect(next.claims.email_verified).toBe(true)
    const again = await begin(visit.browser)
    expect((await redeem(again, again.page)).claims.email_verified).toBe(true)
  })

  test('sixty sign-ins send five emails to one mailbox, and the last one’s link stays good', async () => {
    await create('otto@clinic.test', 'a long password')
    for (let i = 0; i < 60; i++) {
      const visit = await begin(browse())
      const fields = { email: 'otto@clinic.test', password: 'a long password' }
      await visit.browser.post(`${visit.page.url.pathname}/password`, fields)
    }
    const mails = await mailsTo('otto@clinic.test')
    expect(mails).toHaveLength(5)
    const link = (await newestMail('otto@clinic.test')).text.match(/http:\S+/)?.[0] ?? ''
    expect((await browse().open(link)).text).toContain('Confirm this address')
  })

  test('its password signs in, whatever the case of the address', async () => {
    await create('ida@clinic.test', 'a long password')
    const visit = await begin(browse())
    const fields = { email: 'IDA@clinic.test', password: 'a long password' }
    const end = await visit.browser.post(`${visit.page.url.pathname}/password`, fields)
    expect((await redeem(visit, end)).claims.email).toBe('ida@clinic.test')
  })

  test('an address is taken once, and demo addresses are', async () => {
    await create('twice@clinic.test')
    for (const email of ['Twice@clinic.test', 'admin@demo.test']) {
      const [, refused] = await create(email)
      expect(refused.status).toBe(422)
      expect(refused.text).toContain('has an account already')
    }
  })

  test('a short password is refused, and what was typed is shown escaped', async () => {
    const [, refused] = await create('short@clinic.test', 'short')
    expect(refused.status).toBe(422)
    expect(refused.text).toContain('at least 8 characters')
    expect(refused.text).toContain('value="Nele &#60;b&#62;Voss&#60;/b&#62;"')
  })

  test('no password is kept readable', async () => {
    await create('secret@clinic.test', 'tell nobody this')
    const kept = fs.readFileSync(path.join(dataDir, 'identity', 'accounts.json'), 'utf8')
    expect(kept).toContain('secret@clinic.test')
    expect(kept).not.toContain('tell nobody this')
  })
})

describe('signing out', () => {
  const leave = (idToken?: string) =>
    `${identity.url}/session/end?${new URLSearchParams({
      client_id: 'medcal',
      post_logout_redirect_uri: app,
      ...(idToken && { id_token_hint: idToken }),
    })}`

  test('ends the provider’s session and goes back without a question', async () => {
    const browser = browse()
    const { id_token, refresh_token } = await pressDemo('admin', browser)
    expect((await browser.open(leave(id_token))).url.href).toBe(`${app}/`)
    expect((await begin(browser)).page.text).toContain('Sign in to Medcal')
    const refused = await fetch(`${identity.url}/token`, {
      method: 'POST',
      body: new URLSearchParams({
        client_id: 'medcal',
        client_secret: clientSecret,
        grant_type: 'refresh_token',
        refresh_token,
      }),
    })
    expect(refused.status).toBe(400)
  })

  test('asks when the link does not say whose session it means', async () => {
    const browser = browse()
    await pressDemo('admin', browser)
    const page = await browser.open(leave())
    expect(page.text).toContain('Sign out of Medcal?')
    const xsrf = page.text.match(/name="xsrf" value="(\w+)"/)?.[1] ?? ''
    const left = await browser.post('/session/end/confirm', { xsrf, logout: 'yes' })
    expect(left.url.href).toBe(`${app}/`)
    expect((await begin(browser)).page.text).toContain('Sign in to Medcal')
  })

  test('signed out already, goes straight back', async () => {
    expect((await browse().open(leave())).url.href).toBe(`${app}/`)
  })

  test('leads nowhere but to the app', async () => {
    const url = leave().replace(
      encodeURIComponent(app),
      encodeURIComponent('https://elsewhere.example'),
    )
    const page = await browse().open(url)
    expect(page.status).toBe(400)
    expect(page.text).toContain('Back to Medcal')
  })
})
