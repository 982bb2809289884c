import fs from 'node:fs'
import path from 'node:path'
import { createInterface } from 'node:readline/promises'
import { endLeftover } from './cluster/create'
import { rememberedCluster } from './cluster/place'
import { dataDirPath } from './data-dir'
import { loadEnvFiles } from './environment'
import { sentence } from './failure'
import { runningFrom } from './stack-file'

const root = path.dirname(import.meta.dirname)

try {
  loadEnvFiles()
  await reset(dataDirPath(root))
} catch (error) {
  console.error(sentence(error))
  process.exitCode = 1
}

/** Empties the data folder after a question; `--yes` answers it. */
async function reset(dataDir: string): Promise<void> {
  if (!fs.existsSync(dataDir)) return say(`There is nothing in ${dataDir}.`)
  const holder = runningFrom(dataDir)
  if (holder) {
    say(`Medcal runs from ${dataDir} (process ${holder}). Stop it first, then reset.`)
    process.exitCode = 1
    return
  }
  if (!looksLikeOurs(dataDir)) {
    say(`${dataDir} does not look like a data folder of Medcal. Empty it by hand if it is one.`)
    process.exitCode = 1
    return
  }
  if (!process.argv.includes('--yes') && !(await confirmed(dataDir))) {
    return say('Nothing was changed.')
  }
  const cluster = rememberedCluster(dataDir)
  await endLeftover(cluster)
  fs.rmSync(cluster, { recursive: true, force: true })
  for (const name of contents(dataDir)) {
    fs.rmSync(path.join(dataDir, name), { recursive: true, force: true })
  }
  const but = fs.readdirSync(dataDir).length > 0 ? ' but for its backups' : ''
  say(`${dataDir} is empty${but}. The next "npm run up" makes a new demo clinic.`)
}

function looksLikeOurs(dataDir: string): boolean {
  return contents(dataDir).length === 0 || fs.existsSync(path.join(dataDir, 'secrets.json'))
}

/** All that a reset deletes: who empties a clinic by mistake still has its backups. */
function contents(dataDir: string): string[] {
  return fs.readdirSync(dataDir).filter((name) => name !== 'backups')
}

async function confirmed(dataDir: string): Promise<boolean> {
  if (!process.stdin.isTTY) {
    say(
      'This deletes the clinic, its patients and all mails. To do it without a question, run: npm run reset -- --yes',
    )
    return false
  }
  const prompt = createInterface({ input: process.stdin, output: process.stdout })
  const question = `This deletes the clinic, its patients, all mails and accounts in ${dataDir}. Type "yes" to do it: `
  const answer = await prompt.question(question).finally(() => prompt.close())
  return answer.trim().toLowerCase() === 'yes'
}

function say(text: string): void {
  console.log(text)
}
