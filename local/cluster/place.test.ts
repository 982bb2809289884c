import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { canEnter } from './place'

const root = fs.mkdtempSync(path.join(os.tmpdir(), 'medcal-place-'))
const inner = path.join(root, 'inner')
fs.mkdirSync(inner)
afterAll(() => fs.rmSync(root, { recursive: true }))
const stranger = { uid: 54_321, gid: 54_321 }

test('an account enters a folder only when it may enter all above it', () => {
  fs.chmodSync(root, 0o755)
  fs.chmodSync(inner, 0o755)
  expect(canEnter(inner, stranger)).toBe(true)
  fs.chmodSync(root, 0o700)
  expect(canEnter(inner, stranger)).toBe(false)
  const { uid, gid } = fs.statSync(root)
  expect(canEnter(inner, { uid, gid })).toBe(true)
  fs.chmodSync(root, 0o710)
  expect(canEnter(inner, { uid: stranger.uid, gid })).toBe(true)
  expect(canEnter(inner, stranger)).toBe(false)
})
