import fs from 'node:fs'
import path from 'node:path'
import type { Page } from '@playwright/test'
import fc from 'fast-check'
import { signInDemo } from './support/accounts'
import { book, bookButton, fillBooking, openBooking, person } from './support/booking'
import { setAutomation } from './support/clinic'
import { workday } from './support/days'
import { linkIn, waitForMail } from './support/mailbox'
import { nastyRequests } from './support/nasty'
import { pieces, type Sent, send } from './support/raw'
import { captureAction, replay } from './support/replay'
import { contents, settled } from './support/rows'
import { readStack, stack } from './support/stack'
import { expect, test } from './support/test'

const json = { 'content-type': 'application/json' }

/** The cookies of a page's session as a header. */
async function cookieOf(page: Page): Promise<string> {
  const cookies = await page.context().cookies(stack.app)
  return cookies.map(({ name, value }) => `${name}=${value}`).join('; ')
}

test('who calls the functions without our key is refused, in one line of the log', async () => {
  const log = path.join(
    path.dirname(process.env.MEDCAL_STACK ?? '.data/stack.json'),
    'logs/app.log',
  )
  const from = fs.statSync(log).size
  const strangers: Omit<Sent, 'path'>[] = [
    { method: 'PUT', headers: { host: 'evil.example' } },
    {
      method: 'PUT',
      headers: { ...json, 'x-inngest-sync-kind': 'in_band' },
      body: '{"url":"http://evil.example"}',
    },
    { method: 'PUT', headers: { 'x-inngest-signature': 't=1&s=00' }, body: '{}' },
    { method: 'POST', headers: json, body: '{}' },
    { method: 'GET' },
  ]
  // Next.js itself prints what it thinks of an action that there is not.
  const action = { 'content-type': 'text/plain', 'next-action': '7f'.repeat(21) }
  await send({ method: 'POST', path: '/', headers: action, body: '[]' })
  for (const stranger of strangers) {
    const answer = await send({ path: '/api/inngest', ...stranger })
    expect(answer.status, JSON.stringify(stranger)).toBe(401)
    expect(answer.text).toBe('{"message":"Unauthorized"}')
  }
  const lines = () => fs.readFileSync(log).subarray(from).toString('utf8').split('\n').slice(0, -1)
  const told = () => lines().filter((one) => /signature/i.test(one))
  // The log is written after the answer.
  await expect.poll(() => told().length).toBeGreaterThanOrEqual(strangers.length)
  for (const one of told()) {
    expect(JSON.parse(one)).toMatchObject({ level: 40, part: 'inngest', msg: 'call refused' })
  }
  for (const one of lines()) expect(() => JSON.parse(one), one).not.toThrow()
})

test.describe('a body is counted while it is read', () => {
  const kb = 1024
  for (const { door, method, most, refused } of [
    { door: '/api/inngest', method: 'POST', most: 4096 * kb, refused: 400 },
    { door: '/api/inngest', method: 'PUT', most: 4096 * kb, refused: 400 },
    { door: '/patients/search', method: 'POST', most: 64 * kb, refused: 400 },
    { door: '/calendar', method: 'POST', most: 64 * kb, refused: 400 },
    { door: '/visit/nothing', method: 'POST', most: 64 * kb, refused: 400 },
    { door: '/auth/login', method: 'POST', most: 64 * kb, refused: 404 },
    { door: '/settings/practitioners/new', method: 'POST', most: 128 * kb, refused: 400 },
  ]) {
    test(`${method} ${door}`, async () => {
      const action = { 'content-type': 'text/plain', 'next-action': '7f'.repeat(21) }
      const headers = door === '/auth/login' || door.startsWith('/api') ? json : action
      for (const said of [true, false]) {
        const length = said ? String(most + 1) : undefined
        const body = pieces(most + 1)
        const over = { method, path: door, headers: { ...headers, 'content-length': length }, body }
        expect((await send(over)).status, 'one byte more').toBe(413)
      }
      const within = { method, path: door, headers, body: pieces(most) }
      expect((await send(within)).status, 'up to the limit').toBe(refused)
    })
  }

  test('and never kept beyond its limit', async () => {
    const { app } = readStack().pids
    test.skip(
      !fs.existsSync(`/proc/${app}/status`),
      'only Linux tells how much memory a process has',
    )
    const most = () =>
      Number(/VmHWM:\s+(\d+)/.exec(fs.readFileSync(`/proc/${app}/status`, 'utf8'))?.[1])
    fs.writeFileSync(`/proc/${app}/clear_refs`, '5') // the peak begins anew
    const before = most()
    for (const door of ['/api/inngest', '/patients/search', '/visit/nothing']) {
      const headers = door === '/api/inngest' ? json : {}
      const body = pieces(200_000_000)
      expect((await send({ method: 'POST', path: door, headers, body })).status, door).toBe(413)
    }
    // Before, the first alone took 790 MB.
    expect(most() - before, 'KB more').toBeLessThan(200_000)
  })
})

test('what Next.js would answer with an error of its own is refused before it', async () => {
  const rsc = { rsc: '1' }
  for (const [status, sent] of [
    [400, { path: '/', headers: { ...rsc, 'next-router-state-tree': 'nonsense' } }],
    [400, { path: '/calendar', headers: { ...rsc, 'next-router-state-tree': '%5B%5D' } }],
    [400, { path: '/visit/%E0%A4%A' }],
    [400, { path: '/visit/%E0%A4%A/visit.ics' }],
    [400, { path: '/api/%' }],
    [405, { path: '/', method: 'TRACE' }],
    [405, { path: '/', method: 'PROPFIND' }],
    [404, { path: '/auth/backchannel-logout', method: 'POST', body: 'logout_token=x' }],
    [404, { path: '/auth/passwordless/start', method: 'POST', headers: json, body: '{}' }],
  ] as const) {
    const answer = await send(sent)
    expect.soft(answer.status, `${sent.path} ${JSON.stringify(sent)}`).toBe(status)
    expect.soft(answer.headers['x-content-type-options'], sent.path).toBe('nosniff')
  }
})

test('the same origin is ours by the address that we are set to, whatever a request says of its host', async () => {
  const { host, origin } = new URL(stack.app)
  const body = '[]'
  const action = { 'content-type': 'text/plain', 'next-action': '7f'.repeat(21) }
  const post = async (headers: Sent['headers']) =>
    (
      await send({
        method: 'POST',
        path: '/visit/nothing',
        headers: { ...action, ...headers },
        body,
      })
    ).status
  expect(await post({ origin })).not.toBe(403)
  expect(await post({ origin, 'sec-fetch-site': 'same-origin' })).not.toBe(403)
  // As a reverse proxy asks us.
  expect(await post({ origin, host: 'inside:3000' })).not.toBe(403)
  for (const foreign of [
    { origin: 'https://evil.example' },
    { origin: 'https://evil.example', host: 'evil.example' },
    { origin: 'https://evil.example', 'x-forwarded-host': 'evil.example' },
    { origin: origin.replace('http:', 'https:') },
    { origin: 'null' },
    { origin, 'sec-fetch-site': 'cross-site' },
    { 'sec-fetch-site': 'same-site' },
  ]) {
    expect.soft(await post(foreign), JSON.stringify(foreign)).toBe(403)
  }
  for (const path of ['/?returnTo=//evil.example', '/auth/callback?code=x&state=y']) {
    const { headers } = await send({ path, headers: { host: 'evil.example' } })
    expect.soft(new URL(headers.location ?? '', `http://${host}`).host, path).toBe(host)
  }
})

test('the stand-ins answer this machine’s names and no foreign page', async () => {
  for (const to of [stack.mailbox, stack.identity, stack.inngest]) {
    const { port } = new URL(to)
    const host = `localhost:${port}`
    expect
      .soft((await send({ path: '/', headers: { host, accept: 'text/html' } }, to)).status, to)
      .toBeLessThan(400)
    for (const headers of [
      { host: `evil.example:${port}` },
      { host, origin: 'https://evil.example' },
    ]) {
      const answer = await send({ path: '/', headers }, to)
      expect.soft(answer.status, `${to} ${JSON.stringify(headers)}`).toBe(403)
    }
  }
})

test('a year that no calendar has is no date: pages show, and files are whole', async ({
  page,
}) => {
  await signInDemo(page, 'admin')
  const nowhere = ['0000-01-01', '1.1.0000', '9999-12-31', '-000001-01-01']
  for (const day of nowhere) {
    for (const at of [
      `/patients?q=${day}`,
      `/activity?q=${day}`,
      `/appointments?q=${day}`,
      `/appointments?from=${day}&until=${day}`,
      `/calendar?date=${day}`,
      `/insights?from=${day}&until=${day}`,
    ]) {
      expect.soft((await page.request.get(at)).status(), at).toBe(200)
    }
    const file = await page.request.get(`/appointments/csv?when=all&q=${day}`)
    expect.soft(file.status(), day).toBe(200)
    expect.soft(await file.text(), day).toMatch(/^\uFEFF"Status","Day",[^\n]*\r\n$/)
  }
})

test('the half of a character, or a sign that cannot be seen, is refused in every field of text', async ({
  desk,
  clinic,
}) => {
  const mara = person('Mara')
  await desk.goto('/calendar')
  const dialog = await openBooking(desk)
  await fillBooking(dialog, { patient: mara, day: workday(2), time: '09:00' })
  const adding = captureAction(desk, '"familyName"')
  const booking = captureAction(desk, '"overHold"')
  await bookButton(dialog).click()
  const [add, bookOne] = await Promise.all([adding, booking])
  await expect(desk.getByText(`Booked: ${mara.name}, `)).toBeVisible()
  await desk.goto('/settings')
  const saving = captureAction(desk, '"gridMinutes"')
  await desk.getByLabel('Address').fill('Elbchaussee 15')
  await desk.getByRole('button', { name: /^Save/ }).first().click()
  const save = await saving

  const before = await contents(clinic.id)
  for (const [captured, field] of [
    ...['givenName', 'familyName', 'email', 'phone'].map((name) => [add, name] as const),
    [bookOne, 'note'],
    ...['name', 'address', 'phone', 'timeZone'].map((name) => [save, name] as const),
  ] as const) {
    for (const bad of ['\ud83d', 'a\udc00b', 'a\u0000b', 'a\u0007b']) {
      const [input, ...rest] = JSON.parse(captured.body)
      // As a broken program would write it: JSON can say the half of a character.
      const data = JSON.stringify([{ ...input, [field]: bad }, ...rest])
      const answer = await replay(desk.request, captured, data)
      expect
        .soft([answer.status, answer.reason], `${field} ${JSON.stringify(bad)}`)
        .toEqual([200, 'invalid'])
    }
  }
  const searched = await desk.request.post('/patients/search', {
    headers: { origin: new URL(stack.app).origin },
    data: { query: `Mar\ud83d \0` },
  })
  expect(await searched.json()).toMatchObject({ ok: true })
  expect(await contents(clinic.id)).toEqual(before)
})

test('no request that makes no sense ends in an error of ours', async ({ desk, clinic }) => {
  const runs = Number(process.env.FUZZ_RUNS ?? 400)
  test.setTimeout(120_000 + runs * 200)
  const mara = person('Mara')
  // What is done by the clock must not change the rows that are compared.
  await setAutomation(desk, { daily: false })
  await desk.goto('/calendar')
  await book(desk, { patient: mara, day: workday(2), time: '10:00' })
  const link = linkIn(
    await waitForMail({ to: mara.email, subject: /^Your visit|^Booked|visit/ }),
    '/visit/',
  )
  const token = new URL(link).pathname.split('/')[2] ?? ''
  const cookie = await cookieOf(desk)
  const { origin } = new URL(stack.app)
  await settled(clinic.id)
  const before = await contents(clinic.id)
  await fc.assert(
    fc.asyncProperty(nastyRequests([token, clinic.id]), fc.boolean(), async (sent, signedIn) => {
      const headers = { ...(signedIn && { cookie }), origin, ...sent.headers }
      const { status, text } = await send({ ...sent, headers })
      const said = `${status} ${text.slice(0, 300)}`
      expect(status, said).toBeLessThan(500)
      expect(status, said).toBeGreaterThan(0)
      expect(text).not.toMatch(/\n\s+at .+:\d+:\d+|node_modules|"reason":"unexpected"/)
    }),
    { numRuns: runs, seed: Number(process.env.FUZZ_SEED ?? 20261130), endOnFailure: true },
  )
  expect(await contents(clinic.id)).toEqual(before)
})
