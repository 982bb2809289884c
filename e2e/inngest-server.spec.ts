import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import getPort from 'get-port'
import { startExecutor } from '@/local/inngest/executor'
import { startOwnStack } from '@/local/testing/own-stack'
import { asSuperuser } from '@/local/testing/superuser'
import { signInDemo } from './support/accounts'
import { expect, test } from './support/test'

const signingKey = `signkey-prod-${'0f'.repeat(16)}`
const eventKey = 'of-this-test'

test('an Inngest server that is down at the start keeps nobody waiting, and all that waited goes out once it is there', async ({
  newPage,
  request,
  watch,
}) => {
  // Its page is still there when the stack goes.
  watch.allow(/asked another host|ERR_CONNECTION_REFUSED/)
  const dataDir = fs.mkdtempSync(path.join(os.tmpdir(), 'medcal-down-'))
  const logFile = path.join(dataDir, 'up.log')
  const port = await getPort()
  const stack = await startOwnStack({
    ...{ root: process.cwd(), dataDir, logFile },
    env: {
      MEDCAL_PORTS_FROM: String(await getPort({ port: [4810, 4830, 4850, 4870] })),
      INNGEST_BASE_URL: `http://127.0.0.1:${port}`,
      INNGEST_SIGNING_KEY: signingKey,
      INNGEST_EVENT_KEY: eventKey,
      TICK_MINUTES: '1',
    },
  })
  const said = fs.readFileSync(logFile, 'utf8')
  if (!stack) throw new Error(said)
  const { app, mailbox, database } = stack.file
  let server: Awaited<ReturnType<typeof startExecutor>> | undefined
  try {
    expect(said).toContain('Inngest does not run our functions yet')
    const health = () => request.get(`${app}/api/health`)
    expect((await health()).status()).toBe(503)
    expect(await (await health()).json()).toMatchObject({
      checks: { database: 'ok', inngest: 'failing', mail: 'ok' },
    })
    const desk = await newPage({ baseURL: app })
    await signInDemo(desk, 'admin')
    await desk.goto('/calendar')
    await expect(desk.getByRole('heading', { level: 1 })).toBeVisible()
    const mails = async () =>
      ((await (await request.get(`${mailbox}/api/email`)).json()) as unknown[]).length
    expect(await mails()).toBe(0)

    const appUrl = `${app}/api/inngest`
    const databaseUrl = asSuperuser(database, dataDir)
    server = await startExecutor({ databaseUrl, port, appUrl, signingKey, eventKey })
    await expect.poll(async () => (await health()).status(), { timeout: 60_000 }).toBe(200)
    // What the demo clinic has in flight at its first start: offers among it.
    await expect.poll(mails, { timeout: 60_000 }).toBeGreaterThan(2)
  } finally {
    await server?.stop()
    await stack.stop()
    fs.rmSync(dataDir, { recursive: true, force: true })
  }
})
