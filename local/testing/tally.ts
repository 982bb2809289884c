import path from 'node:path'
import { stripVTControlCharacters } from 'node:util'
import { readJson } from '../data-dir'

export interface Tally {
  passed: number
  failed: number
  skipped: number
  /** Each failed test: its file, its name and the start of what it said. */
  failures: string[]
}

/** The tally of a check that either holds or does not; `name` is what a failure is listed as. */
export function one(holds: boolean, name: string): Tally {
  return holds
    ? { passed: 1, failed: 0, skipped: 0, failures: [] }
    : { passed: 0, failed: 1, skipped: 0, failures: [name] }
}

/** All tallies in one. */
export function sum(tallies: Tally[]): Tally {
  return tallies.reduce(
    (all, next) => ({
      passed: all.passed + next.passed,
      failed: all.failed + next.failed,
      skipped: all.skipped + next.skipped,
      failures: [...all.failures, ...next.failures],
    }),
    { passed: 0, failed: 0, skipped: 0, failures: [] },
  )
}

interface VitestReport {
  numPassedTests: number
  numFailedTests: number
  numPendingTests: number
  numTodoTests: number
  testResults?: {
    name: string
    status: string
    message: string
    assertionResults: { status: string; fullName: string; failureMessages: string[] }[]
  }[]
}

/** What vitest's JSON report says; `ok` is whether vitest itself was content. */
export function readVitest(file: string, ok: boolean): Tally {
  const report = readJson<VitestReport>(file)
  const failures = (report?.testResults ?? []).flatMap(({ name, status, message, ...rest }) => {
    const tests = rest.assertionResults.filter((test) => test.status === 'failed')
    if (tests.length === 0) return status === 'failed' ? [failure(name, '', message)] : []
    return tests.map((test) => failure(name, test.fullName, test.failureMessages[0]))
  })
  return honest(
    {
      passed: report?.numPassedTests ?? 0,
      failed: report?.numFailedTests ?? 0,
      skipped: (report?.numPendingTests ?? 0) + (report?.numTodoTests ?? 0),
      failures,
    },
    ok,
    'vitest',
  )
}

interface PlaywrightSuite {
  suites?: PlaywrightSuite[]
  specs?: {
    file: string
    title: string
    ok: boolean
    tests: { results: { error?: { message?: string } }[] }[]
  }[]
}

interface PlaywrightReport extends PlaywrightSuite {
  stats: { expected: number; unexpected: number; flaky: number; skipped: number }
}

/** What Playwright's JSON report says; `ok` is whether Playwright itself was content. */
export function readPlaywright(file: string, ok: boolean): Tally {
  const report = readJson<PlaywrightReport>(file)
  const stats = report?.stats
  const results = (tests: { results: { error?: { message?: string } }[] }[]) =>
    tests.flatMap((test) => test.results)
  const failures = specsOf(report ?? {})
    .filter((spec) => results(spec.tests).some((result) => result.error))
    .map(({ file, title, tests }) =>
      failure(file, title, results(tests).find((result) => result.error)?.error?.message),
    )
  return honest(
    {
      passed: stats?.expected ?? 0,
      failed: (stats?.unexpected ?? 0) + (stats?.flaky ?? 0),
      skipped: stats?.skipped ?? 0,
      failures,
    },
    ok,
    'playwright',
  )
}

function specsOf({
  suites = [],
  specs = [],
}: PlaywrightSuite): NonNullable<PlaywrightSuite['specs']> {
  return [...specs, ...suites.flatMap(specsOf)]
}

/** How many lines of what a failed test said are repeated at the end. */
const linesKept = 8

function failure(file: string, name: string, message = ''): string {
  const said = stripVTControlCharacters(message).split('\n').slice(0, linesKept)
  const title = [path.relative(process.cwd(), file), name].filter(Boolean).join(' › ')
  return [title, ...said].join('\n    ').trimEnd()
}

/** A suite that ran nothing has failed, and so has one that failed without naming a test. */
function honest(tally: Tally, ok: boolean, name: string): Tally {
  const silent = tally.failed === 0 && (!ok || tally.passed === 0)
  if (!silent) return tally
  const failures = tally.failures.length > 0 ? tally.failures : [`${name} named no failed test`]
  return { ...tally, failed: 1, failures }
}

/** The last line of a test run, which says no more than this. */
export function lastLine({ passed, failed }: Tally): string {
  return `${passed} passed, ${failed} failed`
}

/** What failed, once more: whoever reads only the end of a long log finds it there. */
export function failedLines({ failures }: Tally): string {
  return failures.map((each) => `✗ ${each}\n`).join('')
}

/** The line before it, where some tests did not run at all; else nothing. */
export function skippedLine({ skipped }: Tally): string {
  return skipped > 0 ? `${skipped} skipped\n` : ''
}
