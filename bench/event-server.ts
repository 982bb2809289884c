import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import { inngest } from '@/inngest/client'

/** A server on a thread of its own that takes events as Inngest does, and forgets them. */
export async function openEventServer() {
  const server = new Worker(source, { eval: true })
  const [port] = await once(server, 'message')
  return { url: `http://127.0.0.1:${port}`, close: () => server.terminate() }
}

/** Runs `work` while the events of this process go out as in earnest, and nothing comes of them. */
export async function withEventServer<T>(work: () => Promise<T>): Promise<T> {
  const server = await openEventServer()
  inngest.setEnvVars({ INNGEST_DEV: '1', INNGEST_BASE_URL: server.url })
  try {
    return await work()
  } finally {
    await server.close()
  }
}

const source = `
  const { createServer } = require('node:http')
  const { parentPort } = require('node:worker_threads')
  const server = createServer(async (request, response) => {
    let body = ''
    for await (const chunk of request) body += chunk
    // A stack asks other things of it, too: whether it is there, say.
    const ids = request.url.startsWith('/e/') ? JSON.parse(body).map(({ id }) => id) : []
    response.setHeader('content-type', 'application/json')
    response.end(JSON.stringify({ ids, status: 200 }))
  })
  server.listen(0, '127.0.0.1', () => parentPort.postMessage(server.address().port))`
