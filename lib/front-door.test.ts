import http from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, onTestFinished, test } from 'vitest'
import { closeFrontDoor, frontStatus, tidyAddress } from './front-door'

const tree = (value: unknown) => encodeURIComponent(JSON.stringify(value))
const asked = (more: Partial<Parameters<typeof frontStatus>[0]>) =>
  frontStatus({ method: 'GET', url: '/calendar?q=%E0%A4%A', headers: {}, ...more })

test('lets in what Next.js can read', () => {
  expect(asked({})).toBeNull()
  const state = tree(['', { children: ['calendar', { children: ['__PAGE__', {}] }] }])
  expect(asked({ headers: { 'next-router-state-tree': state } })).toBeNull()
})

test.each(['nonsense', '%', '[]', '{}', '', tree([1, 2]), tree('x'), `"${'x'.repeat(50_000)}"`])(
  'refuses a router state that is none: %.20s',
  (sent) => {
    expect(asked({ headers: { 'next-router-state-tree': sent } })).toBe(400)
  },
)

test('refuses a path that means nothing, at every address, and methods that are none', () => {
  for (const url of ['/visit/%E0%A4%A/visit.ics', '/api/%', '/_next/static/%FF']) {
    expect(asked({ url }), url).toBe(400)
  }
  expect(asked({ method: 'TRACE' })).toBe(405)
})

test.each([
  ['/patients//x?q=a//b?c', '/patients/x?q=a//b?c'],
  ['/calendar/', '/calendar'],
  ['//evil.example/', '/evil.example'],
  ['/\\evil.example', '/evil.example'],
  ['/', null],
  ['/visit/abc/visit.ics', null],
])('an address that is not tidy leads to the one that is, on this site: %s', (url, tidy) => {
  expect(tidyAddress(url)).toBe(tidy)
})

test('stands before a server of this process, once', async () => {
  const emit = http.Server.prototype.emit
  onTestFinished(() => void Object.assign(http.Server.prototype, { emit }))
  closeFrontDoor()
  const closed = http.Server.prototype.emit
  closeFrontDoor()
  expect(http.Server.prototype.emit).toBe(closed)

  const server = http.createServer((_, response) => response.end('next'))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => void server.close())
  const at = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  expect(await (await fetch(at)).text()).toBe('next')
  const led = await fetch(`${at}/calendar/`, { redirect: 'manual' })
  expect(led.status).toBe(308)
  expect(led.headers.get('location')).toBe('/calendar')
  expect(led.headers.get('x-frame-options')).toBe('DENY')
  const refused = await fetch(`${at}/visit/%E0%A4%A`)
  expect(refused.status).toBe(400)
  expect(refused.headers.get('x-content-type-options')).toBe('nosniff')
  expect(await refused.text()).toContain('That did not work')
})
