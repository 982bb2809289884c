import { createHash } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'
import { Failure } from './failure'
import { startNode } from './processes'

const sources = ['app', 'components', 'db', 'emails', 'inngest', 'lib', 'public']
const skipped = /(^|\/)(node_modules|\.|db\/(migrations|seed)(\/|$))|\.test\.tsx?$/
const singles =
  /^(package(-lock)?\.json|tsconfig\.json|(proxy|instrumentation)\.ts|(next|tailwind|postcss)\.config\.\w+)$/

/**
 * Builds the app into `distDir` when its sources, packages or Node changed since the last build
 * there. Returns whether it built. Refuses with the path of the build's log.
 */
export async function buildWhenStale(options: {
  root: string
  distDir: string
  env: NodeJS.ProcessEnv
  logFile: string
}): Promise<boolean> {
  const { root, distDir, env, logFile } = options
  const mark = path.join(root, distDir, 'medcal-build')
  const whole = () => fs.existsSync(path.join(root, distDir, 'BUILD_ID'))
  const fingerprint = fingerprintOf(root, env)
  if (whole() && fs.existsSync(mark) && fs.readFileSync(mark, 'utf8') === fingerprint) return false
  fs.rmSync(mark, { force: true })
  fs.writeFileSync(logFile, '')
  const build = startNode([nextProgram(root), 'build'], { cwd: root, env, logFile })
  const end = await build.ended
  if (end !== 'code 0' || !whole()) {
    const log = fs.readFileSync(logFile, 'utf8').trim().split('\n').slice(-30).join('\n')
    throw new Failure(
      `The app could not be built (${end}). Correct this and start again:\n\n${log}`,
    )
  }
  fs.writeFileSync(mark, fingerprint)
  return true
}

/** The path of Next's command. */
export function nextProgram(root: string): string {
  return path.join(root, 'node_modules', 'next', 'dist', 'bin', 'next')
}

/** A hash of everything that a build is made from. */
export function fingerprintOf(root: string, env: Record<string, string | undefined> = {}): string {
  const hash = createHash('sha256')
  hash.update(process.version)
  for (const name of Object.keys(env)
    .filter((key) => key.startsWith('NEXT_PUBLIC_'))
    .sort()) {
    hash.update(`\0${name}=${env[name]}`)
  }
  const files = [
    ...fs.readdirSync(root).filter((name) => singles.test(name)),
    ...sources.flatMap((folder) => listFiles(root, folder)),
  ]
  for (const file of files.sort()) {
    hash.update(`\0${file}\0`)
    hash.update(fs.readFileSync(path.join(root, file)))
  }
  return hash.digest('hex')
}

function listFiles(root: string, folder: string): string[] {
  const full = path.join(root, folder)
  if (!fs.existsSync(full)) return []
  return fs.readdirSync(full, { withFileTypes: true }).flatMap((entry) => {
    const file = `${folder}/${entry.name}`
    if (skipped.test(file)) return []
    return entry.isDirectory() ? listFiles(root, file) : [file]
  })
}
