import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { lastLine, one, readPlaywright, readVitest, skippedLine, sum } from './tally'

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'medcal-tally-'))
afterAll(() => fs.rmSync(folder, { recursive: true }))

function report(content: object): string {
  const file = path.join(folder, `${Math.random()}.json`)
  fs.writeFileSync(file, JSON.stringify(content))
  return file
}

const vitest = { numPassedTests: 5, numFailedTests: 0, numPendingTests: 1, numTodoTests: 0 }
const stats = { expected: 3, unexpected: 1, flaky: 1, skipped: 2 }

test('all suites add up to one line', () => {
  const all = sum([one(true), one(false), readVitest(report(vitest), true)])
  expect(lastLine(all)).toBe('6 passed, 1 failed')
  expect(skippedLine(all)).toBe('1 skipped\n')
  expect(lastLine(one(true))).toBe('1 passed, 0 failed')
  expect(skippedLine(one(true))).toBe('')
})

test('a browser test that passed only sometimes has failed', () => {
  expect(readPlaywright(report({ stats }), false)).toEqual({ passed: 3, failed: 2, skipped: 2 })
})

test('a suite that ran nothing, left no report, or failed without naming a test has failed', () => {
  const nothing = { ...vitest, numPassedTests: 0 }
  expect(readVitest(report(nothing), true).failed).toBe(1)
  expect(readVitest(report(vitest), false).failed).toBe(1)
  expect(readVitest(path.join(folder, 'missing'), true).failed).toBe(1)
  expect(readPlaywright(path.join(folder, 'missing'), true).failed).toBe(1)
})
