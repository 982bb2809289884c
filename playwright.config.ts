import fs from 'node:fs'
import os from 'node:os'
import { defineConfig } from '@playwright/test'
import { findChromium } from './local/testing/chromium'

// The stack under test: the one of `npm test`, or the one that `npm run up` started.
const stackFile = process.env.MEDCAL_STACK ?? '.data/stack.json'
const stack = fs.existsSync(stackFile)
  ? (JSON.parse(fs.readFileSync(stackFile, 'utf8')) as { app: string })
  : undefined

export default defineConfig({
  testDir: 'e2e',
  retries: 0,
  // Each test has a clinic of its own, so that they can run side by side.
  fullyParallel: true,
  // One more than there are cores: some tests wait a minute for an offer to end.
  workers: os.availableParallelism() + 1,
  // Only so that a test that hangs ends: other work on the machine may make all of it slow.
  timeout: 600_000,
  expect: { timeout: 60_000 },
  forbidOnly: true,
  use: {
    baseURL: stack?.app,
    timezoneId: 'America/New_York',
    locale: 'en-GB',
    actionTimeout: 60_000,
    // It costs a fifth of the time; `npm test -- --only e2e FILTER --trace on` records.
    trace: 'off',
    launchOptions: {
      executablePath: findChromium(),
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-background-networking',
        '--disable-quic',
        '--disable-component-update',
        '--disable-sync',
      ],
    },
  },
})
