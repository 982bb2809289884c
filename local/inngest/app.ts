import { createHmac, randomUUID } from 'node:crypto'
import http from 'node:http'
import https from 'node:https'
import type { Call } from './jobs'
import { header } from './protocol'
import { type Answer, failure, type Outcome, readAnswer } from './responses'

/** The app that serves the functions. */
export interface App {
  /** Makes one call. Never throws. */
  call(call: Call): Promise<Outcome>
  close(): void
}

// Long enough for a slow step, shorter than a lease (jobs.ts).
const callTimeoutMs = 600_000

/** `appUrl` is where the app serves its functions, such as http://localhost:3000/api/inngest. */
export function connectApp(appUrl: string, signingKey: string | undefined): App {
  const base = new URL(appUrl)
  const transport = base.protocol === 'https:' ? https : http
  const agent = new transport.Agent({ keepAlive: true, scheduling: 'lifo' })

  function send(url: URL, body: unknown, headers: Record<string, string>) {
    const payload = JSON.stringify(body)
    const signed = signingKey ? { [header.signature]: sign(body, signingKey) } : {}
    const options = {
      method: 'POST',
      agent,
      timeout: callTimeoutMs,
      headers: {
        'content-type': 'application/json',
        'content-length': Buffer.byteLength(payload),
        [header.serverKind]: 'dev',
        ...headers,
        ...signed,
      },
    }
    return new Promise<Answer>((resolve, reject) => {
      const request = transport.request(url, options, (response) => {
        const chunks: Buffer[] = []
        response.on('data', (chunk: Buffer) => chunks.push(chunk))
        response.on('error', reject)
        response.on('end', () =>
          resolve({
            status: response.statusCode ?? 0,
            headers: response.headers,
            text: Buffer.concat(chunks).toString('utf8'),
          }),
        )
      })
      request.on('timeout', () =>
        request.destroy(new Error(`no answer within ${callTimeoutMs / 1000} s`)),
      )
      request.on('error', (error) => reject(Object.assign(error, { reused: request.reusedSocket })))
      request.end(payload)
    })
  }

  function post(call: Call): Promise<Answer> {
    const url = new URL(base)
    url.searchParams.set('fnId', call.functionId)
    url.searchParams.set('stepId', call.stepId === '' ? 'step' : call.stepId)
    const headers = { [header.runId]: call.runId, [header.requestId]: randomUUID() }
    return send(url, call.body, headers)
  }

  return {
    async call(call) {
      try {
        // A kept-alive connection may have been closed by the app just now: that call was not read.
        return readAnswer(
          await post(call).catch((error) => (isStale(error) ? post(call) : Promise.reject(error))),
        )
      } catch (error) {
        const message =
          error instanceof Error ? error.message || String(codeOf(error)) : String(error)
        if (codeOf(error) === 'ECONNREFUSED') return { kind: 'unreachable', message }
        return failure(`The call to the app broke off: ${message}`)
      }
    },
    close: () => agent.destroy(),
  }
}

/** The signature that an SDK in cloud mode checks: HMAC-SHA256 of the canonical body and the time. */
function sign(body: unknown, signingKey: string): string {
  // The SDK compares with its own wall clock, so this cannot be the injected one.
  const time = Math.round(Date.now() / 1000).toString()
  const key = signingKey.replace(/^signkey-\w+-/, '')
  const hash = createHmac('sha256', key)
    .update(`${canonical(body)}${time}`)
    .digest('hex')
  return `t=${time}&s=${hash}`
}

/** JSON with its keys in order (RFC 8785, as far as JSON that we made ourselves needs it). */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  )
}

function isStale(error: unknown): boolean {
  const reused = error instanceof Error && 'reused' in error && error.reused === true
  return reused && (codeOf(error) === 'ECONNRESET' || codeOf(error) === 'EPIPE')
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : undefined
}
