import { createHash, timingSafeEqual } from 'node:crypto'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { onlyForThisMachine } from '../loopback'
import { transaction } from './database'
import type { Engine } from './engine'
import { seededEventId } from './ids'
import { applyCheckpoint } from './outcomes'
import { renderPage } from './page'
import { checkpointBody, header, incomingEvents, type StoredEvent } from './protocol'
import { RegistrationRefused, register } from './registry'
import { takeEvents } from './runs'
import { listRuns, readRun, readSummary } from './views'

export interface Keys {
  signingKey: string | undefined
  eventKey: string | undefined
}

interface Reply {
  status: number
  body: unknown
  html?: boolean
}

const mostBytes = 4 * 1024 * 1024

/** The executor's HTTP side: what the SDK speaks to, and the page. `wake` is called after a change. */
export function createHttp(engine: Engine, keys: Keys, wake: () => void): Server {
  const server = createServer((request, response) => {
    answer(engine, keys, wake, request)
      .catch((error: unknown) => {
        engine.log('error', 'A request failed', { error: String(error) })
        return {
          status: 500,
          body: { status: 500, error: 'The executor met an error; its log says which.' },
        }
      })
      .then((reply) => send(response, reply))
  })
  return onlyForThisMachine(server)
}

async function answer(
  engine: Engine,
  keys: Keys,
  wake: () => void,
  request: IncomingMessage,
): Promise<Reply> {
  const url = new URL(request.url ?? '/', 'http://executor')
  const [first, second, third, fourth] = url.pathname.split('/').slice(1)
  if (request.method === 'GET') return read(engine, url)
  if (request.method !== 'POST') return refusal(405, 'Only GET and POST are served here.')
  const body = await readJson(request)
  if (!body.ok) return refusal(400, body.reason)
  if (first === 'e' && second !== undefined) {
    if (keys.eventKey && !same(decodeURIComponent(second), keys.eventKey))
      return refusal(401, 'Unknown event key.')
    return receive(engine, wake, body.value, request.headers[header.eventIdSeed])
  }
  if (
    keys.signingKey &&
    !same(request.headers.authorization ?? '', `Bearer ${hashed(keys.signingKey)}`)
  ) {
    return refusal(401, 'Unknown signing key.')
  }
  if (url.pathname === '/fn/register') return takeRegistration(engine, wake, body.value)
  if (first === 'v1' && second === 'checkpoint' && third && fourth === 'async') {
    return checkpoint(engine, wake, body.value)
  }
  return refusal(404, `The local executor does not serve ${url.pathname}.`)
}

async function read(engine: Engine, url: URL): Promise<Reply> {
  const filter = {
    functionId: url.searchParams.get('function') || undefined,
    state: url.searchParams.get('state') || undefined,
  }
  if (url.pathname === '/health') {
    await engine.sql`SELECT 1`
    return { status: 200, body: { status: 'ok', functions: engine.functions.size } }
  }
  if (url.pathname === '/') {
    const [summary, runs] = await Promise.all([
      readSummary(engine.sql),
      listRuns(engine.sql, filter),
    ])
    return { status: 200, body: renderPage(summary, runs, filter, engine.clock.now()), html: true }
  }
  if (url.pathname === '/api/runs')
    return { status: 200, body: { runs: await listRuns(engine.sql, filter) } }
  const runId = /^\/api\/runs\/([^/]+)$/.exec(url.pathname)?.[1]
  const run = runId ? await readRun(engine.sql, decodeURIComponent(runId)) : null
  return run ? { status: 200, body: run } : refusal(404, 'There is nothing here.')
}

async function receive(
  engine: Engine,
  wake: () => void,
  body: unknown,
  seed: string | string[] | undefined,
): Promise<Reply> {
  const parsed = incomingEvents.safeParse(body)
  if (!parsed.success) return refusal(400, 'An event needs a name, and data that is an object.')
  if (parsed.data.some((event) => event.name.startsWith('inngest/'))) {
    return refusal(400, 'Names that begin with "inngest/" are kept for the executor.')
  }
  const now = engine.clock.now()
  const events = parsed.data.map(
    (event, index): StoredEvent => ({
      ...event,
      id: event.id ?? seededEventId(Array.isArray(seed) ? seed[0] : seed, index, now),
      data: event.data ?? {},
      ts: event.ts ?? now.getTime(),
    }),
  )
  const fresh = await transaction(engine.sql, (tx) => takeEvents(engine, tx, events))
  if (fresh > 0) wake()
  return { status: 200, body: { ids: events.map((event) => event.id), status: 200 } }
}

async function takeRegistration(engine: Engine, wake: () => void, body: unknown): Promise<Reply> {
  try {
    const modified = await register(engine, body)
    wake()
    return { status: 200, body: { status: 200, modified } }
  } catch (error) {
    if (!(error instanceof RegistrationRefused)) throw error
    engine.log('error', 'A registration was refused', { problems: error.problems })
    return refusal(400, error.message)
  }
}

async function checkpoint(engine: Engine, wake: () => void, body: unknown): Promise<Reply> {
  const parsed = checkpointBody.safeParse(body)
  if (!parsed.success) return refusal(400, 'This checkpoint cannot be read.')
  const taken = await applyCheckpoint(
    engine,
    parsed.data.run_id,
    parsed.data.qi_id,
    parsed.data.steps,
  )
  wake()
  return taken
    ? { status: 200, body: {} }
    : refusal(409, 'This run is over, or the call is no longer current.')
}

async function readJson(
  request: IncomingMessage,
): Promise<{ ok: true; value: unknown } | { ok: false; reason: string }> {
  const chunks: Buffer[] = []
  let bytes = 0
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.length
    if (bytes > mostBytes) return { ok: false, reason: 'The body is larger than 4 MB.' }
    chunks.push(chunk)
  }
  try {
    return { ok: true, value: JSON.parse(Buffer.concat(chunks).toString('utf8')) }
  } catch {
    return { ok: false, reason: 'The body is not JSON.' }
  }
}

function send(response: ServerResponse, reply: Reply): void {
  const body = reply.html ? String(reply.body) : JSON.stringify(reply.body)
  response.writeHead(reply.status, {
    'content-type': reply.html ? 'text/html; charset=utf-8' : 'application/json; charset=utf-8',
    'content-length': Buffer.byteLength(body),
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
    'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'",
  })
  response.end(body)
}

function refusal(status: number, error: string): Reply {
  return { status, body: { status, error } }
}

/** A signing key as the SDK sends it: its hexadecimal part hashed, its prefix kept. */
function hashed(signingKey: string): string {
  const prefix = /^signkey-\w+-/.exec(signingKey)?.[0] ?? ''
  const key = Buffer.from(signingKey.slice(prefix.length), 'hex')
  return `${prefix}${createHash('sha256').update(key).digest('hex')}`
}

function same(given: string, expected: string): boolean {
  const hash = (text: string) => createHash('sha256').update(text).digest()
  return timingSafeEqual(hash(given), hash(expected))
}
