import { readJson } from '../data-dir'

export interface Tally {
  passed: number
  failed: number
  skipped: number
}

/** The tally of a check that either holds or does not. */
export function one(holds: boolean): Tally {
  return { passed: holds ? 1 : 0, failed: holds ? 0 : 1, skipped: 0 }
}

/** All tallies in one. */
export function sum(tallies: Tally[]): Tally {
  return tallies.reduce(
    (all, next) => ({
      passed: all.passed + next.passed,
      failed: all.failed + next.failed,
      skipped: all.skipped + next.skipped,
    }),
    { passed: 0, failed: 0, skipped: 0 },
  )
}

/** What vitest's JSON report says; `ok` is whether vitest itself was content. */
export function readVitest(file: string, ok: boolean): Tally {
  const report = readJson<{
    numPassedTests: number
    numFailedTests: number
    numPendingTests: number
    numTodoTests: number
  }>(file)
  return honest(
    {
      passed: report?.numPassedTests ?? 0,
      failed: report?.numFailedTests ?? 0,
      skipped: (report?.numPendingTests ?? 0) + (report?.numTodoTests ?? 0),
    },
    ok,
  )
}

/** What Playwright's JSON report says; `ok` is whether Playwright itself was content. */
export function readPlaywright(file: string, ok: boolean): Tally {
  const stats = readJson<{
    stats: { expected: number; unexpected: number; flaky: number; skipped: number }
  }>(file)?.stats
  return honest(
    {
      passed: stats?.expected ?? 0,
      failed: (stats?.unexpected ?? 0) + (stats?.flaky ?? 0),
      skipped: stats?.skipped ?? 0,
    },
    ok,
  )
}

/** A suite that ran nothing has failed, and so has one that failed without naming a test. */
function honest(tally: Tally, ok: boolean): Tally {
  const silent = tally.failed === 0 && (!ok || tally.passed === 0)
  return silent ? { ...tally, failed: 1 } : tally
}

/** The last line of a test run, which says no more than this. */
export function lastLine({ passed, failed }: Tally): string {
  return `${passed} passed, ${failed} failed`
}

/** The line before it, where some tests did not run at all; else nothing. */
export function skippedLine({ skipped }: Tally): string {
  return skipped > 0 ? `${skipped} skipped\n` : ''
}
