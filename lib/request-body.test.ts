import { expect, test } from 'vitest'
import { readBody, readJson } from './request-body'

/** A request whose body comes in pieces, and how much of it was asked for. */
function sent(pieces: number, size: number, headers: Record<string, string> = {}) {
  const read = { pieces: 0, cancelled: false }
  const body = new ReadableStream<Uint8Array>(
    {
      pull(controller) {
        if (read.pieces === pieces) return controller.close()
        read.pieces++
        controller.enqueue(new Uint8Array(size).fill(97))
      },
      cancel() {
        read.cancelled = true
      },
    },
    { highWaterMark: 0 },
  )
  const init = { method: 'POST', headers, body, duplex: 'half' }
  return { request: new Request('http://medcal.test', init), read }
}

test('a body up to the limit is given whole', async () => {
  const body = await readBody(sent(4, 256).request, 1024)
  expect(body).toEqual({ ok: true, bytes: new Uint8Array(1024).fill(97) })
  const none = await readBody(new Request('http://medcal.test', { method: 'POST' }), 1024)
  expect(none).toEqual({ ok: true, bytes: new Uint8Array() })
})

test('one byte more is too much, said beforehand or found out', async () => {
  expect(await readBody(sent(1, 1025).request, 1024)).toEqual({ ok: false, status: 413 })
  const said = sent(4, 1, { 'content-length': '1025' })
  expect(await readBody(said.request, 1024)).toEqual({ ok: false, status: 413 })
  expect(said.read.pieces).toBe(0)
})

test('what comes after the limit is not waited for, and let pass', async () => {
  const endless = sent(1000, 1024)
  expect(await readBody(endless.request, 1024)).toEqual({ ok: false, status: 413 })
  expect(endless.read.pieces).toBeLessThan(10)
  await expect.poll(() => endless.read.pieces).toBe(1000)
  // Ended by us, the connection would go before the answer has come.
  expect(endless.read.cancelled).toBe(false)
})

test('one that breaks off is no body', async () => {
  const body = new ReadableStream({ pull: (controller) => controller.error(new Error('gone')) })
  const init = { method: 'POST', body, duplex: 'half' }
  expect(await readBody(new Request('http://medcal.test', init), 9)).toEqual({
    ok: false,
    status: 400,
  })
})

test('JSON is read or is none', async () => {
  const post = (body: string) => new Request('http://medcal.test', { method: 'POST', body })
  expect(await readJson(post('{"a":[1]}'), 99)).toEqual({ ok: true, value: { a: [1] } })
  for (const broken of ['', '{', 'undefined']) {
    expect(await readJson(post(broken), 99)).toEqual({ ok: false, status: 400 })
  }
  expect(await readJson(post(' '.repeat(100)), 99)).toEqual({ ok: false, status: 413 })
})
