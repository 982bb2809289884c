import type { APIResponse } from '@playwright/test'
import { signInDemo } from './support/accounts'
import { stack } from './support/stack'
import { expect, test } from './support/test'

test('the app says that it is well', async ({ request }) => {
  const health = async () => {
    const answer = await request.get('/api/health')
    return { status: answer.status(), said: await answer.json() }
  }
  // Another test may just have killed the executor, or the database.
  await expect.poll(health).toEqual({
    status: 200,
    said: { status: 'ok', checks: { database: 'ok', inngest: 'ok', mail: 'ok' } },
  })
})

test('every kind of answer carries the headers that protect its reader', async ({ page }) => {
  await signInDemo(page, 'admin')
  const pages = [
    '/',
    '/calendar',
    '/settings',
    '/visit/nothing',
    '/offer/nothing',
    '/invite/nothing',
  ]
  const others = [
    '/nothing-here',
    '/auth/nothing',
    '/auth/profile',
    '/api/health',
    '/visit/nothing/visit.ics',
    '/icon.svg',
    '/favicon.ico',
    '/api/changes',
    '/api/inngest',
    '/appointments/csv',
    '/insights/csv',
    '/_next/static/nothing.js',
    /src="(\/_next\/static\/[^"]+\.js)"/.exec(await page.content())?.[1] ?? 'no script',
    '/_next/image?url=x',
    '/patients?returnTo=//elsewhere',
    '/auth/login',
    '/auth/callback',
    '/patients//x',
    '/calendar/',
    '/%',
  ]
  const action = { 'next-action': '7f'.repeat(21), 'content-type': 'text/plain' }
  const asked: [string, APIResponse][] = [
    ...(await Promise.all(
      [...pages, ...others].map(
        async (path): Promise<[string, APIResponse]> => [
          path,
          await page.request.get(path, { maxRedirects: 0 }),
        ],
      ),
    )),
    ['an action', await page.request.post('/calendar', { headers: action, data: '[]' })],
    ['a question', await page.request.post('/patients/search', { data: { query: 'x' } })],
    ['too much', await page.request.post('/calendar', { data: 'x'.repeat(70_000) })],
    ['a method', await page.request.fetch('/calendar', { method: 'OPTIONS' })],
    ['no method', await page.request.fetch('/calendar', { method: 'PROPFIND' })],
  ]
  for (const [what, answer] of asked) {
    const headers = answer.headers()
    expect.soft(headers, what).toMatchObject({
      'strict-transport-security': expect.stringMatching(/^max-age=\d{8}/),
      'x-content-type-options': 'nosniff',
      'referrer-policy': expect.stringMatching(/^(same-origin|strict-origin|no-referrer)$/),
      'content-security-policy': expect.stringContaining("frame-ancestors 'none'"),
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-resource-policy': 'same-origin',
      'x-frame-options': 'DENY',
    })
    expect.soft(headers, what).not.toHaveProperty('x-powered-by')
  }
  for (const path of pages) {
    const headers = (await page.request.get(path)).headers()
    const policy = headers['content-security-policy'] ?? ''
    const scripts = /script-src ([^;]+)/.exec(policy)?.[1] ?? ''
    expect.soft(scripts, path).toMatch(/'nonce-[\w-]{20,}'/)
    expect.soft(scripts, path).not.toContain('unsafe')
    expect.soft(policy, path).toContain("frame-ancestors 'none'")
    expect.soft(policy, path).toContain("object-src 'none'")
  }
  const nonces = await Promise.all(
    [1, 2].map(async () => {
      const { 'content-security-policy': policy = '' } = (await page.request.get('/')).headers()
      return /'nonce-([^']+)'/.exec(policy)?.[1]
    }),
  )
  expect(nonces[0]).not.toBe(nonces[1])
  for (const path of [
    '/visit/nothing',
    '/offer/nothing',
    '/invite/nothing',
    '/visit/nothing/visit.ics',
  ]) {
    const headers = (await page.request.get(path)).headers()
    expect.soft(headers['cache-control'], path).toContain('no-store')
    expect.soft(headers['x-robots-tag'], path).toContain('noindex')
  }
})

test('what makes no sense is refused, by no error of ours', async ({ request }) => {
  const multipart = { 'content-type': 'multipart/form-data; boundary=abc' }
  const json = { 'content-type': 'application/json' }
  const text = { 'content-type': 'text/plain', 'next-action': '7f'.repeat(21) }
  for (const [path, headers, data] of [
    ['/calendar', multipart, 'nonsense'],
    ['/offer/nothing/visit.ics', multipart, 'nonsense'],
    ['/appointments', text, '[{'],
    ['/appointments', text, '["$Q1"]'],
    ['/api/inngest', json, '{'],
  ] as const) {
    // As bytes: a text would be sent as JSON.
    const answer = await request.post(path, { headers, data: Buffer.from(data) })
    expect.soft(answer.status(), `${path} ${data}`).toBe(400)
  }
  for (const lang of ['%00', '%FF', '%F0%9F%98%80']) {
    expect.soft((await request.get(`/visit/nothing?lang=${lang}`)).status(), lang).toBe(200)
  }
})

test('a sign-in that fails says so on the start page', async ({ page }) => {
  await page.goto('/auth/callback?code=old&state=unknown')
  await expect(page.getByRole('main').getByRole('alert')).toContainText('Signing in did not work.')
  await page.getByRole('link', { name: 'Sign in to your clinic' }).click()
  await expect(page.getByRole('button', { name: 'admin@demo.test' })).toBeVisible()
})

test('a session’s cookie is out of reach for scripts and other sites', async ({ page }) => {
  await signInDemo(page, 'scheduler')
  const cookies = await page.context().cookies(stack.app)
  const session = cookies.filter(({ name }) => name.startsWith('__session'))
  expect(session.length).toBeGreaterThan(0)
  for (const { httpOnly, sameSite } of session) {
    expect(httpOnly).toBe(true)
    expect(sameSite).toBe('Lax')
  }
})
