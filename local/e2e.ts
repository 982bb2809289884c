import fs from 'node:fs'
import path from 'node:path'
import { dataDirPath } from './data-dir'
import { childEnv, loadEnvFiles } from './environment'
import { Failure, sentence } from './failure'
import { startTool, stopChildren } from './processes'
import { stackFilePath } from './stack-file'
import { ensureChromium } from './testing/chromium'

// `npm run e2e [filter]` runs the browser tests on the stack that `npm run up` started;
// `npm run e2e -- --against <stack.json> [filter]` on another one, with whatever servers it has.

const root = path.dirname(import.meta.dirname)

try {
  loadEnvFiles()
  process.exit(await runTests())
} catch (error) {
  console.error(sentence(error))
  process.exit(2)
}

async function runTests(): Promise<number> {
  const args = process.argv.slice(3)
  const at = args.indexOf('--against')
  const [, given] = at < 0 ? [] : args.splice(at, 2)
  if (at >= 0 && !given) {
    throw new Failure('Say against what: npm run e2e -- --against <stack.json>')
  }
  const stack = given ? path.resolve(given) : stackFilePath(dataDirPath(root))
  if (!fs.existsSync(stack)) {
    throw new Failure(
      `There is no running stack at ${stack}. Start one with npm run up, or name its stack.json.`,
    )
  }
  if (!ensureChromium(console.log)) {
    throw new Failure('No Chromium was found. Install it, or name it with CHROMIUM_PATH.')
  }
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, stopChildren)
  const program = path.join(root, 'node_modules', '@playwright/test', 'cli.js')
  const tests = startTool([program, 'test', '--reporter=line', ...args], {
    cwd: root,
    env: childEnv(process.env, { MEDCAL_STACK: stack }),
  })
  return (await tests.ended) === 'code 0' ? 0 : 1
}
