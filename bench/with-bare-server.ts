import { setTimeout as wait } from 'node:timers/promises'
import getPort from 'get-port'
import { childEnv } from '@/local/environment'
import { startScript } from '@/local/processes'
import { root } from './with-stack'

/** Runs `work` beside the bare server on a database, in a process of its own; `work` gets its origin. */
export async function withBareServer<T>(
  databaseUrl: string,
  work: (origin: string) => Promise<T>,
): Promise<T> {
  const port = await getPort({ host: '127.0.0.1' })
  const env = childEnv(process.env, {
    NODE_ENV: 'production',
    BARE_DATABASE: databaseUrl,
    BARE_PORT: String(port),
  })
  const script = new URL('./bare-server.ts', import.meta.url)
  const server = startScript(script, { cwd: root, env })
  const origin = `http://127.0.0.1:${port}`
  try {
    for (let tries = 0; tries < 200; tries++, await wait(50)) {
      if (await fetch(origin).catch(() => undefined)) return await work(origin)
    }
    throw new Error('The bare server does not answer')
  } finally {
    await server.stop()
  }
}
