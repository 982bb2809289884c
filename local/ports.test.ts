import { randomInt } from 'node:crypto'
import http from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, expect, test } from 'vitest'
import { choosePorts, wantedPorts } from './ports'

const servers: http.Server[] = []
afterEach(() => {
  for (const server of servers.splice(0)) server.close()
})

async function occupy(host: string, port = 0): Promise<number> {
  const server = http.createServer()
  servers.push(server)
  await new Promise<void>((resolve) => server.listen(port, host, resolve))
  return (server.address() as AddressInfo).port
}

test.each(['127.0.0.1', '0.0.0.0'])(
  'a port taken on %s moves to the next free one, said aloud',
  async (host) => {
    const taken = await occupy(host)
    const said: string[] = []
    const ports = await choosePorts((sentence) => said.push(sentence), { app: taken })
    expect(ports.app).toBeGreaterThan(taken)
    expect(said).toContain(`Port ${taken} is taken; the app takes ${ports.app}.`)
  },
)

test('in a row, only the port that is taken moves, past those of the others', async () => {
  // Below the ports that the system gives to the servers of other tests.
  const taken = await occupy('127.0.0.1', 20_000 + 10 * randomInt(1000))
  const said: string[] = []
  const row = wantedPorts({ MEDCAL_PORTS_FROM: String(taken) })
  const ports = await choosePorts((sentence) => said.push(sentence), row)
  expect(ports).toEqual({ ...row, app: expect.any(Number) })
  expect(ports.app).toBeGreaterThan(taken + 5)
  expect(said).toEqual([`Port ${taken} is taken; the app takes ${ports.app}.`])
})

test('all ports differ, also when the same is wanted twice', async () => {
  const said: string[] = []
  const wanted = { app: 47_000, mailbox: 47_000 }
  const ports = await choosePorts((sentence) => said.push(sentence), wanted)
  expect(said).toContain(`Port 47000 is the app’s; the mailbox takes ${ports.mailbox}.`)
  expect(new Set(Object.values(ports)).size).toBe(Object.keys(ports).length)
})

test('the environment may ask for the app’s port and for a row of them', () => {
  expect(wantedPorts({})).toEqual({})
  expect(wantedPorts({ PORT: '4000' })).toEqual({ app: 4000 })
  expect(wantedPorts({ MEDCAL_PORTS_FROM: '5000', PORT: '4000' })).toMatchObject({
    app: 4000,
    mailbox: 5001,
    postgres: 5005,
  })
  expect(wantedPorts({ PORT: '', MEDCAL_PORTS_FROM: '' })).toEqual({})
})

test.each([{ PORT: '80' }, { PORT: 'three' }, { PORT: '65536' }, { MEDCAL_PORTS_FROM: '65530' }])(
  '%j is refused in a sentence that names it',
  (env) => {
    expect(() => wantedPorts(env)).toThrow(Object.keys(env)[0])
  },
)
