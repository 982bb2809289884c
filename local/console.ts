import fs from 'node:fs'
import { format } from 'node:util'
import { openLog } from './logs'

/** Sends what the stand-ins' libraries print to a log, so that it does not tear the step list. */
export function divertConsole(dataDir: string): void {
  const log = openLog(dataDir, 'stand-ins')
  for (const method of ['log', 'info', 'warn', 'error', 'debug'] as const) {
    console[method] = (...args: unknown[]) => fs.appendFileSync(log, `${format(...args)}\n`)
  }
}
