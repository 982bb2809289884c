import { format, stripVTControlCharacters } from 'node:util'
import { log } from './log'

const levels = { debug: 'debug', log: 'info', info: 'info', warn: 'warn', error: 'error' } as const

/**
 * Makes what Next.js and the libraries print lines of the log: one line each, an error as the log
 * keeps errors, and no token of a link. Anybody can make them print (a request for an action that
 * there is not does), and what reads the log knows one format.
 */
export function consoleToLog(
  to: Pick<typeof log, 'debug' | 'info' | 'warn' | 'error'> = log,
): void {
  for (const method of Object.keys(levels) as (keyof typeof levels)[]) {
    console[method] = (...args: unknown[]) => {
      const err = args.find((arg) => arg instanceof Error)
      const words = format(...args.filter((arg) => arg !== err))
      const plain = stripVTControlCharacters(words).replace(/[\w-]{43}/g, '[hidden]')
      to[levels[method]](err ? { err } : {}, plain.trim())
    }
  }
}
