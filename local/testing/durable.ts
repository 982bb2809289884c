import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { InngestFunction } from 'inngest'
import { serve } from 'inngest/node'
import { inngest } from '@/inngest/client'
import { fakeClock } from '../inngest/clock'
import { startExecutor } from '../inngest/executor'

export type Durable = Awaited<ReturnType<typeof startDurable>>

/**
 * Runs durable functions for real: an executor on the database, whose clock stands still until it
 * is moved, and an HTTP server with the SDK's handler. The app's own events go to it.
 */
export async function startDurable(
  databaseUrl: string,
  functions: InngestFunction.Any[],
  { clock = fakeClock(), earlyMs = 0 } = {},
) {
  let handler: ReturnType<typeof serve> | undefined
  let calls = 0
  const server = createServer((request, response) => {
    if (request.method === 'POST') calls++
    handler?.(request, response)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const appUrl = `http://127.0.0.1:${port}/api/inngest`
  const problems: string[] = []
  const executor = await startExecutor({
    databaseUrl,
    port: 0,
    appUrl,
    clock,
    backoff: () => 1000,
    earlyMs,
    log: (level, message, fields) => {
      if (level === 'error') problems.push(`${message} ${JSON.stringify(fields)}`)
    },
  })
  inngest.setEnvVars({ INNGEST_DEV: '1', INNGEST_BASE_URL: executor.url })
  // The SDK takes the executor's address as it begins to serve.
  handler = serve({ client: inngest, functions })
  const registered = await fetch(appUrl, { method: 'PUT' })
  if (!registered.ok) throw new Error(await registered.text())
  return {
    problems,
    clock,
    /** How many calls the executor has made. */
    calls: () => calls,
    /** Resolves when all that was set off has happened, but for what waits for its time. */
    settled: () => executor.settled(),
    async advance(ms: number) {
      clock.advance(ms)
      await executor.settled()
    },
    async stop() {
      await executor.stop()
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
