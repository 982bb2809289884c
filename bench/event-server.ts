import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import { inngest } from '@/inngest/client'

/**
 * Runs `work` while a server on a thread of its own takes the product's events and forgets them:
 * they go out as they do in earnest, and nothing comes of them.
 */
export async function withEventServer<T>(work: () => Promise<T>): Promise<T> {
  const server = new Worker(source, { eval: true })
  const [port] = await once(server, 'message')
  inngest.setEnvVars({ INNGEST_DEV: '1', INNGEST_BASE_URL: `http://127.0.0.1:${port}` })
  try {
    return await work()
  } finally {
    await server.terminate()
  }
}

const source = `
  const { createServer } = require('node:http')
  const { parentPort } = require('node:worker_threads')
  const server = createServer(async (request, response) => {
    let body = ''
    for await (const chunk of request) body += chunk
    const ids = JSON.parse(body).map(({ id }) => id)
    response.setHeader('content-type', 'application/json')
    response.end(JSON.stringify({ ids, status: 200 }))
  })
  server.listen(0, '127.0.0.1', () => parentPort.postMessage(server.address().port))`
