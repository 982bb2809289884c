import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { failedLines, lastLine, one, readPlaywright, readVitest, skippedLine, sum } from './tally'

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'medcal-tally-'))
afterAll(() => fs.rmSync(folder, { recursive: true }))

function report(content: object): string {
  const file = path.join(folder, `${Math.random()}.json`)
  fs.writeFileSync(file, JSON.stringify(content))
  return file
}

const broken = { message: 'Error: two\nexpected 1' }
const vitest = { numPassedTests: 5, numFailedTests: 0, numPendingTests: 1, numTodoTests: 0 }
const stats = { expected: 3, unexpected: 1, flaky: 1, skipped: 2 }

test('all suites add up to one line', () => {
  const all = sum([one(true, 'lint'), one(false, 'types'), readVitest(report(vitest), true)])
  expect(lastLine(all)).toBe('6 passed, 1 failed')
  expect(skippedLine(all)).toBe('1 skipped\n')
  expect(lastLine(one(true, 'lint'))).toBe('1 passed, 0 failed')
  expect(skippedLine(one(true, 'lint'))).toBe('')
})

test('a browser test that passed only sometimes has failed', () => {
  expect(readPlaywright(report({ stats }), false)).toMatchObject({
    passed: 3,
    failed: 2,
    skipped: 2,
  })
})

test('a suite that ran nothing, left no report, or failed without naming a test has failed', () => {
  const nothing = { ...vitest, numPassedTests: 0 }
  expect(readVitest(report(nothing), true).failed).toBe(1)
  expect(readVitest(report(vitest), false).failed).toBe(1)
  expect(readVitest(path.join(folder, 'missing'), true).failed).toBe(1)
  expect(readPlaywright(path.join(folder, 'missing'), true).failed).toBe(1)
})

test('what failed is listed by file and name, with what it said', () => {
  const assertionResults = [
    { status: 'failed', fullName: 'one is two', failureMessages: [broken.message] },
    { status: 'passed', fullName: 'one is one', failureMessages: [] },
  ]
  const unit = readVitest(
    report({
      ...vitest,
      numFailedTests: 1,
      testResults: [
        { name: path.resolve('lib/a.test.ts'), status: 'failed', message: '', assertionResults },
        { name: 'lib/b.test.ts', status: 'failed', message: 'no such file', assertionResults: [] },
      ],
    }),
    false,
  )
  const spec = (title: string, results: object[]) => ({
    file: 'c.spec.ts',
    title,
    tests: [{ results }],
  })
  const specs = [spec('a story', [{}]), spec('another', [{ error: broken }])]
  const browser = readPlaywright(report({ stats, suites: [{ suites: [{ specs }] }] }), false)
  expect(failedLines(sum([unit, browser, one(false, 'types')]))).toBe(
    `✗ lib/a.test.ts › one is two
    Error: two
    expected 1
✗ lib/b.test.ts
    no such file
✗ c.spec.ts › another
    Error: two
    expected 1
✗ types
`,
  )
  expect(failedLines(one(true, 'lint'))).toBe('')
})
