import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { openLog } from './logs'

const modeOf = (file: string) => (fs.statSync(file).mode & 0o777).toString(8)

test('logs are their owner’s alone, those of earlier runs too', () => {
  const dataDir = fs.mkdtempSync(path.join(os.tmpdir(), 'medcal-logs-'))
  onTestFinished(() => fs.rmSync(dataDir, { recursive: true }))
  const folder = path.join(dataDir, 'logs')
  fs.mkdirSync(folder, { mode: 0o755 })
  for (const name of ['app.log', 'build.old.log']) {
    fs.writeFileSync(path.join(folder, name), 'of an earlier run', { mode: 0o644 })
  }
  const umask = process.umask(0)
  onTestFinished(() => void process.umask(umask))
  openLog(dataDir, 'app')
  expect(modeOf(folder)).toBe('700')
  const modes = Object.fromEntries(
    fs.readdirSync(folder).map((name) => [name, modeOf(path.join(folder, name))]),
  )
  expect(modes).toEqual({ 'app.log': '600', 'app.old.log': '600', 'build.old.log': '600' })
})
