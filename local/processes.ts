import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import fs from 'node:fs'
import { fileURLToPath } from 'node:url'

const leash = new URL('./leash.mjs', import.meta.url).href

export interface Child {
  pid: number
  /** Resolves when the process has ended, with what ended it. */
  ended: Promise<string>
  /** Asks it to end with SIGTERM, and after `patience` ms makes it. Done twice it does nothing. */
  stop(patience?: number): Promise<void>
}

export interface NodeOptions {
  cwd: string
  env: NodeJS.ProcessEnv
  /** Where its output goes; without one, to ours. */
  logFile?: string
}

const children = new Set<Child>()

/** Ends every child that still runs, at the same time. */
export async function stopChildren(): Promise<void> {
  await Promise.all([...children].map((child) => child.stop()))
}

/**
 * Starts a Node script in a process group of its own, so that a Ctrl-C in the terminal reaches
 * only us and we stop things in order. It ends when we end, however we end.
 */
export function startNode(args: string[], options: NodeOptions): Child {
  return start(['--import', leash, ...args], options, true)
}

/** Starts a Node tool that ends by itself, like a linter or a test runner. */
export function startTool(args: string[], options: NodeOptions): Child {
  return start(args, options, false) // held by a leash it would wait for us instead of ending
}

function start(args: string[], options: NodeOptions, leashed: boolean): Child {
  const log = options.logFile ? fs.openSync(options.logFile, 'a', 0o600) : 'inherit'
  const child = spawn(process.execPath, args, {
    cwd: options.cwd,
    env: options.env,
    detached: true,
    stdio: ['ignore', log, log, leashed ? 'ipc' : 'ignore'],
  })
  if (typeof log === 'number') fs.closeSync(log)
  return watch(child)
}

/** Starts a TypeScript script of ours the same way. */
export function startScript(script: URL, options: NodeOptions): Child {
  return startNode(['--import', 'tsx', fileURLToPath(script)], options)
}

function watch(child: ChildProcess): Child {
  const ended = new Promise<string>((resolve) => {
    child.once('exit', (code, signal) => resolve(signal ?? `code ${code}`))
    child.once('error', (error) => resolve(error.message))
  })
  const pid = child.pid ?? 0
  const wrapped: Child = {
    pid,
    ended,
    async stop(patience = 8000) {
      if (!children.has(wrapped)) return
      signalGroup(pid, 'SIGTERM')
      const force = setTimeout(() => signalGroup(pid, 'SIGKILL'), patience)
      await ended
      clearTimeout(force)
      signalGroup(pid, 'SIGKILL') // whatever it left behind in its group
    },
  }
  if (pid !== 0) children.add(wrapped)
  void ended.then(() => children.delete(wrapped))
  return wrapped
}

/** Whether a process with this id is there. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}

/** The command line of a running process; empty when it is gone or not to be read. */
export function commandLine(pid: number): string {
  try {
    return fs.readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ')
  } catch {
    return spawnSync('ps', ['-o', 'args=', '-p', String(pid)], { encoding: 'utf8' }).stdout ?? ''
  }
}

function signalGroup(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(-pid, signal)
  } catch {
    // It has ended already.
  }
}
