import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterEach, expect, test, vi } from 'vitest'
import { startStack } from './stack'
import type { Steps } from './steps'

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'medcal-stack-'))
afterEach(() => {
  vi.unstubAllEnvs()
  fs.rmSync(folder, { recursive: true, force: true })
})

test('a wrong variable is named before anything is started', async () => {
  vi.stubEnv('MEDCAL_DATA', folder)
  vi.stubEnv('DATABASE_URL', '')
  vi.stubEnv('LOG_LEVEL', 'loud')
  const started: string[] = []
  const steps: Steps = {
    say: () => {},
    run: (name) => {
      started.push(name)
      return new Promise(() => {})
    },
  }
  const { ready, stop } = startStack(process.cwd(), 'dev', steps)
  await expect(ready).rejects.toThrow('LOG_LEVEL')
  expect(started).toEqual([])
  await stop()
})
