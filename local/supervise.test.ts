import { expect, test } from 'vitest'
import { Failure } from './failure'
import type { Child } from './processes'
import { supervise } from './supervise'

function fakes() {
  const ends: ((how: string) => void)[] = []
  const start = (): Child => {
    let end = (_: string) => {}
    const ended = new Promise<string>((resolve) => {
      end = resolve
    })
    ends.push(end)
    return { pid: ends.length, ended, stop: async () => end('stopped') }
  }
  return { ends, start }
}

test('what ends unasked is started again, until it does so too often', async () => {
  const { ends, start } = fakes()
  const app = await supervise('app', start, (child) => ends[child.pid - 1]?.('code 1'), {
    now: () => 0,
    wait: async () => {},
  })
  expect(await app.gaveUp).toBe('The app ended again and again (last: code 1).')
  expect(ends).toHaveLength(6)
})

test('what is stopped stays stopped', async () => {
  const { ends, start } = fakes()
  const pauses: number[] = []
  const clock = { now: () => 0, wait: async (ms: number) => pauses.push(ms) }
  const app = await supervise('app', start, () => {}, clock)
  await app.stop()
  await new Promise(setImmediate) // all that a restart would wait for has been
  expect(ends).toHaveLength(1)
  expect(pauses).toEqual([])
})

test('what cannot be started again is given up with the reason; what never started refuses', async () => {
  const { ends, start } = fakes()
  let works = true
  const begin = () => {
    if (works) return start()
    throw new Failure('The disk is full.')
  }
  const server = await supervise('database server', begin, () => {}, quick)
  works = false
  ends[0]?.('SIGKILL')
  expect(await server.gaveUp).toBe(
    'The database server ended (SIGKILL) and does not start again. The disk is full.',
  )
  await expect(supervise('database server', begin, () => {}, quick)).rejects.toThrow('disk')
})

test('what is stopped while it starts again is stopped too', async () => {
  const { ends, start } = fakes()
  const stopped: number[] = []
  let goOn = () => {}
  const held = new Promise<void>((resolve) => {
    goOn = resolve
  })
  const begin = async () => {
    if (ends.length > 0) await held
    const child = start()
    return { ...child, stop: async () => void stopped.push(child.pid) }
  }
  const server = await supervise('database server', begin, () => {}, quick)
  ends[0]?.('SIGKILL')
  await new Promise(setImmediate)
  const end = server.stop()
  goOn()
  await end
  expect(stopped).toContain(2)
})

const quick = { now: () => 0, wait: async () => {} }
