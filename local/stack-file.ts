import fs from 'node:fs'
import path from 'node:path'
import { readJson, writePrivate } from './data-dir'
import { Failure } from './failure'
import { commandLine, isAlive } from './processes'

/** What `stack.json` tells tools and tests: where everything is, as URLs. */
export interface StackFile {
  app: string
  mailbox: string
  identity: string
  inngest: string
  database: string
  /** The processes: the one that holds the stack, the app's, and the embedded executor's. */
  pids: { stack: number; app?: number; inngest?: number }
}

/** Where that file is. */
export function stackFilePath(dataDir: string): string {
  return path.join(dataDir, 'stack.json')
}

/** Tells where the running stack is. */
export function writeStackFile(dataDir: string, stack: StackFile): void {
  writePrivate(stackFilePath(dataDir), `${JSON.stringify(stack, null, 2)}\n`)
}

/** The stack is over. */
export function removeStackFile(dataDir: string): void {
  fs.rmSync(stackFilePath(dataDir), { force: true })
}

/**
 * Takes a data folder for this process; the answer gives it back.
 * Refuses when a running Medcal has it. A killed one's claim counts for nothing.
 */
export function claim(dataDir: string): () => void {
  const file = path.join(dataDir, 'claim')
  for (;;) {
    try {
      fs.writeFileSync(file, String(process.pid), { flag: 'wx' })
      return () => fs.rmSync(file, { force: true })
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error
    }
    const holder = runningFrom(dataDir)
    if (holder) {
      const where = readJson<StackFile>(stackFilePath(dataDir))?.app
      throw new Failure(
        `Medcal runs from ${dataDir} already${where ? `, at ${where}` : ''} (process ${holder}). Stop that one first, or give this one a folder of its own with MEDCAL_DATA.`,
      )
    }
    fs.rmSync(file, { force: true })
  }
}

/** The id of the process that runs a stack from this folder; undefined when none does. */
export function runningFrom(dataDir: string): number | undefined {
  const file = path.join(dataDir, 'claim')
  const pid = fs.existsSync(file) ? Number(fs.readFileSync(file, 'utf8')) : 0
  if (!(pid > 0) || !isAlive(pid)) return undefined
  if (pid === process.pid) return pid
  // After a reboot the id may be somebody else's.
  return /start\.mjs|vitest|local\/(up|dev|test)\.ts/.test(commandLine(pid)) ? pid : undefined
}
