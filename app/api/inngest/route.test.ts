import { createHmac } from 'node:crypto'
import { NextRequest } from 'next/server'
import { beforeEach, expect, test, vi } from 'vitest'
import { GET, POST, PUT } from './route'

/** An Inngest server that writes down what is registered with it. */
const engine = await vi.hoisted(async () => {
  const { createServer } = await import('node:http')
  const registered: {
    url: string
    functions: { steps: Record<string, { runtime: { url: string } }> }[]
  }[] = []
  const server = createServer(async (request, response) => {
    let body = ''
    for await (const chunk of request) body += chunk
    registered.push(JSON.parse(body))
    response.end('{"status":200,"modified":true}')
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const port = typeof address === 'object' && address ? address.port : 0
  delete process.env.INNGEST_DEV
  Object.assign(process.env, {
    INNGEST_BASE_URL: `http://127.0.0.1:${port}`,
    INNGEST_EVENT_KEY: 'of-the-tests',
    INNGEST_SIGNING_KEY: 'signkey-test-12345678',
  })
  return { registered, port }
})

beforeEach(() => void engine.registered.splice(0))

const key = process.env.INNGEST_SIGNING_KEY ?? ''

function ask(method: string, body: string | null, headers: Record<string, string> = {}) {
  const init = {
    method,
    body,
    headers: { host: 'evil.test', 'x-forwarded-host': 'evil.test', ...headers },
  }
  const handler = { GET, POST, PUT }[method] ?? GET
  return handler(new NextRequest('http://evil.test/api/inngest', init), undefined)
}

/** As the engine signs: the body and the second, under our key. */
function signed(body: string): Record<string, string> {
  const time = String(Math.round(Date.now() / 1000))
  const secret = key.replace(/^signkey-\w+-/, '')
  const hash = createHmac('sha256', secret).update(`${body}${time}`).digest('hex')
  return { 'x-inngest-signature': `t=${time}&s=${hash}` }
}

test('a stranger registers nothing and is told nothing', async () => {
  for (const [method, body, headers] of [
    ['GET', null, {}],
    ['PUT', '', {}],
    ['PUT', '{}', { 'x-inngest-signature': 't=1&s=00' }],
    ['PUT', '{}', { ...signed('{"other":1}') }],
    ['PUT', '{"url":"http://evil.test"}', { 'x-inngest-sync-kind': 'in_band' }],
    ['POST', '{}', { 'x-inngest-server-kind': 'dev' }],
  ] as const) {
    const answer = await ask(method, body, headers)
    expect(answer.status, `${method} ${body}`).toBe(401)
    expect(await answer.json()).toEqual({ message: 'Unauthorized' })
  }
  expect(engine.registered).toEqual([])
})

test('who has our key registers the app under its own address, whatever host is asked', async () => {
  const answer = await ask('PUT', '{}', signed('{}'))
  expect(answer.status).toBe(200)
  const [app] = engine.registered
  expect(app?.url).toBe('http://medcal.test/api/inngest')
  const steps = app?.functions.flatMap((one) => Object.values(one.steps)) ?? []
  expect(steps.length).toBeGreaterThan(0)
  for (const { runtime } of steps)
    expect(runtime.url).toMatch(/^http:\/\/medcal\.test\/api\/inngest\?/)
})

test('so does a registration within the answer', async () => {
  const body = '{"url":"http://evil.test/api/inngest"}'
  const answer = await ask('PUT', body, { ...signed(body), 'x-inngest-sync-kind': 'in_band' })
  expect(answer.status).toBe(200)
  expect(JSON.stringify(await answer.json())).not.toContain('evil.test')
})

test('what cannot be read is refused before the signature is looked at', async () => {
  expect((await ask('POST', '{')).status).toBe(400)
  expect((await ask('POST', '')).status).toBe(400)
  const much = JSON.stringify('x'.repeat(4 * 1024 * 1024))
  expect((await ask('POST', much, signed(much))).status).toBe(413)
})
