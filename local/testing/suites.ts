import fs from 'node:fs'
import path from 'node:path'
import { childEnv } from '../environment'
import { startTool } from '../processes'
import { ensureChromium } from './chromium'
import { distDir, startOwnStack } from './own-stack'
import { one, readPlaywright, readVitest, type Tally } from './tally'

export interface Run {
  root: string
  /** A folder of this run's own. */
  temp: string
  /** The stack for the browser tests, once it runs. */
  stack?: { dataDir: string; stop(): Promise<void> }
}

export interface Suite {
  name: string
  kind: 'static' | 'unit' | 'e2e'
  run(run: Run, filter: string[]): Promise<Tally>
}

const layerRules = ['style/noRestrictedImports', 'suspicious/noImportCycles']

/** All that `npm test` does, in its order. */
export const suites: Suite[] = [
  { name: 'Format', kind: 'static', run: (run) => biome(run, ['format', '.']) },
  {
    name: 'Lint',
    kind: 'static',
    run: (run) => biome(run, ['lint', ...layerRules.map((rule) => `--skip=${rule}`), '.']),
  },
  {
    name: 'Layers',
    kind: 'static',
    run: (run) => biome(run, ['lint', ...layerRules.map((rule) => `--only=${rule}`), '.']),
  },
  { name: 'Types', kind: 'static', run: types },
  { name: 'Unit and integration tests', kind: 'unit', run: vitest },
  { name: 'Build and start', kind: 'e2e', run: build },
  { name: 'Browser tests', kind: 'e2e', run: playwright },
]

function biome({ root }: Run, args: string[]): Promise<Tally> {
  const program = bin(root, '@biomejs/biome', 'bin/biome')
  return check(root, 'biome', [program, ...args, '--error-on-warnings'])
}

async function types({ root }: Run): Promise<Tally> {
  // Next writes the declarations that a fresh clone lacks; old ones name pages that are gone.
  fs.rmSync(path.join(root, distDir, 'types'), { recursive: true, force: true })
  await node(root, [bin(root, 'next', 'dist/bin/next'), 'typegen'])
  // What an earlier run noted can hide an error of this one.
  const program = bin(root, 'typescript', 'bin/tsc')
  return check(root, 'tsc', [program, '--noEmit', '--incremental', 'false'])
}

async function vitest({ root, temp }: Run, filter: string[]): Promise<Tally> {
  const report = path.join(temp, 'vitest.json')
  const program = bin(root, 'vitest', 'vitest.mjs')
  const reporters = ['--reporter=dot', '--reporter=json', `--outputFile.json=${report}`]
  const ok = await node(root, [program, 'run', ...reporters, ...filter])
  return readVitest(report, ok)
}

/** Builds the app and starts a stack of this run's own with it, for the browser tests. */
async function build(run: Run): Promise<Tally> {
  const { root, temp } = run
  const dataDir = path.join(temp, 'data')
  const logFile = path.join(temp, 'up.log')
  const env = { MEDCAL_PORTS_FROM: process.env.MEDCAL_TEST_PORTS_FROM ?? '4500' }
  const stack = await startOwnStack({ root, dataDir, logFile, env })
  if (stack) {
    run.stack = { dataDir, stop: stack.stop }
    return one(true, 'build')
  }
  console.log(fs.readFileSync(logFile, 'utf8'))
  return one(false, 'build: the stack did not start')
}

async function playwright({ root, temp, stack }: Run, filter: string[]): Promise<Tally> {
  if (!stack) return one(false, 'playwright: there is no stack')
  if (!ensureChromium(console.log)) {
    console.log(
      'No Chromium was found. Install it (on Debian: apt-get install chromium) or name it with CHROMIUM_PATH.',
    )
    return one(false, 'playwright: there is no Chromium')
  }
  const report = path.join(temp, 'playwright.json')
  const program = bin(root, '@playwright/test', 'cli.js')
  const ok = await node(root, [program, 'test', '--reporter=line,json', ...filter], {
    MEDCAL_STACK: path.join(stack.dataDir, 'stack.json'),
    PLAYWRIGHT_JSON_OUTPUT_FILE: report,
  })
  if (!ok) keepLogs(stack.dataDir, root)
  return readPlaywright(report, ok)
}

/** A failed run's logs outlive its folder, beside what the browser showed. */
function keepLogs(dataDir: string, root: string): void {
  const kept = path.join(root, 'test-results', 'logs')
  fs.cpSync(path.join(dataDir, 'logs'), kept, { recursive: true })
  console.log(`The stack's logs are in ${kept}.`)
}

async function check(root: string, name: string, args: string[]): Promise<Tally> {
  return one(await node(root, args), [name, ...args.slice(1)].join(' '))
}

async function node(
  root: string,
  args: string[],
  more: Record<string, string> = {},
): Promise<boolean> {
  const child = startTool(args, { cwd: root, env: childEnv(process.env, more) })
  return (await child.ended) === 'code 0'
}

function bin(root: string, name: string, file: string): string {
  return path.join(root, 'node_modules', name, file)
}
