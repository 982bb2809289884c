import http from 'node:http'
import net, { type AddressInfo } from 'node:net'
import os from 'node:os'
import path from 'node:path'
import getPort from 'get-port'
import { expect, onTestFinished, test } from 'vitest'
import { onlyForThisMachine } from './loopback'
import { startMailbox } from './mailbox'

/** The status of a request with these headers. */
function ask(port: number, headers: Record<string, string>, more: http.RequestOptions = {}) {
  return new Promise<number | undefined>((resolve, reject) => {
    http
      .request({ host: '127.0.0.1', port, headers, ...more }, (response) => {
        response.resume()
        resolve(response.statusCode)
      })
      .on('error', reject)
      .end()
  })
}

/** What a server answers first to a WebSocket’s greeting. */
function greet(port: number, headers: Record<string, string>): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = net.connect(port, '127.0.0.1')
    const lines = { connection: 'Upgrade', upgrade: 'websocket', ...headers }
    const more = { 'sec-websocket-version': '13', 'sec-websocket-key': 'dGhlIHNhbXBsZSBub25jZQ==' }
    const head = Object.entries({ ...lines, ...more }).map(([name, value]) => `${name}: ${value}`)
    socket.write(
      `GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\n${head.join('\r\n')}\r\n\r\n`,
    )
    socket.once('data', (data) => {
      resolve(data.toString().split('\r\n')[0] ?? '')
      socket.destroy()
    })
    socket.once('error', reject)
  })
}

async function listening(): Promise<number> {
  const server = onlyForThisMachine(http.createServer((_, response) => response.end('here')))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => void server.close())
  return (server.address() as AddressInfo).port
}

test('a stand-in answers this machine’s names and its own pages', async () => {
  const port = await listening()
  const host = `localhost:${port}`
  for (const name of ['localhost', '127.0.0.1', '[::1]']) {
    expect(await ask(port, { host: `${name}:${port}` }), name).toBe(200)
  }
  const ours: Record<string, string>[] = [
    { origin: `http://${host}` },
    // Its pages with the policy no-referrer.
    { origin: 'null', 'sec-fetch-site': 'same-origin' },
    // A link that is pressed on a page elsewhere, and the app’s way to sign in.
    { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate' },
    { 'sec-fetch-site': 'none', 'sec-fetch-mode': 'navigate' },
  ]
  for (const headers of ours) {
    expect(await ask(port, { host, ...headers }), JSON.stringify(headers)).toBe(200)
  }
})

test('and no other name, port or page', async () => {
  const port = await listening()
  const host = `localhost:${port}`
  for (const other of ['evil.example', `evil.example:${port}`, 'localhost:1', 'localhost']) {
    expect(await ask(port, { host: other }), other).toBe(403)
  }
  const foreign: Record<string, string>[] = [
    { origin: 'https://evil.example' },
    { origin: 'null' },
    { origin: 'http://localhost:1' },
    { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'no-cors' },
  ]
  for (const headers of foreign) {
    expect(await ask(port, { host, ...headers }), JSON.stringify(headers)).toBe(403)
  }
})

test('the mailbox holds to it, its WebSocket too', async () => {
  const [port, smtpPort] = [await getPort(), await getPort()]
  const dataDir = path.join(os.tmpdir(), `medcal-mailbox-${port}`)
  const mailbox = await startMailbox({ port, smtpPort, dataDir })
  onTestFinished(() => mailbox.stop())
  const host = `localhost:${port}`
  for (const page of ['/', '/api/email']) {
    const accept = 'text/html'
    expect(await ask(port, { host, accept }, { path: page }), page).toBe(200)
    expect(await ask(port, { host: `evil.example:${port}` }, { path: page })).toBe(403)
    expect(await ask(port, { host, origin: 'https://evil.example' }, { path: page })).toBe(403)
  }
  const headers = { host, origin: 'https://evil.example' }
  expect(await ask(port, headers, { method: 'DELETE', path: '/api/email' })).toBe(403)
  expect(await greet(port, { host, origin: `http://${host}` })).toContain('101')
  expect(await greet(port, headers)).toContain('403')
  expect(await greet(port, { host: `evil.example:${port}` })).toContain('403')
})
