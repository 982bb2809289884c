import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

const root = fileURLToPath(new URL('.', import.meta.url))

export default defineConfig({
  resolve: {
    alias: {
      '@': root.replace(/\/$/, ''),
      // Next replaces this marker at build time; outside Next it is an empty module.
      'server-only': `${root}node_modules/server-only/empty.js`,
    },
  },
  test: {
    include: ['**/*.test.ts', '**/*.test.tsx'],
    exclude: ['node_modules', '.next*', '.data', 'e2e'],
    globalSetup: './local/testing/global-setup.ts',
    // By default one core is left idle: of two that is half of the time.
    maxWorkers: '100%',
    // Only so that a test that hangs ends: other work on the machine may make all of it slow.
    testTimeout: 300_000,
    hookTimeout: 300_000,
    // Complete, and leading nowhere: a test that needs a server says so itself.
    env: {
      APP_BASE_URL: 'http://medcal.test',
      DATABASE_URL: 'postgres://nobody@127.0.0.1:1/none',
      AUTH0_DOMAIN: 'http://identity.test',
      AUTH0_CLIENT_ID: 'test',
      AUTH0_CLIENT_SECRET: 'test',
      AUTH0_SECRET: 'a-secret-of-the-tests-and-nobody-else',
      SMTP_URL: 'smtp://127.0.0.1:1',
      MAIL_FROM: 'Medcal <visits@medcal.test>',
      INNGEST_DEV: 'http://127.0.0.1:1',
      TICK_MINUTES: '1',
      TOKEN_SECRET: 'another-secret-of-the-tests-and-nobody-else',
      LOG_LEVEL: 'silent',
    },
  },
})
