import fs from 'node:fs'
import path from 'node:path'
import { childEnv } from './environment'
import { startTool, stopChildren } from './processes'
import { ensureChromium } from './testing/chromium'

// `npm run e2e [filter]` runs the browser tests on the stack that `npm run up` started;
// `npm run e2e -- --against <stack.json> [filter]` on another one, with whatever servers it has.

const root = path.dirname(import.meta.dirname)
const args = process.argv.slice(3)
const at = args.indexOf('--against')
const [, given] = at < 0 ? [] : args.splice(at, 2)
const stack = path.resolve(given ?? path.join(process.env.MEDCAL_DATA || '.data', 'stack.json'))

if (at >= 0 && !given) stop('Say against what: npm run e2e -- --against <stack.json>')
if (!fs.existsSync(stack))
  stop(`There is no running stack at ${stack}. Start one with npm run up, or name its stack.json.`)
if (!ensureChromium(console.log))
  stop('No Chromium was found. Install it, or name it with CHROMIUM_PATH.')
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, stopChildren)

const program = path.join(root, 'node_modules', '@playwright/test', 'cli.js')
const tests = startTool([program, 'test', '--reporter=line', ...args], {
  cwd: root,
  env: childEnv(process.env, { MEDCAL_STACK: stack }),
})
process.exit((await tests.ended) === 'code 0' ? 0 : 1)

function stop(sentence: string): never {
  console.error(sentence)
  process.exit(2)
}
