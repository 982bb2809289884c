import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { fingerprintOf } from './build'

let root: string

beforeEach(() => {
  root = fs.mkdtempSync(path.join(os.tmpdir(), 'medcal-build-'))
  write('app/page.tsx', 'one')
  write('package-lock.json', '{}')
})
afterEach(() => fs.rmSync(root, { recursive: true }))

function write(file: string, text: string) {
  fs.mkdirSync(path.dirname(path.join(root, file)), { recursive: true })
  fs.writeFileSync(path.join(root, file), text)
}

test.each([
  ['app/page.tsx', 'two'],
  ['app/deep/new/page.tsx', ''],
  ['emails/offer.tsx', 'x'],
  ['package-lock.json', '{"changed":true}'],
  ['next.config.ts', 'x'],
  ['proxy.ts', 'x'],
])('a build is stale when %s changes', (file, text) => {
  const before = fingerprintOf(root)
  write(file, text)
  expect(fingerprintOf(root)).not.toBe(before)
})

test.each([
  'app/page.test.tsx',
  'local/up.ts',
  'e2e/story.spec.ts',
  'docs/architecture.md',
  'db/migrations/0001_x.sql',
  'node_modules/x/index.js',
  '.next/BUILD_ID',
])('a build is not stale for %s', (file) => {
  const before = fingerprintOf(root)
  write(file, 'x')
  expect(fingerprintOf(root)).toBe(before)
})

test('touching a file without changing it is no change; a public variable is one', () => {
  const before = fingerprintOf(root)
  fs.utimesSync(path.join(root, 'app/page.tsx'), new Date(), new Date())
  expect(fingerprintOf(root, { DATABASE_URL: 'x' })).toBe(before)
  expect(fingerprintOf(root, { NEXT_PUBLIC_X: 'x' })).not.toBe(before)
})
