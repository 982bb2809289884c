import { expect, test } from 'vitest'
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
  const app = supervise('app', start, (child) => ends[child.pid - 1]?.('code 1'), {
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
  const app = supervise('app', start, () => {}, clock)
  await app.stop()
  await new Promise(setImmediate) // all that a restart would wait for has been
  expect(ends).toHaveLength(1)
  expect(pauses).toEqual([])
})
