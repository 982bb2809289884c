import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { stopChildren } from './processes'
import { seconds } from './steps'
import { type Run, type Suite, suites } from './testing/suites'
import { failedLines, lastLine, skippedLine, sum, type Tally } from './testing/tally'

// `npm test` runs everything; `npm test -- --only unit|e2e [filter]` a part of it.

const root = path.dirname(import.meta.dirname)
const temp = fs.mkdtempSync(path.join(os.tmpdir(), 'medcal-test-'))

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.once(signal, async () => {
    await stopChildren()
    fs.rmSync(temp, { recursive: true, force: true })
    process.exit(130)
  })
}

const run: Run = { root, temp }
const { chosen, filter } = choose(process.argv.slice(3))
const tallies: Tally[] = []
for (const suite of chosen) tallies.push(await runSuite(suite))
await run.stack?.stop()
fs.rmSync(temp, { recursive: true, force: true })
const all = sum(tallies)
console.log(`\n${failedLines(all)}${skippedLine(all)}${lastLine(all)}`)
process.exit(all.failed > 0 ? 1 : 0)

async function runSuite(suite: Suite): Promise<Tally> {
  console.log(`\n── ${suite.name}`)
  const began = Date.now()
  const tally = await suite.run(run, filter)
  if (tally.skipped > 0) console.log(`── ${suite.name}: ${tally.skipped} skipped`)
  console.log(`── ${suite.name}: ${lastLine(tally)} (${seconds(Date.now() - began)})`)
  return tally
}

function choose(args: string[]): { chosen: Suite[]; filter: string[] } {
  if (args[0] !== '--only') return { chosen: suites, filter: args }
  const [, kind, ...filter] = args
  const chosen = suites.filter((suite) => suite.kind === kind)
  if (chosen.length === 0) {
    console.error('Say which tests: --only static, unit or e2e.')
    process.exit(2)
  }
  return { chosen, filter }
}
